"""What people decide about loads and figures, kept for ever: which kinds of entry there are, and what each one holds.

An entry is only ever added. One that ends an earlier one is a later entry. To add a kind, declare it here: its table, its
lines in the ledger, its return after damage and its place in a rebuilt store follow.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class EntryKind:
    """One kind of entry. `name` stands in the ledger; columns: name -> SQL type, the first being the entry's number.

    words: one entry in a sentence, before its number.
    """

    name: str
    table: str
    columns: Mapping[str, str]
    words: str

    @property
    def id(self) -> str:
        """The column of the entry's number."""
        return next(iter(self.columns))


NUMBERED = {
    "entry_id": "bigint primary key",
    "recorded_at": "timestamp not null",
    "recorded_by": "varchar not null",
}
"""How the columns of a kind begin whose entries have numbers of their own (`entering.enter`)."""

WITHDRAWAL = EntryKind(
    "withdrawal",
    "withdrawals",
    {
        "load_id": "bigint primary key",
        "withdrawn_at": "timestamp not null",
        "withdrawn_by": "varchar",
        "reason": "varchar",
    },
    "the withdrawal of load",
)
"""One row per load that was taken back. Its rows stay, and count until withdrawn_at."""

MATCHING = EntryKind(
    "matching",
    "matchings",
    {**NUMBERED, "source": "varchar not null", "headings": "varchar", "export": "varchar", "columns": "varchar"},
    "the matched headings no.",
)
"""One row per choice of which headings of a source are ours. The latest of a source holds; one without columns ends it.

source: what the headings line is known by. headings: the headings as they stood, a JSON list. columns: heading of the
source -> ours, a JSON object.
"""

MATCHED_LOAD = EntryKind(
    "matched_load",
    "matched_loads",
    {"load_id": "bigint primary key", "matching": "bigint not null"},
    "the matched headings of load",
)
"""One row per load that was read with headings matched by hand, and with which."""

SOURCE_TOTAL = EntryKind(
    "source_total",
    "source_totals",
    {
        **NUMBERED,
        "kpi": "varchar not null",
        "level": "varchar not null",
        "key": "varchar not null",
        "role": "varchar",
        "period_start": "date not null",
        "period_end": "date not null",
        "total": "double",
        "note": "varchar",
    },
    "the source system's total no.",
)
"""One row per total that the source system shows and somebody entered. level: of an area, or officer; key: the area's key
or the collar number; role: null for all. The latest of the same question holds; one without a total takes it back."""

NOTE = EntryKind(
    "note",
    "notes",
    {
        **NUMBERED,
        "kpi": "varchar",
        "level": "varchar not null",
        "key": "varchar not null",
        "role": "varchar",
        "from_day": "date",
        "to_day": "date",
        "kind": "varchar",
        "words": "varchar",
        "ends": "bigint",
    },
    "the note no.",
)
"""One row per note on a figure, person, area or days. kpi, role: null for all. level and key: as of a total. from_day, to_day:
null where it begins or ends with no day. ends: the number of the note that this one takes the place of; one without words
takes it back."""

FLAG_CLOSED = EntryKind(
    "flag_closed",
    "flags_closed",
    {
        **NUMBERED,
        "kpi": "varchar not null",
        "level": "varchar not null",
        "key": "varchar not null",
        "role": "varchar",
        "question": "varchar not null",
        "word": "varchar not null",
        "period_start": "date not null",
        "period_end": "date not null",
        "reason": "varchar",
    },
    "the closed flag no.",
)
"""One row per flag that somebody closed: the verdict (question and word) on a figure of a period. The latest of the same flag
holds; one without a reason opens it again."""

ACTION = EntryKind(
    "action",
    "actions",
    {
        **NUMBERED,
        "level": "varchar not null",
        "key": "varchar not null",
        "agreed_in": "varchar not null",
        "words": "varchar not null",
        "owner": "varchar",
        "due_on": "date",
        "state": "varchar not null",
        "proof": "varchar",
        "ends": "bigint",
    },
    "the action no.",
)
"""One row per agreed action, or change of one. level and key: whose it is (as of a total; or question and its id). agreed_in:
where it was agreed. proof: what shows that it is done, or why it was dropped. ends: the number of the entry that this one
takes the place of."""

