"""From the binder to a pack: every exhibit drawn anew from its frozen view, its sources, definitions, and what changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from typing import cast

from metrics import catalogue, loading, settings
from metrics.actions import QUESTION, Action
from metrics.deletions import Deleted
from metrics.kpi import Kpi
from metrics.pack import contents
from metrics.pack.contents import ActionLine, Definition, Pack, Picture, Source
from metrics.pack.picture import Pictures
from metrics.passport import LoadUsed
from metrics.peel import binder, freshness, states
from metrics.peel.binder import Answer, Said
from metrics.peel.framework import Question, QuestionSet
from metrics.store.credit import credited_to_areas
from metrics.terms import FORCE_NAME, LONDON, MARKING, say_date, say_moment
from metrics.ui import data, evidence, evidence_data, exhibits, stores
from metrics.ui.pack_tables import tables
from metrics.ui.selection import Selection, of_address
from metrics.ui.shown import Shown

Progress = Callable[[float, str], None]
"""Called with the share done (0 to 1) and what is being done, in words."""
TITLE = "PEEL evidence"
DRAWING_SHARE = 0.8
"""How much of the work is drawing, for the progress that is shown."""
SAME = "Worked out anew from the store, as known at its moment: the same as when it was added."


def gather(set_key: str, known_at: dt.datetime | None, tell: Progress, pictures: bool = True) -> Pack:
    """The whole pack of a set of questions, as the binder was known at a moment (None: now).

    The same binder gives the same pack on the same day: freshness is looked at on the day of the moment. pictures: False where
    nobody will see them. Raises KeyError where there is no such set.
    """
    store = stores.store()
    day = (known_at or loading.now()).astimezone(LONDON).date()
    at = states.last_entry(store, known_at) or dt.datetime.combine(day, dt.time(), LONDON)
    version = {one.held.key: one for one in evidence_data.question_versions(known_at)}[set_key]
    asked = {"": list(version.held.keyed()), "A": improvements(set_key, known_at)}
    every = [*asked[""], *asked["A"]]
    kept = evidence_data.exhibits(known_at)
    drawn = _Drawn(tell, pictures, [one for key, _ in every for one in binder.of_question(kept, key)])
    exhibited = drawn.all()
    questions, findings = (
        tuple(
            _question(f"{prefix}{number}", key, one, exhibited, known_at, day)
            for number, (key, one) in enumerate(some, 1)
        )
        for prefix, some in asked.items()
    )
    before = previous(at)
    return Pack(
        TITLE, FORCE_NAME, "full", at, MARKING, framework_words(version.held, version.number), questions, findings,
        tuple(map(definition, _kpis(exhibited.values()))), drawn.sources(),
        f"the pack of {say_moment(_utc(before))}" if before else "", states.changes(store, before, known_at) if before else (),
        tuple(_missing(every, exhibited, known_at)),
    )  # fmt: skip


def improvements(set_key: str, known_at: dt.datetime | None) -> list[tuple[str, Question]]:
    """The areas for improvement and strengths of every other set, with their ids among all sets."""
    return [
        (key, question)
        for held in evidence_data.question_sets(known_at)
        if held.key != set_key
        for key, question in held.keyed()
        if question.kind != "question"
    ]


def framework_words(held: QuestionSet, number: int) -> str:
    """PEEL assessment framework, 2023-25: current, version 2. Wording to be verified ..."""
    return f"{held.key}: {held.status}, version {number} of the set. {held.wording}. {held.note}".strip()


def _utc(at: dt.datetime) -> dt.datetime:
    return at.astimezone(dt.UTC).replace(tzinfo=None)


def previous(at: dt.datetime) -> dt.datetime | None:
    """As of when the binder was shown in the last full pack of an earlier state (aware); None where there is none."""
    found = [pack.known_at for pack in evidence_data.packs() if pack.audience == "full" and pack.known_at < at]
    return max(found, default=None)


class _Drawn:
    """Every exhibit of a pack: drawn one after the other, and what else is said of each while pictures are made."""

    def __init__(self, tell: Progress, pictures: bool, kept: Sequence[binder.Exhibit]) -> None:
        self._tell, self._pictures, self._kept = tell, pictures, kept
        self._loads: dict[int, LoadUsed] = {}

    def all(self) -> dict[int, contents.Exhibit]:
        """By the exhibit's number, in the order of the pack."""
        drawn: list[tuple[binder.Exhibit, Selection, Shown | None, Future[bytes] | None]] = []
        with Pictures(2 if self._pictures else 0) as pictures:
            for place, one in enumerate(self._kept):
                self._tell(DRAWING_SHARE * place / len(self._kept), f"Drawing {one.title}")
                view = view_of(one)
                shown = exhibits.shown(one.exhibit, view)
                drawing = shown.drawing if shown and self._pictures else None
                drawn.append((one, view, shown, pictures.begin(drawing) if drawing else None))
            found = [self._exhibit(f"E{place}", *each[:3]) for place, each in enumerate(drawn, 1)]
        return {
            one.number: replace(made, picture=Picture(picture.result(), made.finding) if picture else None)
            for made, (one, _, _, picture) in zip(found, drawn, strict=True)
        }

    def _exhibit(self, name: str, one: binder.Exhibit, view: Selection, shown: Shown | None) -> contents.Exhibit:
        loads = _loads(one, view) if shown else []
        self._loads |= {load.load_id: load for load in loads}
        added = f"Added by {one.by} on {say_moment(one.at)}; figures as known on {say_moment(_utc(one.known_at))}."
        finding = one.frozen.finding or (shown.finding if shown else "")
        return contents.Exhibit(
            name, one.title, exhibits.in_words(one.exhibit, view) if shown else "", added, one.words, finding, None,
            *tables(one, shown), stands(one, shown, view), one.frozen.kpis, tuple(load.load_id for load in loads),
            one.frozen.people,
        )  # fmt: skip

    def sources(self) -> tuple[Source, ...]:
        """The loads that the exhibits rest on, the latest first."""
        return tuple(_source(load) for load in sorted(self._loads.values(), key=lambda load: -load.load_id))


