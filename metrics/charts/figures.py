"""Figures of people, beats and sectors as panels of bars: Team, Beats and This week."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd

from metrics.charts import panels
from metrics.charts.drawing import Cells, Drawing
from metrics.charts.words import (
    NO_HOURS,
    Figure,
    aside_words,
    cell_text,
    figure_sentence,
    figure_words,
    hours_aside,
    known,
    listed,
    luck_sentence,
    mark_of,
    percent,
    say_hours,
    say_share,
    say_value,
    say_verdict,
    within,
    wrapped,
)
from metrics.frames import rows_of
from metrics.kpi import Kpi, Shown
from metrics.terms import NOT_LOADED, PRINCIPLES, Role, capital

Beside = Mapping[str, Sequence[Shown]]
NOTHING = float("nan")


@dataclass(frozen=True)
class Line:
    """One line of every panel: a person or an area, or (heading) the name of a block of lines."""

    key: str
    name: str
    note: str = ""
    heading: bool = False


def by_key(figures: pd.DataFrame) -> dict[tuple[str, str], dict[str, Any]]:
    """(kpi, key) -> figure."""
    return {(row["kpi"], row["key"]): row for row in rows_of(figures)}


Pairs = dict[tuple[str, str], list[tuple[str, str]]]


def pairs_of(beside: Beside, role: Role | None = None) -> Pairs:
    """(kpi, key) -> what stands beside that figure: (label, text).

    role: the keys are `collar:role`, and what was done in this role is meant.
    """
    found: Pairs = {}
    ending = f":{role}" if role else ""
    for kpi, told in beside.items():
        for shown in told:
            if shown.key.endswith(ending):
                found.setdefault((kpi, shown.key.removesuffix(ending)), []).append((shown.label, shown.text))
    return found


def side_companion(kpi: Kpi) -> str:
    """The companion printed in the panel itself: the first share, else the first. The others stand in the sentence."""
    shares = [companion.label for companion in kpi.companions if companion.unit == "share"]
    return shares[0] if shares else kpi.companions[0].label if kpi.companions else ""


def _side_texts(pairs: Pairs, kpi: Kpi, lines: Sequence[Line]) -> dict[str, str]:
    """Of each line that has it, the text of the companion printed in the panel."""
    label = side_companion(kpi)
    unit = next((companion.unit for companion in kpi.companions if companion.label == label), "")
    found = ((line.key, dict(pairs.get((kpi.id, line.key), ())).get(label)) for line in lines)
    return {key: _short(text, unit) for key, text in found if text is not None}


BEHIND_THE_SHARE = re.compile(r" \(|,|;")


def _short(text: str, unit: str) -> str:
    """4 of 11, 36% (15% to 65%) -> 4 of 11: rate and range stay in the sentence and the table."""
    if unit == "share":
        return BEHIND_THE_SHARE.split(text, maxsplit=1)[0]
    return text.replace(" hours", "")


def principles(kpis: Sequence[Kpi]) -> list[tuple[str, list[Kpi]]]:
    """KPIs under the blueprint's three principles, which order the panels; empty groups left out."""
    groups = [(name, [kpi for kpi in kpis if kpi.principle == name]) for name in PRINCIPLES]
    return [(name, members) for name, members in groups if members]


def _scale(kpi: Kpi, lines: Sequence[Line], figures: Mapping[tuple[str, str], Figure]) -> float:
    values = [
        float(figure[field])
        for line in lines
        if (figure := figures.get((kpi.id, line.key))) is not None
        for field in ("value", "target", "luck_high")
        if known(figure.get(field))
    ]
    return max(values, default=0.0) or 1.0


def _cell(
    kpi: Kpi,
    line: Line,
    figure: Figure | None,
    scale: float,
    person: bool,
    short: bool,
    pairs: Pairs,
    side: Mapping[str, str],
) -> dict[str, Any]:
    value = figure["value"] if figure is not None else NOTHING
    target = figure["target"] if figure is not None else NOTHING
    aside = aside_words(figure, short=True)
    return {
        "part": float(value) / scale if known(value) else NOTHING,
        "share_part": float(target) / scale if known(target) else NOTHING,
        "text": cell_text(kpi, figure, short) + aside,
        "side": "" if aside else side.get(line.key, ""),  # both would not fit: it stands in the sentence and the table
        "soft": bool(figure is not None and figure["missing"]),
        "words": not known(value),
        "mark": mark_of(figure),
        "tone": figure.get("tone", "quiet") if figure is not None else "quiet",
        **(_luck_parts(figure, scale) if person and figure is not None else NO_LUCK),
        "sentence": figure_sentence(kpi, figure, line.name, person, pairs.get((kpi.id, line.key), [])),
    }


