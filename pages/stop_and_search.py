"""Stop and search: outcomes, the three rates, fairness, completeness of records, and sampling for review."""

from metrics.ui import bar, search_reviews

view = bar.choose("Stop and search")
search_reviews.report(view)