def view_of(one: binder.Exhibit) -> Selection:
    """The exact view that was frozen, as known at its moment."""
    return replace(of_address(one.address), known_at=states.as_known(stores.store(), one.known_at))


def frozen_address(one: binder.Exhibit) -> dict[str, str]:
    """The address of the view that was frozen, as known at its moment."""
    view = of_address(one.address)
    return replace(view, known_at=one.known_at.astimezone(LONDON)).params()


def _exports(one: binder.Exhibit) -> tuple[str, ...]:
    """Ids of the exports that an exhibit rests on, each once."""
    known = catalogue.kpis()
    of_kpis = [known[kpi].export for kpi in one.frozen.kpis if kpi in known]
    return tuple(dict.fromkeys([*of_kpis, *exhibits.kind_of(one.exhibit)[0].rests_on]))


def _loads(one: binder.Exhibit, view: Selection) -> list[LoadUsed]:
    """The loads behind the KPIs that an exhibit shows and behind what else it rests on, over all days that it shows.

    Asked export by export: exhibits of one area and the same days share most of them.
    """
    start, end = exhibits.days_of(one.exhibit, view)
    area = None if view.officer and one.frozen.people else exhibits.area_of(one.exhibit, view)
    collar = view.officer if area is None else None
    exports = _exports(one)
    asked = {"start": start, "end": end, "collar": collar, "area": area, "known_at": view.known_at}
    found = (cast("list[LoadUsed]", data.read("loads_behind", export=export, **asked)) for export in exports)
    return [load for loads in found for load in loads]


def _source(load: LoadUsed) -> Source:
    export = catalogue.exports()[load.export].sheet
    return Source(
        load.load_id, export, load.file, load.sheet, load.hash, say_moment(load.loaded_at), load.loaded_by, load.area,
        None if load.is_list else load.start, load.end, load.rows,
    )  # fmt: skip