QUESTION_SET = EntryKind(
    "question_set",
    "question_sets",
    {**NUMBERED, "name": "varchar not null", "edition": "varchar not null", "content": "varchar not null"},
    "the question set no.",
)
"""One row per version of a set of framework questions. content: the whole set, a JSON object; the latest of a name and
edition holds."""

ANSWER = EntryKind(
    "answer",
    "answers",
    {
        **NUMBERED,
        "question": "varchar not null",
        "narrative": "varchar",
        "case_example": "varchar",
        "known_gap": "varchar",
        "owner": "varchar",
        "review_on": "date",
        "documents": "varchar",
    },
    "the words on question no.",
)
"""One row per version of what is said on a framework question. question: its id, with the set's name. documents: references
to what is kept elsewhere, one a line. The latest of a question holds."""

EXHIBIT = EntryKind(
    "exhibit",
    "exhibits",
    {
        **NUMBERED,
        "question": "varchar not null",
        "exhibit": "varchar not null",
        "address": "varchar not null",
        "known_at": "timestamp not null",
        "title": "varchar not null",
        "words": "varchar",
        "frozen": "varchar not null",
        "ends": "bigint",
    },
    "the exhibit no.",
)
"""One row per figure or chart put into the evidence, or its change. exhibit: what is drawn (`metrics.ui.exhibits`). address: the
view, as in the address bar. frozen: the totals as they were then, a JSON object. ends: the number of the entry that this one
takes the place of; one without words for `frozen` ("") takes it out."""

PACK = EntryKind(
    "pack",
    "packs",
    {**NUMBERED, "audience": "varchar not null", "known_at": "timestamp not null", "manifest": "varchar not null"},
    "the pack no.",
)
"""One row per pack that was made. manifest: what was in it, a JSON object with the hash of each file."""

ONE_TO_ONE = EntryKind(
    "one_to_one",
    "one_to_ones",
    {
        **NUMBERED,
        "collar": "varchar not null",
        "held_on": "date not null",
        "next_due": "date not null",
        "sheet": "varchar not null",
    },
    "the one-to-one no.",
)
"""One row per one-to-one that was held. sheet: its figures as they stood, a JSON object (`metrics.one_to_one.sheet`)."""

ONE_TO_ONE_WORDS = EntryKind(
    "one_to_one_words",
    "one_to_one_words",
    {**NUMBERED, "one_to_one": "bigint not null", "side": "varchar not null", "words": "varchar not null"},
    "the words in a one-to-one no.",
)
"""One row per version of what one side (officer, supervisor) wrote in a one-to-one. The latest of a side stands; all are kept."""

ONE_TO_ONE_SEEN = EntryKind(
    "one_to_one_seen",
    "one_to_ones_seen",
    {**NUMBERED, "one_to_one": "bigint not null", "side": "varchar not null", "stood": "varchar not null"},
    "the acknowledged one-to-one no.",
)
"""One row per time that one side acknowledged a one-to-one. stood: SHA-256 of all that stood on it then."""

DISPOSAL = EntryKind(
    "disposal",
    "disposals",
    {
        **NUMBERED,
        "load_id": "bigint not null",
        "through": "date not null",
        "rows": "bigint not null",
        "rule": "varchar not null",
        "agreed_by": "varchar not null",
        "rows_hash": "varchar not null",
    },
    "the deletion no.",
)
"""One row per load of which rows were deleted under a rule: those of days up to `through`. rows: how many. agreed_by: the second
person. rows_hash: of what is left of the load. It changes figures, so it counts in the store's version."""

PLAN_MEASURE = EntryKind(
    "plan_measure",
    "plan_measures",
    {**NUMBERED, "plan_ref": "varchar not null", "measure": "varchar not null", "response_on": "date"},
    "the measure of a plan no.",
)
"""One row per choice of what an OSARA plan is looked at by, before and after its response. measure: a KPI, or a type of incident
(`metrics.plan_measures`). response_on: the day it began, where the export has none. The latest of a plan holds."""

LESSON = EntryKind(
    "lesson",
    "lessons",
    {**NUMBERED, "plan_ref": "varchar not null", "words": "varchar not null"},
    "the lesson of a plan no.",
)
"""One row per version of what was learnt from an OSARA plan. The latest of a plan holds."""

