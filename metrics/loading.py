"""From files to loads: read once, check in the order in which exports depend on each other, show, and accept.

Used by the Uploads page, the command line and the sample force alike, so all of them give the same answer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from metrics import intake
from metrics.access.anchors import anchored
from metrics.intake import Read, ReadSheet, SheetOutcome
from metrics.intake.matching import Known, Matching
from metrics.store.append import LoadResult, accepting, previewing
from metrics.store.connection import Store
from metrics.store.lists import references, secret
from metrics.store.matchings import matchings, remember, stop
from metrics.store.withdrawing import CannotWithdrawError, withdraw
from metrics.store.writing import settle
from metrics.terms import LONDON, Area

__all__ = [
    "PROPOSED", "CannotWithdrawError", "ChangedMeanwhileError", "Choice", "Progress", "Read", "areas_known", "load",
    "matchings", "now", "plan", "read", "stop", "withdraw",
]  # fmt: skip

Progress = Callable[[float, str], None]
"""Called with the share done (0 to 1) and what is being done, in words."""


@dataclass(frozen=True)
class Choice:
    """The coverage stated for a sheet that is not a list; None leaves it to the proposal."""

    area: Area | None = None
    days: tuple[dt.date, dt.date] | None = None


PROPOSED = Choice()


class ChangedMeanwhileError(Exception):
    """Somebody else, perhaps at another server, has loaded something since the sheets were made."""


def now() -> dt.datetime:
    """The moment, in local time with its offset."""
    return dt.datetime.now(LONDON)


def read(
    files: Sequence[tuple[str, bytes]],
    progress: Progress | None = None,
    by_hand: Known | None = None,
    reader: intake.Reader | None = None,
) -> list[Read]:
    """Read, recognise and parse the files (name, bytes), in the order in which they must be loaded. Stores nothing.

    by_hand: the headings that were matched by hand, as `matchings` has them. reader: one that is warm already.
    """

    def say(done: int, total: int, name: str) -> None:
        if progress and name:
            progress(done / total, f"Reading {name}")

    return list(intake.order(intake.read_files(files, say, reader, by_hand)))


def plan(
    store: Store,
    sheets: Sequence[Read],
    at: dt.datetime,
    choices: Mapping[int, Choice] | None = None,
    every: Choice = PROPOSED,
    confirm: bool = False,
) -> list[LoadResult]:
    """What accepting the sheets would do, in order, lists given earlier counting for sheets given later.

    choices: coverage by place in `sheets`; `every` is for those without one. Stores nothing.
    """
    with previewing(store, confirm) as work:
        return _walk(store, sheets, at, choices or {}, every, work.preview)


def load(
    store: Store,
    sheets: Sequence[Read],
    at: dt.datetime,
    by: str,
    choices: Mapping[int, Choice] | None = None,
    every: Choice = PROPOSED,
    confirm: bool = False,
    progress: Progress | None = None,
    checkpoint: bool = True,
    at_version: int | None = None,
) -> list[LoadResult]:
    """Accept the sheets: one load a sheet, all in one transaction, and a checkpoint before anything is said to be loaded.

    checkpoint: False only where the caller makes one itself before anything is shown. at_version: of the store that the sheets
    were made from; raises ChangedMeanwhileError where it is another one by now, and then nothing is stored."""
    with accepting(store, confirm, lasting=checkpoint) as work:
        if at_version not in (None, store.latest()):
            raise ChangedMeanwhileError
        accept = partial(work.accept, by=by, recorded_at=at)
        results = _walk(store, sheets, at, choices or {}, every, accept, progress)
        if read_with := _read_with(sheets, results):
            remember(store, work.cursor, read_with, at, by)
    if checkpoint:
        settle(store)
        anchored(store, at)
    return results


def _read_with(sheets: Sequence[Read], results: Sequence[LoadResult]) -> list[tuple[Matching, int | None]]:
    """The choices by which accepted sheets were read, each with the load that was made; most sheets need none."""
    return [
        (sheet.matching, result.load_id if result.status == "accepted" else None)
        for sheet, result in zip(sheets, results, strict=True)
        if isinstance(sheet, ReadSheet) and sheet.matching and result.status in ("accepted", "unchanged")
    ]


def areas_known(store: Store, sheets: Sequence[Read], at: dt.datetime) -> intake.References:
    """The lists as they would be known once the lists among the sheets are accepted: for areas named by the user."""
    lists = [sheet for sheet in sheets if isinstance(sheet, ReadSheet) and sheet.export.is_list]
    known, key = references(store), secret(store)
    for sheet in lists:
        known = intake.references_after(_check(sheet, known, at, PROPOSED, key), known)
    return known


def _walk(
    store: Store,
    sheets: Sequence[Read],
    at: dt.datetime,
    choices: Mapping[int, Choice],
    every: Choice,
    act: Callable[[SheetOutcome], LoadResult],
    progress: Progress | None = None,
) -> list[LoadResult]:
    """Act on the sheets in order: a list that is accepted counts for the sheets after it."""
    known, key = references(store), secret(store)
    results = []
    for place, sheet in enumerate(sheets):
        if progress:
            progress(place / len(sheets), f"Loading {sheet.sheet or sheet.file}")
        outcome = sheet if isinstance(sheet, SheetOutcome) else _check(sheet, known, at, choices.get(place, every), key)
        results.append(act(outcome))
        if outcome.export_id in intake.REFERRED_TO and results[-1].status == "accepted":
            known = intake.references_after(outcome, known)
    return results


def _check(sheet: ReadSheet, known: intake.References, at: dt.datetime, choice: Choice, key: bytes) -> SheetOutcome:
    today = at.astimezone(LONDON).date() if at.tzinfo else at.date()
    return intake.check_sheet(sheet, known, area=choice.area, days=choice.days, today=today, secret=key)
