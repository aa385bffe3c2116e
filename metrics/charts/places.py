"""Dedicated places: planned and delivered hours, on foot and by vehicle, by other teams, and days since the last visit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd

from metrics.charts import panels
from metrics.charts.drawing import Drawing
from metrics.charts.figures import NOTHING
from metrics.charts.words import known, listed, say_hours
from metrics.frames import rows_of
from metrics.terms import MOVING_WORDS, NOT_LOADED, PARTLY_LOADED, capital, say_date

PLACES_AT_MOST = 40
"""Above it the chart has a line per beat; each place then stands in the table."""
AMOUNTS = ("planned", "delivered", "by_others", "on_foot", "by_vehicle", "days", "loaded_days")
PANELS = (
    ("delivered", "Delivered", "hours by anybody, tick: planned"),
    ("on_foot", MOVING_WORDS["foot"].capitalize(), "hours"),
    ("by_vehicle", MOVING_WORDS["vehicle"].capitalize(), "hours"),
    ("by_others", "By other teams", "hours of the delivered"),
    ("since", "Since the last visit", "days"),
)


@dataclass(frozen=True)
class PlaceLine:
    """One line: a place, a beat's places together, or the heading of a beat (no amounts)."""

    name: str
    amounts: dict[str, Any] | None = None

    @property
    def loaded(self) -> bool:
        """False where no day of the place has its beat's Duties."""
        return self.amounts is not None and self.amounts["loaded_days"] > 0

    @property
    def partly(self) -> bool:
        """True where some of its days have not."""
        return self.loaded and self.amounts is not None and self.amounts["loaded_days"] < self.amounts["days"]


def lines(places: pd.DataFrame, end: dt.date) -> list[PlaceLine]:
    """A line per place under its beat, in list order; of many places one per beat."""
    rows = [row | {"since": _since(row["last_visit"], end)} for row in rows_of(places)]
    by_beat: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_beat.setdefault(str(row["beat_name"] or row["beat"]), []).append(row)
    if len(rows) > PLACES_AT_MOST:
        return [PlaceLine(beat, _summed(mine)) for beat, mine in by_beat.items()]
    found = []
    for beat, mine in by_beat.items():
        if len(by_beat) > 1:
            found.append(PlaceLine(beat))
        found += [PlaceLine(_short(row["place_name"], beat), row) for row in mine]
    return found


def _short(place: str, beat: str) -> str:
    """Without its beat's name, which stands above it."""
    short = place.removeprefix(f"{beat}, ").strip() or place
    return capital(short)


def _since(last: Any, end: dt.date) -> float:
    return float((end - last).days) if known(last) else NOTHING


