"""Uploads: give files, see what was recognised and what is wrong, accept or cancel; the history of loads."""

from metrics.ui import show, uploads

show.title("Uploads")
if uploads.open_store():
    job = uploads.current()
    if job is None:
        uploads.drop_zone()
    else:
        uploads.progress(job)
        uploads.report(job)
    uploads.templates()
    uploads.history()
