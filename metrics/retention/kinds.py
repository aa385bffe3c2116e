"""Every kind of data that is kept, for how long and why: one declaration each, from which settings, page and purge follow.

No period here is law. Each is an assumption with its reason, for the force's records manager and data protection officer to
confirm or change under [retention] in the configuration file. Records themselves stay in the force's own systems under its own
schedule; what lies here are copies, kept for as long as figures are compared.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from metrics import catalogue, configuration
from metrics.access import log_retention
from metrics.access.lookups import log_of
from metrics.configuration import ConfigurationError
from metrics.retention import files, threads
from metrics.retention.files import Found
from metrics.retention.threads import Member
from metrics.settings import log_folders
from metrics.store import entries
from metrics.store.connection import Store
from metrics.store.disposing import Order, Told
from metrics.store.holding import Hold
from metrics.store.taking import LIST, OF_ENTRIES, ROWS
from metrics.terms import sunday_before

COMPARED = "A year is compared with the year before it, and a year more is left for challenges"
COPY = "the record itself stays in the force's system under its own schedule"
AT_EACH_PURGE = 0
"""Months of what goes with every purge."""


@dataclass(frozen=True)
class Kind:
    """One kind of data. name: its key among the settings. months: how long it is kept, unless a setting says otherwise.

    group: beside which others it is shown. counted: from which day. reason: why so long, with its source.
    what_would_go: of a kind that lies in the store, what is to go of each table up to a day, around the holds that stand.
    files_past: of a kind that lies in files, those past their period, likewise; `purge` deletes them and raises OSError or
    CannotLogError. A kind has one of the two.
    """

    name: str
    title: str
    group: str
    months: int
    counted: str
    reason: str
    what_would_go: Callable[[Store, dt.date, Sequence[Hold]], Sequence[Order]] | None = None
    files_past: Callable[[Store, dt.date, Sequence[Hold]], Sequence[Found]] | None = None
    purge: Callable[[Store, Sequence[Found], Told], None] = lambda _store, found, _told: files.delete(found)

    def through(self, day: dt.date, months: int) -> dt.date:
        """The last day that is past its period on a day. Exports go by whole weeks, so that no week is left half."""
        last = months_before(day, months)
        return sunday_before(last) if self.group == EXPORTS else last


EXPORTS, LISTS, BY_HAND, IN_FILES = GROUPS = ("Weekly exports", "Lists", "Entered by hand", "Files")

OTHERWISE: dict[str, tuple[int, str]] = {
    "training": (
        84,
        "A course counts for as long as somebody serves; seven years is the usual term for training records",
    ),
    "crime_figures": (120, "Counts of areas that name nobody, compared over ten years"),
    "published_measures": (120, "Counts of areas that name nobody, compared over ten years"),
    "published_stop_searches": (60, "Published by other forces and names nobody"),
    "officers": (36, f"Whoever left stays for as long as rows that name them may. {COMPARED}"),
    "problem_plans": (84, "What worked is looked up in later plans; seven years, as for other closed casework"),
}
"""Months and reason where an export or list differs from the others."""

STAYS = {
    entries.WITHDRAWAL.name: "the history of loads, which says what a figure rested on and names no officer",
    entries.MATCHING.name: "headings of sources",
    entries.MATCHED_LOAD.name: "headings of sources",
    entries.QUESTION_SET.name: "the inspectorate's questions",
    entries.PLAN_EDITION.name: "the published plan",
    entries.DISPOSAL.name: "a disposal record",
    entries.DISPOSED.name: "a disposal record",
    entries.PURGE.name: "a disposal record",
    entries.HOLD.name: "what a purge went around, and why",
    entries.ACCESS.name: "who was given which access, by whom and why, which access still rests on",
    entries.LOOK_UPS_ANCHOR.name: "how far the look-up log went, which names nobody",
}
"""Kinds of entry that no purge takes, and what they are."""


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day so many months before, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    first_after = dt.date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return min(dt.date(year, month + 1, 1) + dt.timedelta(days=day.day - 1), first_after - dt.timedelta(days=1))


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by name, in the order in which they are shown."""
    found = [*_of_exports(), *_by_hand(), *_of_files()]
    return {kind.name: kind for kind in found}


def periods() -> dict[str, int]:
    """Months by kind, as the settings say. Raises ConfigurationError for a kind that there is not."""
    chosen = configuration.current().retention.months
    if wrong := unknown(chosen):
        raise ConfigurationError(wrong)
    return {name: chosen.get(name, kind.months) for name, kind in kinds().items()}


def unknown(months: Mapping[str, int]) -> str:
    """One sentence where months are set for a kind that there is not; "" where all are known."""
    names = sorted(set(months) - set(kinds()))
    return f"[retention] months: there is no kind {names[0]}. It may be: {', '.join(kinds())}." if names else ""


def _of_exports() -> list[Kind]:
    found = []
    for export in catalogue.exports().values():
        months, reason = OTHERWISE.get(export.id, (36, f"{COMPARED}; {COPY}"))
        what = LIST if export.is_list else ROWS
        group = LISTS if export.is_list else EXPORTS
        counted = (
            "from the day on which it ended, or a later list replaced it"
            if export.is_list
            else "from the day of the row"
        )

        def orders(
            _store: Store, through: dt.date, _holds: Sequence[Hold], of: str = export.id, what: str = what
        ) -> list[Order]:
            return [Order(of, what, of, through)]

        found.append(Kind(export.id, export.sheet, group, months, counted, _assumed(reason), orders))
    return sorted(found, key=lambda kind: GROUPS.index(kind.group))


