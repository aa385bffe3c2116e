"""Uploads run in one thread owned by the server, not by a page: a click or a closed tab cannot stop a load half way.

Pages read a job's progress; they never do its work.
"""

from __future__ import annotations

import datetime as dt
import itertools
import logging
import queue
import secrets
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Literal

from metrics import configuration, loading
from metrics.changes import Changes, of_load
from metrics.first_reads import before_it_is_told, first_reads
from metrics.intake import export_of
from metrics.intake.matching import Known, Matching
from metrics.intake.offer import Offer
from metrics.loading import Choice, Read
from metrics.retention import purging
from metrics.setting_target import TargetRefusedError, save
from metrics.store.append import LoadResult
from metrics.store.connection import Store, StoreUnavailableError
from metrics.targets import Target
from metrics.terms import WHOLE_FORCE, Area
from metrics.ui.remembering import forget

log = logging.getLogger(__name__)

Stage = Literal["waiting", "reading", "checked", "loading", "done", "failed"]
BUSY: tuple[Stage, ...] = ("waiting", "reading", "loading")
KEPT = 50
"""Jobs that are remembered; older ones are forgotten."""
FILES_KEPT = 5
"""Jobs whose files are kept, so that their faults can be sent back in them."""


@dataclass
class Job:
    """One upload: its files, what they were found to be, what accepting would do, and what it did."""

    name: str
    files: tuple[tuple[str, bytes], ...]
    whose: str = ""
    stage: Stage = "waiting"
    share: float = 0.0
    words: str = "Waiting for the load before"
    sheets: list[Read] = field(default_factory=list)
    choices: dict[int, Choice] = field(default_factory=dict)
    areas: list[Area] = field(default_factory=lambda: [WHOLE_FORCE])
    plan: list[LoadResult] = field(default_factory=list)
    results: list[LoadResult] = field(default_factory=list)
    changes: Changes | None = None
    withdrawn: str = ""
    """The load that was taken back, in words."""
    stopped: str = ""
    """The matched headings that are no longer used, in words."""
    deleted: str = ""
    """What a purge deleted, in words."""
    by_hand: dict[str, Matching] = field(default_factory=dict)
    """Headings matched in this upload, by source; kept in the store only when it is accepted."""
    offers: dict[int, Offer] = field(default_factory=dict)
    """What is offered for a sheet whose headings can be matched, by its place."""
    times_read: int = 0
    at: dt.datetime = field(default_factory=loading.now)

    @property
    def busy(self) -> bool:
        """True while the thread has work to do for it."""
        return self.stage in BUSY

    def tell(self, share: float, words: str) -> None:
        """Progress, from the thread."""
        self.share, self.words = min(max(share, 0.0), 1.0), words


