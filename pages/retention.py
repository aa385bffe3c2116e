"""Retention: how long what is kept, what is due, what is held, the purge by two people, and its disposal records."""

from metrics.ui import retention, retention_purge, show, viewer

show.title("Retention")
if retention.open_store():
    if viewer.may("delete_data"):
        found = retention.due()
        retention.periods(found)
        retention.rows_due(found)
        retention.holds(found)
        retention_purge.purge(found)
    retention.records()
