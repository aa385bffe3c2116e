"""Stop and search: outcomes, the three rates, fairness, completeness of records, and sampling for review."""

from metrics.ui import bar

view = bar.choose("Stop and search")