class Writer:
    """The one thread that reads uploads and writes loads, and its jobs by name."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.jobs: dict[str, Job] = {}
        self._work: queue.Queue[tuple[Job, Callable[[Job], None]]] = queue.Queue()
        self._numbers = itertools.count(1)
        threading.Thread(target=self._run, name="beatboard-writer", daemon=True).start()

    def _run(self) -> None:
        while True:
            job, step = self._work.get()
            try:
                step(job)
            except StoreUnavailableError as error:
                job.stage, job.words = "failed", str(error)
            except Exception:
                log.exception("upload %s", job.name)
                job.stage = "failed"
                job.words = "Something went wrong and nothing of this step was stored. Give the files again."

    def _put(self, job: Job, step: Callable[[Job], None]) -> None:
        job.stage = "waiting"
        self._work.put((job, step))

    def submit(self, files: Sequence[tuple[str, bytes]], whose: str = "") -> Job:
        """A new upload: its files are read and checked; nothing is stored. whose: sign-in name of whoever gave them."""
        self.forget_old()
        job = self._new(tuple(files))
        job.whose = whose
        for name in list(self.jobs)[:-KEPT]:
            self.jobs.pop(name, None)
        for old in list(self.jobs.values())[:-FILES_KEPT]:
            old.files = ()
        self._put(job, self._check)
        return job

    def forget_old(self) -> None:
        """Uploads that nobody accepted are kept in memory only, and not for long ([retention] uploads_hours): with the next
        upload, and where the server runs within a minute."""
        until = loading.now() - dt.timedelta(hours=configuration.current().retention.uploads_hours)
        for name in [name for name, old in list(self.jobs.items()) if not old.busy and old.at < until]:
            self.jobs.pop(name, None)

    def _new(self, files: tuple[tuple[str, bytes], ...]) -> Job:
        job = Job(f"{next(self._numbers)}-{secrets.token_hex(4)}", files)
        self.jobs[job.name] = job
        return job

    def recheck(self, job: Job, choices: Mapping[int, Choice]) -> None:
        """The same sheets with other coverage."""
        job.choices = dict(choices)
        self._put(job, self._plan)

    def offer(self, job: Job, place: int) -> Offer:
        """What is offered to match a sheet's headings, worked out when it is first asked for."""
        if place not in job.offers:
            job.offers[place] = Offer(job.sheets[place], self._known(job))
        return job.offers[place]

    def _known(self, job: Job) -> Known:
        return {**loading.matchings(self.store), **job.by_hand}

    def match(self, job: Job, matching: Matching) -> None:
        """The same files read again with headings matched by hand; nothing is stored."""
        job.by_hand[matching.source] = matching
        self._put(job, self._check)

    def unmatch(self, job: Job, source: str) -> None:
        """The same files read again without what was matched in this upload."""
        job.by_hand.pop(source, None)
        self._put(job, self._check)

    def accept(self, job: Job, by: str, confirm: bool) -> None:
        """Store what the plan says."""
        self._put(job, lambda accepted: self._load(accepted, by, confirm))

    def take_in(self, files: Sequence[tuple[str, bytes]], by: str) -> Job:
        """Read and store files that nobody looks at first: what needs a confirmation is not stored."""
        job = self._new(tuple(files))
        self._put(job, lambda taken: self._take_in(taken, by))
        return job

    def _take_in(self, job: Job, by: str) -> None:
        job.stage = "reading"
        job.sheets = loading.read(job.files, job.tell, self._known(job))
        self._load(job, by, confirm=False)
        job.files = ()

    def withdraw(self, load_id: int, name: str, by: str, reason: str) -> Job:
        """Take a load back."""
        job = self._new(())
        self._put(job, lambda _: self._take_back(job, load_id, name, by, reason))
        return job

    def _take_back(self, job: Job, load_id: int, name: str, by: str, reason: str) -> None:
        job.stage = "loading"
        job.tell(0.0, f"Taking back {name}")
        try:
            with self._working_out(job):
                loading.withdraw(self.store, load_id, loading.now(), by, reason)
        except loading.CannotWithdrawError as error:
            job.stage, job.words = "failed", str(error)
            return
        job.withdrawn = name
        self._settled(job)

    def stop_matching(self, source: str, name: str, by: str) -> Job:
        """Use matched headings no longer."""
        job = self._new(())
        self._put(job, lambda _: self._stop(job, source, name, by))
        return job

    def _stop(self, job: Job, source: str, name: str, by: str) -> None:
        job.stage = "loading"
        loading.stop(self.store, source, loading.now(), by)
        job.stopped, job.stage = name, "done"

    def purge(self, number: int, by: str) -> Job:
        """Delete what a proposal showed, as the second person."""
        job = self._new(())
        self._put(job, lambda _: self._purge(job, number, by))
        return job

    def _purge(self, job: Job, number: int, by: str) -> None:
        job.stage = "loading"
        job.tell(0.0, "Deleting what was proposed")
        try:
            done = purging.approve(self.store, number, by, loading.now())
        except ValueError as error:
            job.stage, job.words = "failed", str(error)
            return
        for name in [name for name, old in list(self.jobs.items()) if not old.busy]:
            self.jobs.pop(name, None)  # their files and rows may be what went
        forget()
        words = f"{done.rows:,} rows and entries and {done.files:,} files are deleted; {done.backups:,} backups were made anew."
        job.deleted = " ".join([words, *done.faults])
        self._settled(job)

    def set_target(self, target: Target, by: str) -> Job:
        """Load the list of targets anew with one target more: here, so that no other load is made meanwhile."""
        job = self._new(())
        self._put(job, lambda _: self._set_target(job, target, by))
        return job

    def _set_target(self, job: Job, target: Target, by: str) -> None:
        job.stage = "loading"
        job.tell(0.0, "Setting the target")
        try:
            with self._working_out(job):
                job.results = [save(self.store, target, by, loading.now())]
        except TargetRefusedError as error:
            job.stage, job.words = "failed", str(error)
            return
        self._settled(job)

    def forget(self, job: Job) -> None:
        """The upload was cancelled: nothing of it is kept."""
        self.jobs.pop(job.name, None)

    def _check(self, job: Job) -> None:
        job.stage = "reading"
        job.tell(0.0, "Reading the files")
        before, job.offers = job.sheets, {}
        job.sheets = loading.read(job.files, job.tell, self._known(job))
        job.choices = _carried(job.choices, before, job.sheets)
        job.times_read += 1
        self._plan(job)

    def _plan(self, job: Job) -> None:
        job.stage = "reading"
        job.tell(1.0, "Comparing with what is known")
        job.at = loading.now()
        known = loading.areas_known(self.store, job.sheets, job.at)
        job.areas = list(dict.fromkeys([WHOLE_FORCE, *(area for areas in known.areas.values() for area in areas)]))
        job.plan = loading.plan(self.store, job.sheets, job.at, job.choices)
        job.changes = None
        if any(result.status in ("accepted", "needs_confirmation") for result in job.plan):
            job.tell(1.0, "Working out what would change")
            job.changes = of_load(self.store, job.sheets, job.at, job.choices)
        job.stage = "checked"

    def _load(self, job: Job, by: str, confirm: bool) -> None:
        job.stage = "loading"
        job.tell(0.0, "Loading")
        with self._working_out(job):
            job.results = loading.load(
                self.store, job.sheets, loading.now(), by, job.choices, confirm=confirm, progress=job.tell
            )
        job.sheets = []
        self._settled(job)

    @contextmanager
    def _working_out(self, job: Job) -> Iterator[None]:
        """Pages answer from what was known before until what is stored within is worked out: no click waits for a load."""
        with self.store.holding():
            yield
            job.tell(1.0, "Working out the figures")
            before_it_is_told(self.store)

    def _settled(self, job: Job) -> None:
        first_reads(self.store)
        job.stage = "done"


def _carried(choices: Mapping[int, Choice], before: Sequence[Read], after: Sequence[Read]) -> dict[int, Choice]:
    """What was chosen for sheets that are read again, at the places where they are now."""
    places = {_told_by(sheet): place for place, sheet in enumerate(after)}
    moved = {_told_by(before[place]): choice for place, choice in choices.items()}
    return {places[sheet]: choice for sheet, choice in moved.items() if sheet in places}


def _told_by(sheet: Read) -> tuple[str, str, str]:
    export = export_of(sheet)
    return sheet.file, sheet.sheet, export.id if export else ""


__all__ = ["Choice", "Job", "Writer", "replace"]
