"""An edition of a plan as data: its priorities and commitments, and the map that ties our measures and records to them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Literal, get_args

from metrics import catalogue
from metrics.kept_sets import Status, key_of, named_faults

Owner = Literal["Police", "Working together", "Fire and Rescue"]
OWNERS: tuple[Owner, ...] = get_args(Owner)
NOT_OURS: Owner = "Fire and Rescue"
Tied = Literal["KPI", "Words", "Activity"]
TIED: dict[Tied, str] = {
    "KPI": "a KPI by its id",
    "Words": "OSARA plans and engagement returns: a word begins so in the plan's title or objective, or in what was raised",
    "Activity": "engagement returns of that kind",
}
MOST_LETTERS, MOST_ROWS = 2_000, 500


@dataclass(frozen=True)
class Priority:
    """One priority. id: unique in its edition."""

    id: str
    title: str


@dataclass(frozen=True)
class Commitment:
    """One commitment in our words. owner: whose it is; guessed: the text does not say so; reason: why it is read so.

    records: what else than KPIs and the map speaks to it, in words.
    """

    id: str
    priority: str
    words: str
    owner: Owner
    guessed: bool
    reason: str = ""
    records: tuple[str, ...] = ()

    @property
    def is_ours(self) -> bool:
        """False where it is for Fire and Rescue alone."""
        return self.owner != NOT_OURS

    @property
    def owner_words(self) -> str:
        """Police (a guess)."""
        return f"{self.owner} (a guess)" if self.guessed else self.owner


@dataclass(frozen=True)
class Tie:
    """One line of the map. what, value: what is tied (see TIED); commitments: ids, none where it is tied to the priority only.

    why: the reason in words.
    """

    priority: str
    what: Tied
    value: str
    commitments: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Edition:
    """One edition of a plan. source: the document; note: what is not known of it."""

    name: str
    edition: str
    status: Status
    source: str
    priorities: tuple[Priority, ...]
    commitments: tuple[Commitment, ...]
    ties: tuple[Tie, ...]
    note: str = ""

    @property
    def key(self) -> str:
        """What tells it from other editions."""
        return key_of(self)

    def title_of(self, priority: str) -> str:
        """The title of a priority by its id; "" where there is none (any more)."""
        return next((one.title for one in self.priorities if one.id == priority), "")

    def kpis_of(self, priority: str) -> list[str]:
        """The ids of the KPIs tied to a priority, each once, in the order of the map."""
        return list(dict.fromkeys(tie.value for tie in self.ties if tie.what == "KPI" and tie.priority == priority))

    @property
    def tied_kpis(self) -> set[str]:
        """The ids of the KPIs tied to any priority."""
        return {tie.value for tie in self.ties if tie.what == "KPI"}

    def commitments_of(self, priority: str, ours: bool = True) -> list[Commitment]:
        """The commitments of a priority, ours or those of Fire and Rescue alone."""
        return [one for one in self.commitments if one.priority == priority and one.is_ours is ours]

    def ties_of(self, commitment: Commitment) -> list[Tie]:
        """The lines of the map that name a commitment."""
        return [tie for tie in self.ties if commitment.id in tie.commitments]


def as_text(found: Edition) -> str:
    """The whole edition as a JSON object."""
    return json.dumps(asdict(found), ensure_ascii=False, sort_keys=True)


def from_text(text: str) -> Edition:
    """The edition that `as_text` wrote."""
    plain = json.loads(text)
    parts = {
        "priorities": tuple(Priority(**one) for one in plain["priorities"]),
        "commitments": tuple(Commitment(**one | {"records": tuple(one["records"])}) for one in plain["commitments"]),
        "ties": tuple(Tie(**one | {"commitments": tuple(one["commitments"])}) for one in plain["ties"]),
    }
    return Edition(**plain | parts)


def faults(found: Edition) -> list[str]:
    """What is wrong with an edition, a plain sentence each; none where it can be kept."""
    told = named_faults(found)
    if not found.priorities:
        told.append("The plan has no priority.")
    if max(len(found.priorities), len(found.commitments), len(found.ties)) > MOST_ROWS:
        told.append(f"A sheet holds at most {MOST_ROWS} rows.")
    told += _twice("priority", [one.id for one in found.priorities])
    told += _twice("commitment", [one.id for one in found.commitments])
    return [*told, *_commitment_faults(found), *_tie_faults(found), *_long(found)]


def _twice(what: str, ids: Sequence[str]) -> list[str]:
    return [
        f"The {what} {one} stands twice: give each an id of its own."
        for one in dict.fromkeys(ids)
        if ids.count(one) > 1
    ]


def _commitment_faults(found: Edition) -> Iterator[str]:
    known = {one.id for one in found.priorities}
    for one in found.commitments:
        if one.priority not in known:
            yield f"The commitment {one.id}: there is no priority {one.priority}."
        if one.owner not in OWNERS:
            yield f"The commitment {one.id}: “{one.owner}” is no owner: write {', '.join(OWNERS[:-1])} or {OWNERS[-1]}."


def _tie_faults(found: Edition) -> Iterator[str]:
    priorities, commitments = {one.id for one in found.priorities}, {one.id: one for one in found.commitments}
    for tie in found.ties:
        where = f"The map's line {tie.what} {tie.value}"
        if tie.what not in TIED:
            yield f"{where}: write {', '.join(TIED)} under What."
        if tie.priority not in priorities:
            yield f"{where}: there is no priority {tie.priority}."
        if tie.what == "KPI" and tie.value not in catalogue.kpis():
            yield f"{where}: there is no KPI called {tie.value}."
        for one in tie.commitments:
            if one not in commitments or commitments[one].priority != tie.priority:
                yield f"{where}: the priority {tie.priority} has no commitment {one}."
        if not tie.why:
            yield f"{where}: say why it is tied."


def _long(found: Edition) -> Iterator[str]:
    texts = [found.name, found.edition, found.source, found.note, *(one.title for one in found.priorities)]
    texts += [text for one in found.commitments for text in (one.words, one.reason, *one.records)]
    texts += [text for tie in found.ties for text in (tie.value, tie.why)]
    if any(len(text) > MOST_LETTERS for text in texts):
        yield f"Write less: at most {MOST_LETTERS:,} letters in a cell."