def _luck_parts(figure: Figure, scale: float) -> dict[str, float]:
    return {name: figure[name] / scale if known(figure.get(name)) else NOTHING for name in LUCK}


LUCK = ("luck_low", "luck_high")
NO_LUCK = dict.fromkeys(LUCK, NOTHING)
BLANK = {
    "part": NOTHING, "share_part": NOTHING, "text": "", "side": "", "soft": False, "words": False, "sentence": "", "mark": "",
    "tone": "quiet", **NO_LUCK,
}  # fmt: skip


def draw(
    groups: Sequence[tuple[str, Sequence[Kpi]]],
    lines: Sequence[Line],
    figures: pd.DataFrame,
    alt: str,
    *,
    person: bool,
    beside: Beside | None = None,
    role: Role | None = None,
    corner: str = "",
    corner_note: str = "",
    tick: str = "",
    layout: dict[str, Any] | None = None,
) -> Drawing:
    """Panels of bars: a panel per KPI under its group, a line per person or area, in the order given.

    role: `beside` holds what was done in each role apart, and this one is drawn.
    """
    pairs = pairs_of(beside or {}, role)
    found = by_key(figures)
    short = bool(layout and layout.get("numbers") == "under")
    cells, heads = [], []
    for group, (title, kpis) in enumerate(groups):
        for panel, kpi in enumerate(kpis):
            place: dict[str, Any] = {"group": group, "panel": panel}
            scale, side = _scale(kpi, lines, found), _side_texts(pairs, kpi, lines)
            heads.append(place | _head(kpi, title, side, corner, corner_note, tick, short))
            for row, line in enumerate(lines):
                figure = found.get((kpi.id, line.key))
                look = BLANK if line.heading else _cell(kpi, line, figure, scale, person, short, pairs, side)
                own = {"key": line.key, "kpi": kpi.id, "name": line.name, "note": line.note, "heading": line.heading}
                cells.append({**place, "row": row, **own, **look})
    shape = panels.Layout(tuple(len(kpis) for _, kpis in groups), len(lines), **(layout or {}))
    data = {"cells": pd.DataFrame(cells), "heads": pd.DataFrame(heads)}
    drawn = [kpi for _, kpis in groups for kpi in kpis]
    shown = partial(table, drawn, lines, found, pairs, person)
    return Drawing(panels.spec(shape), data, alt, shown, partial(_opens, drawn, lines))


def _head(
    kpi: Kpi, title: str, side: Mapping[str, str], corner: str, corner_note: str, tick: str, short: bool
) -> dict[str, Any]:
    return {
        "title": title,
        "head": wrapped(kpi.label, 11) if short else kpi.label,
        "head_lines": wrapped(kpi.label, 11).count("\n") + 1 if short else 1,
        "unit": "" if short else " · ".join(filter(None, (kpi.unit_word if kpi.unit == "hours" else "", tick))),
        "beside": side_companion(kpi).lower() if side else "",
        "corner": corner,
        "corner_note": corner_note,
        "help": f"{kpi.question} {kpi.meaning}",
    }


def table(
    kpis: Sequence[Kpi], lines: Sequence[Line], found: Mapping[tuple[str, str], Figure], pairs: Pairs, person: bool
) -> pd.DataFrame:
    """The same figures as rows: a line per person or area and KPI, in the order drawn."""
    rows = []
    for line in lines:
        if line.heading:
            continue
        for kpi in kpis:
            figure = found.get((kpi.id, line.key))
            rows.append(
                {
                    "Who" if person else "Area": line.name,
                    "KPI": kpi.label,
                    "Figure": "Not loaded" if figure is None else figure_words(kpi, figure),
                    "Unit": kpi.unit_word,
                    "Hours": "–" if figure is None else say_hours(figure["exposure_hours"]),
                    "Fair share" if person else "Target": "–" if figure is None else say_share(figure["target"]),
                    **({"By luck alone": "" if figure is None else _luck(figure)} if person else {}),
                    "Beside it": "; ".join(f"{label}: {text}" for label, text in pairs.get((kpi.id, line.key), [])),
                    "State" if person else "Verdict": NOT_LOADED if figure is None else say_verdict(figure),
                    "Missing": "" if figure is None else figure["missing"],
                }
            )
    return pd.DataFrame(rows)


