"""Data quality: what is loaded by team, what was set aside and why, blanks, who fixes what, and what others published."""

from metrics.ui import bar, challenges, evidence, quality, routes

view = bar.choose("Data quality")
quality.exports_by_week(view)
quality.set_aside(view)
quality.source_totals(view)
quality.blanks(view)
challenges.line(view)
quality.teams_by_week(view)
quality.published(view)
evidence.offer(view, routes.QUALITY)
