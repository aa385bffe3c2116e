"""Proposing a purge, and approving one as the second person; it runs in the server's writer thread."""

from __future__ import annotations

import streamlit as st

from metrics import configuration, loading
from metrics.retention import purging
from metrics.retention.kinds import kinds
from metrics.retention.purging import Due, Proposal
from metrics.terms import say_date, say_moment
from metrics.ui import entering, selection, show, stores, uploads
from metrics.ui.writer import Job

TYPED = "On one desk the second person is a name that is typed: nothing shows that it was somebody else."


def purge(found: Due) -> None:
    """A form to propose what is due, the proposals that wait, and what became of one that was approved."""
    show.heading("Purge", "one person proposes, another approves")
    job = uploads.writer().jobs.get(selection.job() or "")
    if job is not None:
        _became(job)
    waiting = [one for one in purging.proposals(stores.store()) if one.done_at is None]
    if found.is_due:
        _propose(found)
    elif not waiting:
        show.note("There is nothing to propose.")
    for one in waiting[:1]:
        _approve(found, one)


def _became(job: Job) -> None:
    if job.busy:
        uploads.watch(job)
    elif job.stage == "failed":
        show.note(job.words)
    elif job.deleted:
        show.note(job.deleted)


def _propose(found: Due) -> None:
    at = f"purge-{entering.turn()}"
    box = st.expander("Propose to delete what is due", key=at, on_change="rerun", type="compact")
    if not box.open:
        return
    with box, st.form(f"{at}-form", border=False):
        rule = st.text_input("Under which rule", purging.DEFAULT_RULE, max_chars=200, key=f"{at}-rule")
        by = entering.your_name(f"{at}-by")
        if st.form_submit_button("Propose it", type="primary", key=f"{at}-keep"):
            entering.keep(lambda: purging.propose(stores.store(), found.day, rule, by, loading.now(), found.shown))


def _approve(found: Due, one: Proposal) -> None:
    """The latest proposal that waits. An older one would be void: the day has passed on."""
    what = "; ".join(f"{kinds()[name].title} {rows:,}" for name, rows in one.numbers.items() if name in kinds())
    show.note(
        f"Proposal {one.number} of {say_moment(one.at)} by {one.by}, counted back from {say_date(one.day)}, under: {one.rule}. "
        f"It takes: {what}."
    )
    if found.day == one.day and found.shown != one.shown:
        show.note("What is due has changed since: this proposal can no longer be approved. Propose it again.")
        return
    at = f"approve-{one.number}-{entering.turn()}"
    with st.form(f"{at}-form", border=False):
        if not configuration.current().served:
            show.note(TYPED)
        by = entering.your_name(f"{at}-by", label="Your name, as the second person")
        sure = st.checkbox(
            "Delete exactly this, from the store, its archive, its ledger and its backups", key=f"{at}-sure"
        )
        if st.form_submit_button("Approve and delete", type="primary", key=f"{at}-keep"):
            if not sure or not by.strip():
                show.note("Give your name and tick the box: what is deleted cannot be brought back.")
                return
            selection.set_job(uploads.writer().purge(one.number, by).name)
            st.rerun()
