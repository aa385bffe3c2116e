"""The pack on the PEEL evidence page: one click, how far it is, its three files, and every pack that was made."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from metrics.pack.contents import Audience
from metrics.terms import MARKING, say_moment
from metrics.ui import entering, evidence_data, pack_jobs, pack_making, show
from metrics.ui.pack_jobs import PackJob
from metrics.ui.peel import Asked
from metrics.ui.safe import label

AUDIENCES: dict[Audience, str] = {
    "full": "Full pack, for inspectors: figures, charts, narrative, sources",
    "public": "Summary for the public or a panel: without people, small numbers left out",
}
KINDS = {
    "docx": ("Word document", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": ("Workbook", show.XLSX),
    "zip": ("Everything, with sources and hashes", "application/zip"),
}
POLL_SECONDS = 0.5
MOST = 50
JOB = "pack"


def offer(asked: Asked) -> None:
    """The pack that is being made or was made last here; else the way to make one."""
    show.heading("The pack", f"Word, workbook and an archive of both with sources; {MARKING} on every page")
    job = pack_jobs.job_of(st.query_params.get(JOB) or "")
    if job is not None and job.busy:
        _watch(job)
        show.lede("You can leave this page: the work goes on, and this address shows it.")
    elif job is not None:
        _report(job)
    _form(asked)
    _made()


@st.fragment(run_every=POLL_SECONDS)
def _watch(job: PackJob) -> None:
    if not job.busy:
        st.rerun(scope="app")
    st.progress(job.share, text=label(job.words))


def _report(job: PackJob) -> None:
    if job.failed:
        show.problem(job.words)
        return
    show.done("Made, opened again and found safe: no formula, no hidden part, no link. Ready to take away:")
    for words in job.findings:
        show.note(words)
    with show.links("pack"):
        for name, content in job.files.items():
            words, kind = KINDS[name.rpartition(".")[2]]
            st.download_button(
                f"{words} ({len(content) / 1e6:,.1f} MB)", content, name, kind, key=f"take-{name}", on_click="ignore"
            )


def _form(asked: Asked) -> None:
    at = entering.turn()
    with st.form(f"pack-form-{at}", border=False):
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
            audience = st.selectbox(
                "For whom", list(AUDIENCES), format_func=AUDIENCES.__getitem__, key=f"pack-for-{at}", width=520
            )
            by = entering.your_name(f"pack-by-{at}")
            sent = st.form_submit_button("Make the pack", type="primary", key=f"pack-go-{at}")
        if sent:
            job = pack_jobs.start(audience, lambda job: _make(asked, audience, by, job))
            st.query_params[JOB] = job.name
            st.rerun()


def _make(asked: Asked, audience: Audience, by: str, job: PackJob) -> dict[str, bytes]:
    """In the thread that makes packs."""
    written = pack_making.make(asked.held.key, audience, asked.known_at, by, job.tell)
    job.findings = written.read_again
    return dict(written.files)


def _made() -> None:
    found = evidence_data.packs()
    show.opened("Packs made", "packs", len(found), MOST, _table, wide=True)


def _table() -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "Made": f"{say_moment(one.at)} by {one.by}",
                "For": AUDIENCES[one.audience].partition(":")[0],  # type: ignore[index]
                "Questions": one.framework,
                "The evidence as of": say_moment(one.known_at.replace(tzinfo=None)),
                "SHA-256 of the archive": next((sum_ for name, sum_ in one.files.items() if name.endswith(".zip")), ""),
            }
            for one in evidence_data.packs()[:MOST]
        ]
    )
