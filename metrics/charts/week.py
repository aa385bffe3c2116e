"""This week: force and sector totals against target with their last weeks, and where the hours went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from metrics.charts import panels, stacks
from metrics.charts.drawing import Drawing
from metrics.charts.figures import NO_LUCK, NOTHING
from metrics.charts.words import (
    NO_HOURS,
    aside_words,
    cell_text,
    cell_words,
    figure_sentence,
    figure_words,
    hours_aside,
    known,
    listed,
    mark_of,
    percent,
    say_hours,
    say_share,
    within,
    wrapped,
)
from metrics.frames import rows_of
from metrics.kpi import Kpi

LINE, LINE_WITH_ASIDES = 34, 42
SEGMENTS = ["row", "part", "kind", "label", "start", "stop", "sentence"]
SPARK = ["group", "panel", "row", "place", "part", "run"]


def totals(kpis: Sequence[Kpi], areas: Sequence[tuple[str, str]], weekly: pd.DataFrame) -> Drawing:
    """A panel per area (the force first), a line per KPI: this week's figure, its target, and the last weeks as a line.

    weekly: figures of all weeks shown; the last week is the one whose figure is printed.
    """
    this = rows_of(weekly[weekly["period_start"] == weekly["period_start"].max()])
    last = {(figure["kpi"], figure["key"]): figure for figure in this}
    cells = []
    for panel, (key, name) in enumerate(areas):
        for row, kpi in enumerate(kpis):
            place = {"group": 0, "panel": panel, "row": row}
            cells.append(
                {**place, "key": key, "kpi": kpi.id, "note": "", "heading": False}
                | _total(kpi, last.get((kpi.id, key)), name)
            )
    heads = [
        {
            "group": 0,
            "panel": panel,
            "head": wrapped(name, 13),
            "head_lines": wrapped(name, 13).count("\n") + 1,
            "title": "",
            "unit": "",
            "beside": "",
            "corner": "",
            "corner_note": "",
            "help": name,
        }
        for panel, (_, name) in enumerate(areas)
    ]
    asides = any(cell["aside"] for cell in cells)
    layout = panels.Layout(
        (len(areas),),
        len(kpis),
        gutter=192,
        least=84,
        line=LINE_WITH_ASIDES if asides else LINE,
        asides=asides,
        words=any(cell["words"] for cell in cells),
        head=46,
        bar=0.36,
        titles=False,
        spark=True,
        numbers="above",
    )
    data = {"cells": pd.DataFrame(cells), "heads": pd.DataFrame(heads), "spark": _sparks(kpis, areas, weekly)}
    opens = {
        (row, 2 + column): {"key": key, "kpi": kpi.id}
        for row, kpi in enumerate(kpis)
        for column, (key, _) in enumerate(areas)
    }
    shown = partial(_table, kpis, areas, last)
    return Drawing(panels.spec(layout), data, totals_alt(kpis, areas, last), shown, lambda: opens)


def _total(kpi: Kpi, figure: Mapping[str, Any] | None, name: str) -> dict[str, Any]:
    value = figure["value"] if figure is not None else NOTHING
    target = figure["target"] if figure is not None else NOTHING
    scale = max((float(v) for v in (value, target) if known(v)), default=0.0) or 1.0
    return {
        "name": kpi.label,
        "part": float(value) / scale if known(value) and known(target) else NOTHING,
        "share_part": float(target) / scale if known(target) else NOTHING,
        "text": cell_text(kpi, figure, short=True),
        "aside": aside_words(figure, short=True).strip(),
        "side": "",
        "soft": bool(figure is not None and figure["missing"]),
        "words": not known(value),
        "mark": mark_of(figure),
        "tone": figure.get("tone", "quiet") if figure is not None else "quiet",
        **NO_LUCK,
        "sentence": figure_sentence(kpi, figure, name, person=False),
    }


def _sparks(kpis: Sequence[Kpi], areas: Sequence[tuple[str, str]], weekly: pd.DataFrame) -> pd.DataFrame:
    """A point per area, KPI and week of which something is known: place, part of the highest, and how many gaps lie before it, so
    that none is ever joined over."""
    weeks = pd.Index(weekly["period_start"].unique()).sort_values()
    of = pd.Index([key for key, _ in areas]), pd.Index([kpi.id for kpi in kpis]), weeks
    places = [
        index.get_indexer(pd.Index(weekly[name]))
        for index, name in zip(of, ("key", "kpi", "period_start"), strict=True)
    ]
    mine = np.all([place >= 0 for place in places], axis=0)
    values = np.full([len(index) for index in of], NOTHING)
    values[tuple(place[mine] for place in places)] = weekly["value"].to_numpy(dtype=float)[mine]
    there = ~np.isnan(values)
    top = np.where(there, values, 0.0).max(axis=-1, initial=0.0, keepdims=True)
    panel, row, week = np.nonzero(there)
    part = (values / np.where(top > 0, top, 1.0))[panel, row, week]
    place, run = week / max(1, len(weeks) - 1), np.cumsum(~there, axis=-1)[panel, row, week]
    return pd.DataFrame(dict(zip(SPARK, (0, panel, row, place, part, run), strict=True)), columns=SPARK)


def totals_alt(
    kpis: Sequence[Kpi], areas: Sequence[tuple[str, str]], last: Mapping[tuple[str, str], Mapping[str, Any]]
) -> str:
    """The finding: the first area's figures, and how many areas have something not loaded."""
    key, name = areas[0]
    parts = [
        f"{within(kpi.label)} {figure_words(kpi, figure)}"
        + (f" against a target of {say_share(figure['target'])}" if known(figure["target"]) else "")
        for kpi in kpis
        if (figure := last.get((kpi.id, key))) is not None and known(figure["value"])
    ]
    gaps = {area for (_, area), figure in last.items() if not known(figure["value"])}
    tail = f" {len(gaps)} of {len(areas)} areas have a figure that is not loaded." if gaps else ""
    return f"{name}: {listed(parts) if parts else 'nothing loaded for this week'}.{tail}"


