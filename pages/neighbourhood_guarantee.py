"""Neighbourhood guarantee: what each neighbourhood was promised, and whether it is so."""

from metrics.ui import bar

view = bar.choose("Neighbourhood guarantee")
