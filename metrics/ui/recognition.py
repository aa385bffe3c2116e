"""What to recognise, first on This week and on Team: growth beyond luck, quality, places covered, work that no KPI counts."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from metrics import recognition_words as words
from metrics.notes import Key
from metrics.recognition import Improved, Quality
from metrics.recognition_words import MOST, NOTHING, RECENTLY, UNCOUNTED
from metrics.terms import TEAM, Area
from metrics.ui import areas, data, drawings, notes, show, verdict_data
from metrics.ui.safe import html
from metrics.ui.selection import DAY, Selection


def of_week(view: Selection) -> None:
    """This week: the view's people, the beats in it, and notes of work that no KPI counts."""
    uncounted = _uncounted(view, [(view.area.level, view.area.key)])
    people = [] if areas.is_of_several(view) else _grown(view)
    _show([*people, *_wanted(view), *_good(view, areas.listed(view)), *uncounted])


def of_team(view: Selection, collars: list[str]) -> None:
    """Team: its people, its places and its quality."""
    keys: list[Key] = [("officer", collar) for collar in collars]
    lines = [*_grown(view), *_places(view)]
    if view.area.level in ("beat", "sector", TEAM):
        keys.append((view.area.level, view.area.key))
        lines += [*_own_wanted(view), *_good(view, view.area.level)]
    _show([*lines, *_uncounted(view, keys)])


def _show(lines: list[str]) -> None:
    show.heading("Worth recognising", "more than luck explains, in the order of names; powers are left out")
    if not lines:
        show.lede(NOTHING)
        return
    show.block("".join(f'<p class="bb-line">{line}</p>' for line in lines))


def _grown(view: Selection) -> Iterator[str]:
    """People whose work has grown, by name."""
    found = verdict_data.improved(tuple(drawings.members(view)["collar"]), view)
    if not found.people:
        return
    grown = {one.collar for one in found.people}
    names = drawings.names_of(one for one in data.everyone(view.known_at) if one.collar in grown)
    ordered = words.by_name(found, names)
    for one in ordered[:MOST]:
        yield _person(one, names.get(one.collar, one.collar), view)
    rest = len(ordered) - MOST
    more = f"{rest:,} more on the pages of their teams. " if rest > 0 else ""
    yield f'<span class="muted">{html(more + words.luck_words(found))}</span>'


def _person(one: Improved, name: str, view: Selection) -> str:
    address = urlencode(view.params(officer=one.collar, kpi=one.kpi.partition(":")[0], opened=False))
    return f'<a href="officer?{html(address)}" target="_self">{html(name)}</a>: {html(words.grown_words(one))}'


def _wanted(view: Selection) -> Iterator[str]:
    """Beats of the view's area where what is wanted runs higher (or what is not, lower)."""
    found = verdict_data.standing_out(drawings.whole_kpis(view.role), "changed", view)
    lines = {line.key: line.name for line in drawings.beat_lines(view) if not line.heading}
    for change in words.wanted(found, lines):
        key = change.key.partition(":")[2]
        address = urlencode(view.params(area=Area(areas.listed(view), key), kpi=change.name, opened=True))
        said = html(words.wanted_words(change))
        yield f'<a href="beats?{html(address)}" target="_self">{html(lines[key])}</a>: {said}'


def _own_wanted(view: Selection) -> Iterator[str]:
    """What is wanted and runs higher (or what is not, lower) in the view's own area, by its own verdict."""
    chosen = [kpi for kpi in drawings.whole_kpis(view.role) if kpi.direction != "neutral"]
    found, key = verdict_data.judged(chosen, view.area.level, view), f"{view.area.level}:{view.area.key}"
    for kpi, word in words.own_wanted(found, chosen, key):
        address = urlencode(view.params(kpi=kpi.id, opened=True, officer=None))
        yield f'<a href="?{html(address)}" target="_self">{html(kpi.label)}</a> {html(words.own_words(word))}'


def _good(view: Selection, level: str) -> Iterator[str]:
    names = data.area_names(view.known_at)
    for one in verdict_data.good_quality(view, level)[:MOST]:
        yield _quality(one, names.get(f"{one.level}:{one.key}", one.key), view)


def _quality(one: Quality, name: str, view: Selection) -> str:
    area = Area(one.level, one.key)  # type: ignore[arg-type]
    address = urlencode(view.params(area=area, kpi=one.kpi, opened=True))
    return f'<a href="beats?{html(address)}" target="_self">{html(name)}</a>: {html(words.quality_words(one))}'


def _places(view: Selection) -> Iterator[str]:
    """Whether all dedicated places of the view were visited lately."""
    lately = view.end - (RECENTLY - 1) * DAY, view.end
    said = words.covered_words(data.places_covered(lately, view), lately)
    if said:
        yield html(said)


def _uncounted(view: Selection, keys: list[Key]) -> Iterator[str]:
    """Notes of work that the KPIs do not count."""
    for note in notes.bearing(view, keys):
        if note.kind == UNCOUNTED:
            yield f'{html(UNCOUNTED)}: {html(note.words)} <span class="muted">({html(note.by)})</span>'


__all__ = ["UNCOUNTED", "of_team", "of_week"]