def _summed(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """A beat's places as one; since: of the place that waits longest."""
    summed: dict[str, Any] = {
        name: sum((float(row[name]) for row in rows if known(row[name])), 0.0) for name in AMOUNTS
    }
    waits = [row["since"] for row in rows]
    return summed | {"since": NOTHING if not all(map(known, waits)) else max(waits)}


def draw(places: pd.DataFrame, end: dt.date, name: str) -> Drawing:
    """Lines of places in small panels; one that would be nought on every line is left to the sentence. name: whose places."""
    shown = lines(places, end)
    kept = [panel for panel in PANELS if panel[0] in ("delivered", "since") or places[panel[0]].sum()]
    cells, heads = [], []
    for panel, (field, head, unit) in enumerate(kept):
        top = max((float(v) for line in shown for v in _pair(line, field) if known(v)), default=0.0) or 1.0
        place = {"group": 0, "panel": panel}
        cells += [place | {"row": row} | _cell(line, field, top) for row, line in enumerate(shown)]
        words = "days, the longest of its places" if field == "since" and len(places) > PLACES_AT_MOST else unit
        heads.append(
            place | {"head": head, "head_lines": 1, "title": "", "unit": words, "beside": "", "help": f"{head}: {words}"}
            | {"corner": "beat" if len(places) > PLACES_AT_MOST else "place", "corner_note": ""}
        )  # fmt: skip
    layout = panels.Layout((len(kept),), len(shown), gutter=176, least=150, titles=False)
    data = {"cells": pd.DataFrame(cells), "heads": pd.DataFrame(heads)}
    return Drawing(panels.spec(layout), data, alt_text(places, name), partial(_table, places, end))


def _pair(line: PlaceLine, field: str) -> tuple[Any, Any]:
    """The amount of a line, and what was planned where that stands beside it."""
    if line.amounts is None or not line.loaded:
        return NOTHING, NOTHING
    return line.amounts[field], line.amounts["planned"] if field == "delivered" else NOTHING


def _cell(line: PlaceLine, field: str, top: float) -> dict[str, Any]:
    value, planned = _pair(line, field)
    return {
        "key": "",
        "kpi": "",
        "name": line.name,
        "note": "",
        "heading": line.amounts is None,
        "part": float(value) / top if known(value) else NOTHING,
        "share_part": float(planned) / top if known(planned) else NOTHING,
        "text": _text(line, field),
        "side": "",
        "aside": "",
        "soft": line.partly,
        "words": not known(value),
        "sentence": sentence(line),
    }


def _text(line: PlaceLine, field: str) -> str:
    if line.amounts is None:
        return ""
    value, planned = _pair(line, field)
    if not line.loaded:
        return "not loaded" if field == "delivered" else "–"
    star = "*" if line.partly else ""
    if field == "since":
        return f"{say_hours(value)}{star}" if known(value) else "no visit known"
    if field == "delivered":
        return (
            f"{say_hours(value)}{star} of {say_hours(planned)}"
            if known(planned)
            else f"{say_hours(value)}{star}, no plan"
        )
    return say_hours(value)


def sentence(line: PlaceLine) -> str:
    """The full sentence of one line."""
    if line.amounts is None:
        return line.name
    if not line.loaded:
        return f"{line.name}: the Duties of its beat are not loaded."
    a = line.amounts
    plan = f" of {say_hours(a['planned'])} planned" if known(a["planned"]) else ", none planned"
    words = (
        f"{line.name}: {say_hours(a['delivered'])} hours{plan}; {say_hours(a['on_foot'])} on foot or cycle, "
        f"{say_hours(a['by_vehicle'])} by vehicle, the rest in states that do not say how; "
        f"{say_hours(a['by_others'])} by other teams. "
    )
    words += f"{say_hours(a['since'])} days since the last visit." if known(a["since"]) else "No visit is known."
    if line.partly:
        words += f" Partly loaded: {int(a['days'] - a['loaded_days'])} of {int(a['days'])} days are missing."
    return words


def alt_text(places: pd.DataFrame, name: str) -> str:
    """The finding: delivered of planned, how much of it by others and how, and what is not loaded."""
    known_ones = places[places["loaded_days"] > 0]
    sums = known_ones[["planned", "delivered", "by_others", "on_foot", "by_vehicle"]].sum()
    words = (
        f"{name}: {len(places):,} dedicated place{'' if len(places) == 1 else 's'}, {say_hours(sums['delivered'])} hours "
        f"delivered of {say_hours(sums['planned'])} planned: {say_hours(sums['on_foot'])} on foot or cycle, "
        f"{say_hours(sums['by_vehicle'])} by vehicle, the rest in states that do not say how; "
        f"{_or_none(sums['by_others'])} of them by teams other than the place's own."
    )
    gaps = []
    missing, partly = (places["loaded_days"] == 0).sum(), (known_ones["loaded_days"] < known_ones["days"]).sum()
    if missing:
        gaps.append(f"Duties are not loaded for {missing}")
    if partly:
        gaps.append(f"{'D' if not missing else 'd'}uties are partly loaded for {partly}")
    return f"{words} {listed(gaps)}." if gaps else words


def _or_none(amount: float) -> str:
    return say_hours(amount) if amount else "none"


def _table(places: pd.DataFrame, end: dt.date) -> pd.DataFrame:
    rows = []
    for row in rows_of(places):
        line = PlaceLine(str(row["place_name"]), row | {"since": _since(row["last_visit"], end)})
        amounts = {
            head: say_hours(row[field]) if line.loaded else "–"
            for field, head in (
                ("delivered", "Delivered"), ("on_foot", "On foot or cycle"), ("by_vehicle", "By vehicle"),
                ("by_others", "By other teams"),
            )
        }  # fmt: skip
        other = float(row["delivered"]) - float(row["on_foot"]) - float(row["by_vehicle"])
        rows.append(
            {"Beat": row["beat_name"] or row["beat"], "Place": row["place_name"], "Type": row["place_type"]}
            | {"Planned": say_hours(row["planned"]) if known(row["planned"]) else "no plan"}
            | amounts
            | {"State does not say": say_hours(other) if line.loaded else "–"}
            | {"Last visit": say_date(row["last_visit"]) if known(row["last_visit"]) else "none known"}
            | {"State": "" if line.loaded and not line.partly else PARTLY_LOADED if line.loaded else NOT_LOADED}
        )
    return pd.DataFrame(rows)