def _luck(figure: Figure) -> str:
    return luck_sentence(figure).removeprefix(" By luck alone ").removesuffix(".")


FIGURE_COLUMN = 2
"""Where the figure stands in a row of `table`."""


def _opens(kpis: Sequence[Kpi], lines: Sequence[Line]) -> Cells:
    shown = [(line.key, kpi.id) for line in lines if not line.heading for kpi in kpis]
    return {(row, FIGURE_COLUMN): {"key": key, "kpi": kpi} for row, (key, kpi) in enumerate(shown)}


def person_lines(people: pd.DataFrame, hours: pd.DataFrame) -> list[Line]:
    """People in alphabetical order with their available hours and abstraction on the same line."""
    mine = {row["key"]: row for row in rows_of(hours)}
    return [
        Line(person["collar"], say_person(person), _hours_note(mine.get(person["collar"])))
        for person in rows_of(people)
    ]


def say_person(person: Mapping[str, Any]) -> str:
    """Adeyemi, T."""
    forename = str(person["forename"] or "")
    return f"{person['surname']}, {forename[:1]}" if forename else str(person["surname"])


def _hours_note(hours: Figure | None) -> str:
    if hours is None or not known(hours["available"]):
        return "hours not loaded"
    return f"{say_hours(hours['available'])} h · {percent(hours['abstraction'], hours['rostered'])}"


def team_alt(
    role: str, team: str, lines: Sequence[Line], hours: pd.DataFrame, kpis: Sequence[Kpi], figures: pd.DataFrame
) -> str:
    """The finding of a team's panels: how many people, their hours, and how far their figures spread.

    Never a sum over people: what two of them did together would count twice.
    """
    available, rostered, away = (hours[name].sum(min_count=1) for name in ("available", "rostered", "abstraction"))
    spread = figures.groupby("kpi")["value"].agg(["min", "max"])
    ranges = [
        f"{within(kpi.label)} {say_value(kpi, spread['min'][kpi.id])} to {say_value(kpi, spread['max'][kpi.id])}"
        for kpi in kpis[:5]
        if kpi.id in spread.index and known(spread["max"][kpi.id])
    ]
    words = f" A person's figures: {listed(ranges)}." if ranges else ""
    words += asides_alt(figures)
    who = f"{team}: {len(lines)} {role}{'' if len(lines) == 1 else 's'} in alphabetical order"
    worked = (
        f" with {say_hours(available)} available hours, {percent(away, rostered)} of rostered hours abstracted."
        if known(available)
        else f". {NO_HOURS}"
    )
    return f"{who}{worked}{hours_aside(int(hours['set_aside'].sum()))}{words}"


def beats_alt(kpis: Sequence[Kpi], figures: pd.DataFrame, verdicts: str, one: str = "beat") -> str:
    """The finding of the beats' panels: the verdicts against targets, and for one KPI the range across beats.

    verdicts: how many there are of each, and how many luck alone would give. one: what one of the areas is called.
    """
    shown = figures[figures["kpi"].isin([kpi.id for kpi in kpis])]
    spread = ""
    if len(kpis) == 1 and len(known_ones := shown[shown["value"].notna()]) > 1:
        low, high = (say_value(kpis[0], known_ones["value"].agg(which)) for which in ("min", "max"))
        spread = f" {kpis[0].label}: {low} to {high} across {len(known_ones)} {one}s."
    return f"{capital(one)}s in list order.{spread} {verdicts}{asides_alt(shown)}"


def asides_alt(figures: pd.DataFrame) -> str:
    """How many of the figures drawn rows set aside could change; nothing where none."""
    number = int((figures["set_aside"] > 0).sum())
    if not number:
        return ""
    return f" Rows set aside could change {number:,} of these figures: they read “+n aside”."
