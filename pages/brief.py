"""Weekly brief: a week of an area or a sergeant's team on one A4 page, and the same as a file for an email."""

from metrics.ui import bar, brief

view = bar.choose("Weekly brief", only="week")
brief.page(view)
