"""Searches for review: what was drawn by lot for sergeant, inspector and scrutiny panel, and what their reviews found."""

from metrics.ui import bar, evidence, routes, search_reviews

view = bar.choose("Searches for review")
search_reviews.report(view)
evidence.offer(view, routes.REVIEWS)
