"""Record: the record that has a reference, its file, sheet and row, its people, and the KPIs that it counts towards."""

from metrics.ui import bar, record

view = bar.choose("Record")
record.found(view)
