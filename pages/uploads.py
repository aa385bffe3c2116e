"""Uploads: give files, see what was recognised and what is wrong, accept or cancel; the history, and the way back."""

from metrics.ui import history, show, uploads

show.title("Uploads")
if uploads.open_store():
    job = uploads.current()
    if job is None:
        uploads.drop_zone()
    else:
        uploads.progress(job)
        uploads.report(job)
    history.templates()
    history.history()
    history.matched()