def stands(one: binder.Exhibit, shown: Shown | None, view: Selection) -> str:
    """Whether the store gives the same today."""
    if shown is None:
        return "The store no longer holds what this was drawn from: the totals kept above stand."
    if one.frozen.people:
        return "It shows people, so no totals are kept beside it."
    now = evidence.frozen(shown, one.exhibit, view)
    if (now.headings, now.rows) == (one.frozen.headings, one.frozen.rows):
        return SAME
    differ = sum(row not in now.rows for row in one.frozen.rows)
    told = " ".join(each.words for each in deleted(one, view))
    why = told or "The store or a definition is no longer what it was."
    return (
        f"Worked out anew from the store, {differ:,} of {len(one.frozen.rows):,} rows of totals differ from those kept when it "
        f"was added. {why} The totals kept stand."
    )


def deleted(one: binder.Exhibit, view: Selection) -> tuple[Deleted, ...]:
    """The deletions that took rows of what an exhibit shows."""
    start, end = exhibits.days_of(one.exhibit, view)
    asked = {"exports": _exports(one), "start": start, "end": end}
    return cast("tuple[Deleted, ...]", data.read("deletions", **asked))


def _kpis(found: Iterable[contents.Exhibit]) -> list[Kpi]:
    known = catalogue.kpis()
    return [known[kpi] for kpi in dict.fromkeys(kpi for one in found for kpi in one.kpis) if kpi in known]


def definition(kpi: Kpi) -> Definition:
    """What a KPI counts, with its SQL."""
    return Definition(
        kpi.id, kpi.label, kpi.meaning, kpi.version, kpi.reviewed, credited_to_areas(kpi).strip(), kpi.caveats
    )


def _question(
    name: str,
    key: str,
    one: Question,
    drawn: Mapping[int, contents.Exhibit],
    known_at: dt.datetime | None,
    day: dt.date,
) -> contents.Question:
    answer = evidence_data.answers(known_at).get(key)
    kept = binder.of_question(evidence_data.exhibits(known_at), key)
    said = answer.said if answer else Said()
    return contents.Question(
        name, one.title, one.characteristics, one.source, said.narrative, said.case_example, said.known_gap, said.owner,
        said.review_on, said.documents, fresh_words(answer, kept, day), tuple(drawn[exhibit.number] for exhibit in kept),
        tuple(map(_action, actions_of(key, known_at))),
    )  # fmt: skip


def fresh_words(answer: Answer | None, kept: Sequence[binder.Exhibit], day: dt.date) -> str:
    """Current on 27 November 2026: figures to 15 November 2026."""
    parts = freshness.parts(answer, kept, day)
    told = {"none": "No evidence", "stale": "Stale", "current": "Current"}[freshness.overall(parts)]
    figures = f": figures to {say_date(parts[0].day)}" if parts[0].day else ""
    return f"{told} on {say_date(day)}{figures}"


def actions_of(key: str, known_at: dt.datetime | None) -> list[Action]:
    """The actions agreed on a question, in order."""
    return [one for one in data.actions(known_at) if one.key == (QUESTION, key)]


def _action(one: Action) -> ActionLine:
    return ActionLine(one.words, one.owner, one.due, one.state, one.proof)


def _missing(
    asked: Sequence[tuple[str, Question]], drawn: Mapping[int, contents.Exhibit], known_at: dt.datetime | None
) -> Iterable[str]:
    """What a reader should know is not there."""
    if settings.chosen() in settings.SAMPLES:
        yield "This is the sample force: every person, figure and place in it is invented."
    kept = evidence_data.exhibits(known_at)
    bare = [one.title for key, one in asked if one.kind == "question" and not binder.of_question(kept, key)]
    if bare:
        yield f"No figure or chart yet on: {'; '.join(bare)}."
    gaps = [
        one.title for key, one in asked if (said := evidence_data.answers(known_at).get(key)) and said.said.known_gap
    ]
    if gaps:
        yield f"Known gaps are stated under: {'; '.join(gaps)}."
    lost = [one.id for one in drawn.values() if not one.view]
    if lost:
        yield f"Not drawn any more, with only the totals kept: {', '.join(lost)}."


__all__ = ["TITLE", "gather", "improvements", "previous", "view_of"]