def _table(
    kpis: Sequence[Kpi], areas: Sequence[tuple[str, str]], last: Mapping[tuple[str, str], Mapping[str, Any]]
) -> pd.DataFrame:
    rows = []
    for kpi in kpis:
        row: dict[str, str] = {"KPI": kpi.label, "Unit": kpi.unit_word}
        for key, name in areas:
            figure = last.get((kpi.id, key))
            words = cell_words(kpi, figure)
            target = (
                f" (target {say_share(figure['target'])})" if figure is not None and known(figure["target"]) else ""
            )
            row[name] = words + target
        rows.append(row)
    return pd.DataFrame(rows)


def where_hours_went(
    hours: pd.DataFrame, areas: Sequence[tuple[str, str]], asides: Mapping[str, int] | None = None
) -> Drawing:
    """Per area: neighbourhood, abstracted and other duties as one bar; the abstracted hours again, enlarged, by reason.

    asides: of each area, the rows of Duties set aside that could change its hours.
    """
    asides = asides or {}
    of_area: dict[str, list[dict[str, Any]]] = {}
    for row in rows_of(hours):
        of_area.setdefault(row["key"], []).append(row)
    found = {key: _ordered(of_area.get(key, [])) for key, _ in areas}
    totals = {key: sum(amount for _, _, amount in parts) for key, parts in found.items()}
    away = {key: sum(amount for kind, _, amount in parts if kind == "abstraction") for key, parts in found.items()}
    most = max((away[key] / totals[key] for key, _ in areas if totals[key]), default=0.0) or 1.0
    segments, rows, table = [], [], []
    for number, (key, name) in enumerate(areas):
        total = totals[key]
        rows.append(
            {
                "row": number,
                "name": name,
                "bold": number == 0,
                "note_head": "hours · abstracted",
                "whole_head": "rostered hours",
            }
            | {"enlarged_head": "abstracted hours by reason, enlarged, as a share of rostered hours"}
            | {"note": f"{say_hours(total)} · {percent(away[key], total)}" if total else "not loaded"}
        )
        aside = hours_aside(asides.get(key, 0))
        segments += [
            {"row": number, **segment, "sentence": f"{segment['sentence']}{aside}"}
            for segment in _segments(name, found[key], total, most)
        ]
        table += [
            {"Area": name, "Kind": kind, "State": state, "Hours": say_hours(amount), "Share": percent(amount, total)}
            | {"Set aside": asides.get(key, 0)}
            for kind, state, amount in found[key]
        ]
    key, name = areas[0]
    reasons = [f"{within(state)} {say_hours(amount)}" for kind, state, amount in found[key] if kind == "abstraction"][
        :3
    ]
    alt = f"{name}: {say_hours(totals[key])} rostered hours, {percent(away[key], totals[key])} abstracted"
    alt += f", most of it for {listed(reasons)} hours." if reasons else "."
    alt = alt if totals[key] else f"{name}: {NO_HOURS}"
    alt += hours_aside(asides.get(key, 0))
    data = {"segments": pd.DataFrame(segments, columns=SEGMENTS), "rows": pd.DataFrame(rows)}
    return Drawing(stacks.bars(len(areas)), data, alt, partial(pd.DataFrame, table))


def _segments(name: str, parts: list[tuple[str, str, float]], total: float, most: float) -> list[dict[str, Any]]:
    found, at = [], 0.0
    for kind in ("neighbourhood", "abstraction", "other duties"):
        amount = sum(hours for part, _, hours in parts if part == kind)
        words = f"{name}: {kind} {say_hours(amount)} hours, {percent(amount, total)} of rostered hours."
        if amount:
            found.append(_segment("whole", kind, percent(amount, total), at / total, (at + amount) / total, words))
        at += amount
    at = 0.0
    for kind, state, amount in parts:
        if kind == "abstraction":
            words = f"{name}: {within(state)} {say_hours(amount)} hours, {percent(amount, total)} of rostered hours."
            scale = total * most
            found.append(
                _segment("enlarged", kind, f"{state} {say_hours(amount)}", at / scale, (at + amount) / scale, words)
            )
            at += amount
    return found


def _segment(part: str, kind: str, label: str, start: float, stop: float, sentence: str) -> dict[str, Any]:
    return {"part": part, "kind": kind, "label": label, "start": start, "stop": stop, "sentence": sentence}


def _ordered(rows: Sequence[Mapping[str, Any]]) -> list[tuple[str, str, float]]:
    """Neighbourhood work as one segment, then the reasons of abstraction, the largest first, then other duties."""
    amounts: dict[tuple[str, str], float] = {}
    for row in rows:
        part = row["kind"], "neighbourhood work" if row["kind"] == "neighbourhood" else str(row["state"])
        amounts[part] = amounts.get(part, 0.0) + float(row["hours"])
    kinds = ("neighbourhood", "abstraction", "other duties")
    parts = sorted(amounts.items(), key=lambda item: (kinds.index(item[0][0]), -item[1], item[0][1]))
    return [(kind, state, hours) for (kind, state), hours in parts if hours]