PLAN_EDITION = EntryKind(
    "plan_edition",
    "plan_editions",
    {**NUMBERED, "name": "varchar not null", "edition": "varchar not null", "content": "varchar not null"},
    "the edition of a plan no.",
)
"""One row per version of an edition of the Police, Fire and Crime Plan. content: all of it, a JSON object; the latest of a name
and edition holds."""

PLAN_TIE = EntryKind(
    "plan_tie",
    "plan_ties",
    {**NUMBERED, "edition": "varchar not null", "plan_ref": "varchar not null", "priorities": "varchar"},
    "the tie of an OSARA plan no.",
)
"""One row per choice of the priorities (of an edition) to which an OSARA plan is tied by hand. priorities: ids, one a line, ""
for none; null: the map's rules hold again. The latest of an edition and plan holds."""

SEARCH_DRAW = EntryKind(
    "search_draw",
    "search_draws",
    {
        **NUMBERED,
        "whom": "varchar not null",
        "level": "varchar not null",
        "key": "varchar not null",
        "from_day": "date not null",
        "to_day": "date not null",
        "seed": "varchar not null",
        "wanted": "bigint not null",
        "population": "bigint not null",
        "days_loaded": "bigint not null",
        "refs": "varchar not null",
        "reason": "varchar not null",
    },
    "the draw of stop-searches no.",
)
"""One row per draw of stop-searches for review (`metrics.search_reviews`), as known when it was recorded. whom: for whom. level
and key: as of a total. wanted: how many were to be drawn; population: of how many. days_loaded: on how many of the days all
teams' searches were loaded. refs: drawn, a JSON list. reason: of a further draw of the same days; else ""."""

SEARCH_REVIEW = EntryKind(
    "search_review",
    "search_reviews",
    {
        **NUMBERED,
        "draw": "bigint not null",
        "search_ref": "varchar not null",
        "reviewed_on": "date",
        "reasonable": "varchar",
        "learning": "varchar not null",
        "video_viewed": "boolean",
        "skipped": "varchar not null",
    },
    "the review of a stop-search no.",
)
"""One row per version of the review of a drawn stop-search: reviewed (with a day and whether the grounds were reasonable), or
skipped, for the reason that `skipped` gives (else ""). The latest of a draw and reference holds."""

ACCESS = EntryKind(
    "access",
    "access_given",
    {
        **NUMBERED,
        "who": "varchar not null",
        "role": "varchar",
        "level": "varchar not null",
        "key": "varchar not null",
        "from_day": "date",
        "to_day": "date",
        "reason": "varchar not null",
        "ends": "bigint",
    },
    "the access given no.",
)
"""One row per role given to somebody (`metrics.access.table`), or taken back. who: their sign-in name. level and key: over what.
to_day: null while it is open. ends: the number of the entry that this one takes back; it then has no role."""

CHALLENGE = EntryKind(
    "challenge",
    "challenges",
    {
        **NUMBERED,
        "collar": "varchar not null",
        "export": "varchar not null",
        "ref": "varchar not null",
        "row_key": "varchar not null",
        "day": "date",
        "named": "varchar not null",
        "heading": "varchar not null",
        "stood": "varchar not null",
        "should_be": "varchar not null",
        "words": "varchar not null",
    },
    "the challenge of a record no.",
)
"""One row per record that somebody says is wrong (`metrics.challenges`). collar: whose record it is, "" where it names nobody.
ref: the record's reference; row_key: the values of its key, a JSON list; day: of which it speaks; named: collar numbers in it, a
JSON list. heading: what is wrong, "" for the record as a whole. stood: what stood there then; should_be: what should."""

CHALLENGE_SAID = EntryKind(
    "challenge_said",
    "challenges_said",
    {
        **NUMBERED,
        "challenge": "bigint not null",
        "outcome": "varchar not null",
        "words": "varchar not null",
        "who": "varchar not null",
    },
    "the word on a challenge no.",
)
"""One row per answer to a challenge, or what its writer adds. The latest stands; all are kept. who: collar number of its writer,
"" where that is not known."""

SUBJECT_FILE = EntryKind(
    "subject_file",
    "subject_files",
    {
        **NUMBERED,
        "collar": "varchar not null",
        "reason": "varchar not null",
        "rows": "bigint not null",
        "sha256": "varchar not null",
    },
    "the subject-access file no.",
)
"""One row per file of all that is held on a person that was made (`metrics.subject`). reason: "" where they made it themselves.
rows: how many it holds. sha256: of its bytes."""

