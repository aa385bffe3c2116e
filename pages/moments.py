"""Then and now: what was known at one moment and what is known at another, and the rows that made the difference."""

from metrics.ui import bar, moments

view = bar.choose("Then and now")
moments.side_by_side(view)
