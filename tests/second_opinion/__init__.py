"""The second opinion: every KPI worked out again from the files, in plain pandas, without using `metrics`.

It was written from the specification alone, so that one misreading is not made twice. It is slow to load and
simple on purpose; nothing here is ever imported by the product.
"""