LOOK_UPS_ANCHOR = EntryKind(
    "look_ups_anchor",
    "look_ups_anchors",
    {**NUMBERED, "number": "bigint not null", "hash": "varchar not null"},
    "the anchor of the look-up log no.",
)
"""One row per time at which it was kept how far the look-up log went (`metrics.access.anchors`). number, hash: of its last
line."""

HOLD = EntryKind(
    "hold",
    "holds",
    {
        **NUMBERED,
        "scope": "varchar not null",
        "export": "varchar",
        "from_day": "date",
        "to_day": "date",
        "key": "varchar",
        "reason": "varchar not null",
        "until": "date",
        "ends": "bigint",
    },
    "the hold no.",
)
"""One row per hold: what no purge may take (`metrics.store.holding`). scope: person or reference (key says which), days (of an
export), everything. until: the last day on which it stands; null: open. ends: the number of the hold that this one lifts."""

PURGE = EntryKind(
    "purge",
    "purges",
    {
        **NUMBERED,
        "day": "date not null",
        "periods": "varchar not null",
        "rule": "varchar not null",
        "shown": "varchar not null",
        "numbers": "varchar not null",
    },
    "the proposed purge no.",
)
"""One row per proposal to delete what is past its period. day: from which the periods are counted back. periods: months by kind,
a JSON object. shown: SHA-256 of all that would go, as it was shown. numbers: how many by kind, a JSON object."""

DISPOSED = EntryKind(
    "disposed",
    "disposed",
    {
        **NUMBERED,
        "purge": "bigint",
        "kind": "varchar not null",
        "what": "varchar not null",
        "about": "varchar not null",
        "from_day": "date",
        "through": "date not null",
        "last": "bigint not null",
        "rows": "bigint not null",
        "gone": "varchar not null",
        "remains": "varchar not null",
        "kept": "varchar not null",
        "rule": "varchar not null",
        "proposed_by": "varchar not null",
    },
    "the disposal record no.",
)
"""One row per table (and run of days) of which a purge took something, or may have: the disposal record, never the data.

recorded_by: the second person, who approved. purge: the proposal; null where rows were deleted without one (`disposing`). what:
rows, list, entries or files. about: the export, the kind of entry, or the kind of files. last: the last load or entry that it
speaks of. gone: of entries, their numbers with the hash of their line in the ledger; of a list, the load that
none had replaced: a JSON list. remains: the hash of what is
left of each load that lost something, a JSON object. kept: how many rows each hold kept, a JSON object."""

ENTRIES: tuple[EntryKind, ...] = (
    WITHDRAWAL, MATCHING, MATCHED_LOAD, SOURCE_TOTAL, NOTE, FLAG_CLOSED, ACTION, QUESTION_SET, ANSWER, EXHIBIT, PACK, DISPOSAL,
    PLAN_MEASURE, LESSON, PLAN_EDITION, PLAN_TIE, ONE_TO_ONE, ONE_TO_ONE_WORDS, ONE_TO_ONE_SEEN, SEARCH_DRAW, SEARCH_REVIEW,
    ACCESS, LOOK_UPS_ANCHOR,
    HOLD, PURGE, DISPOSED, CHALLENGE, CHALLENGE_SAID, SUBJECT_FILE,
)  # fmt: skip
CHANGE_FIGURES = (WITHDRAWAL, DISPOSAL, DISPOSED)
"""The kinds of entry that change figures: they count in the store's version."""

IDS = {"load": "load_id", **{kind.name: kind.id for kind in ENTRIES}}
"""What the ledger may hold: the name of each kind of record, with the column that tells its records apart."""

READ: dict[str, Callable[[str], Any]] = {"timestamp": dt.datetime.fromisoformat, "date": dt.date.fromisoformat}
"""How a text of the ledger becomes what a column of the database holds, by the first word of its type."""


def typed(record: Mapping[str, Any], columns: Mapping[str, str]) -> dict[str, Any]:
    """A record of the ledger with its days and moments as such."""
    return {name: _read(columns.get(name, ""), value) for name, value in record.items()}


def _read(kind: str, value: Any) -> Any:
    read = READ.get(kind.partition(" ")[0])
    return read(value) if read and value else value