def _assumed(reason: str) -> str:
    return f"{reason}. An assumption to confirm."


def _by_hand() -> list[Kind]:
    thread = "from the last change"

    def kind(name: str, title: str, months: int, reason: str, *members: Member) -> Kind:
        def orders(store: Store, through: dt.date, holds: Sequence[Hold]) -> list[Order]:
            past = threads.past(store, members, through, holds)
            return [
                Order(name, OF_ENTRIES, one.kind, through, tuple(sorted(one.numbers)), dict(one.kept)) for one in past
            ]

        return Kind(name, title, BY_HAND, months, thread, _assumed(reason), orders)

    as_long = "As long as the figures that it speaks of"
    return [
        kind("notes", "Notes and closed flags", 36, as_long,
             Member(entries.NOTE, follows="ends", days=("from_day", "to_day")),
             Member(entries.FLAG_CLOSED, ("kpi", "level", "key", "role", "question", "word", "period_start"), ("period_end",))),
        kind("actions", "Agreed actions", 36, "Looked back at in later conversations and meetings",
             Member(entries.ACTION, follows="ends", days=("due_on",))),
        kind("one_to_ones", "One-to-ones and their words", 36,
             "About one person; shorter than the term of a personnel file, which is where a formal record belongs",
             Member(entries.ONE_TO_ONE, ("entry_id",), ("held_on", "next_due")),
             Member(entries.ONE_TO_ONE_WORDS, ("one_to_one",), of=entries.ONE_TO_ONE),
             Member(entries.ONE_TO_ONE_SEEN, ("one_to_one",), of=entries.ONE_TO_ONE)),
        kind("challenges", "Challenges of records and their answers", 36, as_long,
             Member(entries.CHALLENGE, ("entry_id",), ("day",)),
             Member(entries.CHALLENGE_SAID, ("challenge",), of=entries.CHALLENGE)),
        kind("subject_files", "That a file of all that is held on somebody was made", 36,
             "Shows that a request was answered; the file itself is not kept", Member(entries.SUBJECT_FILE, ("entry_id",))),
        kind("evidence", "Answers, exhibits and packs for PEEL", 60, "Two cycles of inspection",
             Member(entries.ANSWER, ("question",), ("review_on",)), Member(entries.EXHIBIT, follows="ends"),
             Member(entries.PACK, ("entry_id",))),
        kind("search_reviews", "Draws and reviews of stop-searches", 36, as_long,
             Member(entries.SEARCH_DRAW, ("entry_id",), ("to_day",)),
             Member(entries.SEARCH_REVIEW, ("draw",), ("reviewed_on",), of=entries.SEARCH_DRAW)),
        kind("source_totals", "Totals of source systems", 36, as_long,
             Member(entries.SOURCE_TOTAL, ("kpi", "level", "key", "role", "period_start", "period_end"), ("period_end",))),
        kind("problem_solving", "Lessons, measures and ties of plans", 84, OTHERWISE["problem_plans"][1],
             Member(entries.PLAN_MEASURE, ("plan_ref",), ("response_on",)), Member(entries.LESSON, ("plan_ref",)),
             Member(entries.PLAN_TIE, ("edition", "plan_ref"))),
    ]  # fmt: skip


def _of_files() -> list[Kind]:
    written = "from the day on which the file was last written"

    def in_folders(
        folders: Callable[[], Sequence[str]],
    ) -> Callable[[Store, dt.date, Sequence[Hold]], list[Found]]:
        return lambda _store, through, _holds: files.older(folders(), through)

    return [
        Kind("look_ups", "Look-up log", IN_FILES, 36, "from the last line of the month, whole months at a time",
             _assumed("As long as what was looked at; a month that names somebody held stays, and the later ones with it. What "
                      "goes, goes from copies in backups too"),
             files_past=_look_ups_past, purge=_purge_look_ups),
        Kind("backups", "Backups", IN_FILES, 12, "from the day on which it was made",
             _assumed("An older state is asked for within the year; younger backups lose what a purge takes"),
             files_past=lambda _store, through, _holds: files.backups_past(configuration.current().backup_folders, through)),
        Kind("stores_set_aside", "Damaged and replaced stores kept beside the store", IN_FILES, AT_EACH_PURGE, "with each purge",
             "Nothing can be taken out of a damaged file, so it goes whole; all that was confirmed is in the store.",
             files_past=lambda store, _through, _holds: files.set_aside(store)),
        Kind("sent_files", "Files as they were sent (the drop folder’s done and refused, and folders that the settings name)",
             IN_FILES, 3, written, _assumed("Sent again by its sender if needed; the rows are in the store"),
             files_past=in_folders(lambda: configuration.current().sent_folders)),
        Kind("technical_log", "Technical log", IN_FILES, 6, written,
             _assumed("Faults are looked into within weeks; it names nobody"), files_past=in_folders(log_folders)),
    ]  # fmt: skip


def _look_ups_past(store: Store, through: dt.date, holds: Sequence[Hold]) -> list[Found]:
    if store.path is None:
        return []
    going = log_retention.going(log_of(store.path).folder, through + dt.timedelta(days=1), holds)
    return [Found(path, path.name, day, path.stat().st_size) for path, day in going.files] if going else []


def _purge_look_ups(store: Store, found: Sequence[Found], told: Told) -> None:
    if store.path is not None and found:
        before = max(one.day for one in found) + dt.timedelta(days=1)
        log_retention.delete(log_of(store.path), before, told.rule, (told.proposed_by, told.by), told.at)
