"""The Uploads page's parts: the drop zone, progress, what was recognised and what is wrong, accept, history, templates."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path

import pandas as pd
import streamlit as st

from metrics import settings
from metrics.catalogue import exports
from metrics.intake import SheetOutcome
from metrics.intake.archives import expanded
from metrics.intake.reply import faults_workbook, has_faults
from metrics.loading import Choice
from metrics.publishers import SOURCE, publisher
from metrics.store.append import LoadResult
from metrics.store.connection import Store, StoreUnavailableError
from metrics.terms import PUBLISHER, Area, say_date, say_days
from metrics.ui import changed, entering, frame, matching, routes, selection, show, stores, viewer
from metrics.ui.safe import html
from metrics.ui.writer import Job, Writer

PROBLEMS_SHOWN = 60
POLL_SECONDS = 0.5
STATUS_WORDS = {
    "accepted": "can be loaded",
    "unchanged": "unchanged: the same content is loaded already, so nothing would change",
    "refused": "refused",
    "needs_confirmation": "needs your confirmation",
    "ignored": "left out",
}
DONE_WORDS = {**STATUS_WORDS, "accepted": "loaded", "unchanged": "unchanged: it was loaded already, nothing changed",
              "needs_confirmation": "not loaded: it needs your confirmation"}  # fmt: skip
ASKS = "Needs your confirmation"
SEVERITY_WORDS = {"refused": "Sheet refused", "set_aside": "Row set aside", "warning": "Loaded, please check"}


@st.cache_resource(show_spinner=False)
def _writer(path: str, _store: Store) -> Writer:
    return Writer(_store)


def writer() -> Writer:
    """The writer thread of the chosen store; it outlives every page and tab."""
    store = stores.store()
    return _writer(str(store.path), store)


def open_store() -> bool:
    """True where loads can be made; else says why not."""
    try:
        writer()
    except StoreUnavailableError as error:
        frame.unavailable(error)
        return False
    for found in stores.store().noticed:
        show.note(found)
    if settings.chosen() != "own":
        show.note(
            "These files would go into the sample force. Choose “Start with our own exports” at the side to load your own."
        )
    return True


def _is_open(job: Job) -> bool:
    """An upload is for whoever gave its files, which may hold anything, and for those who put data right."""
    return job.whose in ("", viewer.scope().who) or viewer.may("correct_data")


def current() -> Job | None:
    """The upload of the address, if the server still has it."""
    name = selection.job()
    if not name:
        return None
    job = writer().jobs.get(name)
    if job is None or not _is_open(job):
        show.note("That upload is no longer here and nothing of it was stored since. Give the files again.")
        return None
    return job


def drop_zone() -> None:
    """Files in; reading starts at once and stores nothing."""
    files = st.file_uploader(
        "Drop this week’s exports and lists, several at once: Excel (.xlsx, .xlsm, .xlsb, .xls), OpenDocument (.ods), CSV, "
        "or a zip of these",
        accept_multiple_files=True,
        key="files",
    )
    show.block(
        '<p class="muted">Each sheet is recognised by its headings. You see what was found and what is wrong; nothing is '
        "stored until you accept.</p>"
    )
    count = f"{len(files)} file{'' if len(files) == 1 else 's'}" if files else ""
    if files and st.button(f"Check {count}", type="primary", key="check"):
        job = writer().submit([(file.name, file.getvalue()) for file in files], viewer.scope().who)
        selection.set_job(job.name)
        st.rerun()
    waiting = [job for job in writer().jobs.values() if job.stage == "checked" and _is_open(job)]
    for job in waiting:
        names = list(dict.fromkeys(_outcome(result).file for result in job.plan))
        st.page_link(
            routes.UPLOADS,
            label="Waiting to be accepted: " + frame.label(", ".join(names)[:80]),
            query_params={"job": job.name},
        )


@st.fragment(run_every=POLL_SECONDS)
def watch(job: Job) -> None:
    """How far a job is, looked at again and again until it is done."""
    if not job.busy:
        st.rerun(scope="app")
    st.progress(job.share, text=frame.label(job.words))


def progress(job: Job) -> None:
    """While the thread works: how far it is. Leaving the page stops nothing."""
    if job.busy:
        watch(job)
        show.lede("You can leave this page: the work goes on, and this address shows it.")


def report(job: Job) -> None:
    """Every sheet of the upload; before accepting with its choices, afterwards with what became of it."""
    if job.busy:
        return
    if job.stage == "failed":
        show.problem(job.words)
    if job.stage == "checked":
        _decide(job)
    results = job.results if job.stage == "done" else job.plan
    if job.stage == "done":
        _say_done(job)
    _send_back(job, results)
    for place, result in enumerate(results):
        _sheet(job, place, result)
    if job.stage in ("done", "failed") and st.button("Load more files"):
        selection.set_job("")
        st.rerun()


def _send_back(job: Job, results: list[LoadResult]) -> None:
    """For each file with faults the file itself, each faulty cell marked and explained."""
    by_file: dict[str, list[SheetOutcome]] = {}
    for result in results:
        by_file.setdefault(result.outcome.file, []).append(result.outcome)
    # A file of which no sheet could be read has nothing to mark.
    faulty = {name: found for name, found in by_file.items() if has_faults(found) and any(one.sheet for one in found)}
    if not faulty or not job.files:
        return
    with show.links("faults"):
        for number, (name, found) in enumerate(faulty.items()):
            show.download(
                f"Send the faults back: {name}",
                partial(_faults_of, job, name, found),
                f"{Path(name).stem}-faults.xlsx",
                show.XLSX,
                key=f"faults-{number}",
            )


def _faults_of(job: Job, name: str, found: list[SheetOutcome]) -> bytes:
    """The workbook that goes back, made when it is asked for; a file in a zip is looked for there only then."""
    data = next(data for _, (given, data) in expanded(job.files) if given == name and isinstance(data, bytes))
    return faults_workbook(name, data, found)


def _outcome(result: LoadResult) -> SheetOutcome:
    return result.outcome


def _decide(job: Job) -> None:
    """What accepting would do, in one line, and the three ways on."""
    wanted = [result for result in job.plan if result.status in ("accepted", "needs_confirmation")]
    rows, aside = sum(r.outcome.accepted for r in wanted), sum(r.outcome.set_aside for r in wanted)
    refused = sum(result.status == "refused" for result in job.plan)
    show.heading(
        f"{len(wanted)} of {len(job.plan)} sheets can be loaded",
        f"{rows:,} rows, {aside:,} set aside" + (f", {refused} sheets refused" if refused else ""),
        said=True,
    )
    asking = [result.outcome.export_id or "" for result in job.plan if result.status == "needs_confirmation"]
    needs = list(dict.fromkeys(exports()[export_id].sheet for export_id in asking))
    if needs:
        show.note(
            f"{', '.join(needs)}: accepting would take away more than half of what is known. Read the numbers below."
        )
    if job.changes:
        set_aside = {result.outcome.export_id or "": result.outcome.set_aside for result in wanted}
        changed.report(job.changes, "Known now", "If accepted", set_aside)
    confirm = (
        st.checkbox("I have read how many rows would be taken away, and want that", key="confirm") if needs else False
    )
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        by = entering.your_name("by", label="Your name, kept with the load")
        if st.button("Accept", type="primary", disabled=not wanted, key="accept"):
            writer().accept(job, entering.or_own(by), confirm)
            st.rerun()
        if st.button("Cancel", key="cancel"):
            writer().forget(job)
            selection.set_job("")
            st.rerun()


def _say_done(job: Job) -> None:
    if job.withdrawn:
        show.heading("Withdrawn", job.withdrawn, said=True)
        show.lede("The figures are what they would be without it. The history below keeps the load and its withdrawal.")
        return
    if job.stopped:
        show.heading("No longer used", job.stopped, said=True)
        show.lede("Files with these headings are no longer recognised by them. Loads that were made stay as they are.")
        return
    loaded = [result for result in job.results if result.status == "accepted"]
    same = sum(result.status == "unchanged" for result in job.results)
    rows = sum(result.outcome.accepted for result in loaded)
    show.heading(
        f"{len(loaded)} sheet{'' if len(loaded) == 1 else 's'} loaded, {rows:,} row{'' if rows == 1 else 's'}"
        if loaded
        else "Nothing changed",
        f"{same} unchanged" if same else "",
        said=True,
    )
    if loaded:
        show.link(routes.THIS_WEEK, "See this week", {})


def _sheet(job: Job, place: int, result: LoadResult) -> None:
    outcome = result.outcome
    words = (DONE_WORDS if job.stage == "done" else STATUS_WORDS)[result.status]
    export = exports().get(outcome.export_id or "")
    name = export.sheet if export else outcome.sheet or outcome.file
    with st.container(key=f"sheet-{place}", gap="xxsmall"):
        source = f"{outcome.file}: {outcome.sheet}" if outcome.sheet else outcome.file
        title = f'<b>{html(name)}</b> <span class="muted">{html(source)}</span> · {html(words)}'
        show.block(f'<div class="bb-sheet">{title}<br>{_covers(outcome)}</div>')
        if export and not export.is_list and outcome.coverage and job.stage == "checked":
            _change_coverage(job, place, outcome)
        if job.stage == "checked":
            matching.control(job, place, writer())
        if export and export.is_published:
            words = f"Source: {SOURCE}. For comparison only: these rows count in no figure of ours."
            show.block(f'<p class="muted" style="margin:0">{html(words)}</p>')
        if outcome.dropped:
            show.block(f'<p class="muted" style="margin:0">{html(" ".join(outcome.dropped))}</p>')
        _problems(outcome, result.status == "needs_confirmation")


def _covers(outcome: SheetOutcome) -> str:
    if outcome.coverage is None:
        return ""
    found = outcome.coverage
    days = f"up to {say_date(found.end)}" if found.start == dt.date.min else say_days(found.start, found.end)
    because = (
        f'<br><span class="muted bb-small">{html(outcome.proposed_because)}</span>' if outcome.proposed_because else ""
    )
    same = f", {outcome.identical:,} repeated to the letter" if outcome.identical else ""
    counts = f"{outcome.accepted:,} rows accepted, {outcome.set_aside:,} set aside{same}"
    return html(f"Covers {found.area.key}, {days}. {counts}.") + because


def _change_coverage(job: Job, place: int, outcome: SheetOutcome) -> None:
    found = outcome.coverage
    if found is None:
        return
    with st.expander("Change what it covers", key=f"cover-{place}", type="compact"):
        area = _choose_area(job, place, found.area)
        start = st.date_input("First day", found.start, format="DD/MM/YYYY", key=f"start-{place}-{found.start}")
        end = st.date_input("Last day", found.end, format="DD/MM/YYYY", key=f"end-{place}-{found.end}")
        if st.button("Check again", key=f"again-{place}"):
            if not isinstance(start, dt.date) or not isinstance(end, dt.date) or end < start:
                show.problem("The last day lies before the first day.")
            else:
                writer().recheck(job, {**job.choices, place: Choice(area, (start, end))})
                st.rerun()


def _choose_area(job: Job, place: int, now: Area) -> Area:
    """An area of ours is chosen; a publishing force is written, because no list of ours has it."""
    if now.level == PUBLISHER:
        return publisher(st.text_input("Force that published it", now.key, key=f"publisher-{place}-{now}"))
    areas = job.areas if now in job.areas else [now, *job.areas]
    return st.selectbox("Area", areas, areas.index(now), format_func=_area_words, key=f"area-{place}-{now}")


def _area_words(area: Area) -> str:
    return area.key if area.level == "force" else f"{area.key} · {'LPA' if area.level == 'lpa' else area.level}"


def _problems(outcome: SheetOutcome, asks: bool) -> None:
    if not outcome.problems:
        return
    rows = [
        {
            "Cell": problem.cell or "sheet",
            "What is wrong, and what to do": problem.message,
            "So": ASKS if asks and problem.severity == "refused" else SEVERITY_WORDS[problem.severity],
        }
        for problem in outcome.problems[:PROBLEMS_SHOWN]
    ]
    more = len(outcome.problems) - PROBLEMS_SHOWN
    show.table(
        pd.DataFrame(rows),
        f"{len(outcome.problems):,} to look at" + (f"; the first {PROBLEMS_SHOWN} are shown" if more > 0 else ""),
    )
