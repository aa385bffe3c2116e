"""One person: hours week by week, and each KPI's weeks in their usual range, against the fair share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd

from metrics.charts import stacks, weeks
from metrics.charts.around import WEEK, Around, Ranges, drawn_range
from metrics.charts.drawing import Cells, Drawing
from metrics.charts.figures import NOTHING, Beside, Pairs, by_key, pairs_of, side_companion
from metrics.charts.marks import Mark, pins
from metrics.charts.words import (
    NO_HOURS,
    PROVISIONAL,
    Figure,
    aside_words,
    days,
    figure_sentence,
    figure_words,
    hours_aside,
    known,
    listed,
    percent,
    range_sentence,
    say_hours,
    say_range,
    say_share,
    say_value,
    week_label,
    within,
)
from metrics.frames import rows_of
from metrics.kpi import Kpi


def hours_strip(hours: pd.DataFrame, name: str) -> Drawing:
    """A column per week: available, abstracted and other duties; days absent under it; missing weeks hatched."""
    rows = rows_of(hours.sort_values("period_start"))
    top = max((float(row["rostered"]) for row in rows if known(row["rostered"])), default=0.0) or 1.0
    segments, weekly, table = [], [], []
    for number, row in enumerate(rows):
        words = _hours_sentence(row)
        missing = not known(row["rostered"])
        at = 0.0
        for kind, field in (
            ("neighbourhood", "available"),
            ("abstraction", "abstraction"),
            ("other duties", "not_deployable"),
        ):
            amount = float(row[field]) if known(row[field]) else 0.0
            if amount:
                segments.append(
                    {"week": number, "kind": kind, "start": at / top, "stop": (at + amount) / top, "sentence": words}
                )
            at += amount
        absent = int(row["absent_days"]) if known(row["absent_days"]) else 0
        weekly.append(
            {
                "week": number,
                "label": week_label(row["period_start"]),
                "labelled": True,
                "missing": missing,
                "sentence": words,
            }
            | {"absent": f"{absent}d" if absent else ""}
        )
        table.append(
            {"Week": days(row["period_start"], row["period_end"]), "Rostered": say_hours(row["rostered"])}
            | {"Available": say_hours(row["available"]), "Abstracted": say_hours(row["abstraction"])}
            | {"Other duties": say_hours(row["not_deployable"]), "Days absent": say_hours(row["absent_days"])}
            | {"Set aside": int(row["set_aside"])}
        )
    scale = [{"place": place, "label": say_hours(place * top)} for place in (0.0, 0.5, 1.0)]
    sums = hours[["rostered", "available", "abstraction", "absent_days"]].sum(min_count=1)
    alt = (
        f"{name}: {say_hours(sums['available'])} available hours over {len(rows)} weeks, "
        f"{percent(sums['abstraction'], sums['rostered'])} of rostered hours abstracted, "
        f"{say_hours(sums['absent_days'])} days absent."
        if known(sums["available"])
        else f"{name}: {NO_HOURS}"
    ) + hours_aside(int(hours["set_aside"].sum()))
    data = {"segments": pd.DataFrame(segments, columns=["week", "kind", "start", "stop", "sentence"])}
    data |= {"weeks": pd.DataFrame(weekly), "scale": pd.DataFrame(scale)}
    return Drawing(stacks.columns(max(1, len(rows))), data, alt, partial(pd.DataFrame, table))


def _hours_sentence(row: Mapping[str, Any]) -> str:
    when = days(row["period_start"], row["period_end"])
    if not known(row["rostered"]):
        return f"{when}: Duties not loaded."
    absent = (
        f", {say_hours(row['absent_days'])} days absent" if known(row["absent_days"]) and row["absent_days"] else ""
    )
    return (
        f"{when}: {say_hours(row['available'])} hours available of {say_hours(row['rostered'])} rostered, "
        f"{say_hours(row['abstraction'])} abstracted, {say_hours(row['not_deployable'])} on other duties{absent}."
        f"{hours_aside(int(row['set_aside']))}"
    )


def kpi_weeks(
    groups: Sequence[tuple[str, Sequence[Kpi]]],
    key: str,
    name: str,
    weekly: pd.DataFrame,
    total: pd.DataFrame,
    beside: Beside,
    context: bool = False,
    bands: Ranges | None = None,
    settled: Mapping[str, dt.date] | None = None,
    marks: Sequence[Mark] = (),
) -> Drawing:
    """A panel per KPI: a dot per week in its usual range, its fair share as a neutral tick, the period's figure at the right.

    bands: usual ranges of the weeks that have one. settled: of a KPI, the day up to which its figures are settled; weeks
    that end later are drawn hollow. marks: pins over the weeks in which they lie.
    """
    around = Around(bands or {}, settled or {}, marks, context)
    starts = sorted(weekly["period_start"].unique())
    found = {start: by_key(frame) for start, frame in weekly.groupby("period_start")}
    totals = by_key(total)
    pairs = pairs_of(beside)
    dots, heads, pinned = [], [], []
    table: list[dict[str, str]] = []
    opens: Cells = {}
    for group, (title, kpis) in enumerate(groups):
        for panel, kpi in enumerate(kpis):
            place = {"group": group, "panel": panel}
            series = [found[start].get((kpi.id, key)) for start in starts]
            notes = pins(marks, [(start, start + WEEK) for start in starts], kpi.id)
            dots += [place | dot for dot in _dots(kpi, series, name, around)]
            pinned += [place | {"week": week, "sentence": words} for week, words in notes.items()]
            heads.append(place | _head(kpi, title, totals.get((kpi.id, key)), name, pairs, starts, key, around))
            rows = _rows(kpi, series, notes, around)
            opens |= {
                (len(table) + n, 2): {"key": key, "kpi": kpi.id, "week_start": row.pop("start")}
                for n, row in enumerate(rows)
            }
            table += rows
    shape = weeks.Layout(tuple(len(kpis) for _, kpis in groups), max(1, len(starts)))
    return Drawing(
        weeks.spec(shape),
        {
            "dots": pd.DataFrame(dots),
            "heads": pd.DataFrame(heads),
            "marks": pd.DataFrame(pinned, columns=["group", "panel", "week", "sentence"]),
        },
        _weeks_alt(name, len(starts), [(kpi, totals.get((kpi.id, key))) for _, kpis in groups for kpi in kpis], around),
        partial(pd.DataFrame, table),
        lambda: opens,
    )


def _weeks_alt(name: str, number: int, told: Sequence[tuple[Kpi, Figure | None]], around: Around) -> str:
    parts = [
        f"{within(kpi.label)} {figure_words(kpi, figure)}"
        + (f" (fair share {say_share(figure['target'])})" if known(around.target(figure)) else "")
        for kpi, figure in told
        if figure is not None
    ]
    return f"{name}, over {number} weeks: {listed(parts)}."


def _dots(kpi: Kpi, series: Sequence[Figure | None], name: str, around: Around) -> list[dict[str, Any]]:
    bands = [around.band(kpi, figure) if figure is not None else (NOTHING, NOTHING) for figure in series]
    drawn = [drawn_range(kpi, *band) for band in bands]
    amounts = [amount for figure in series if figure is not None for amount in (figure["value"], around.target(figure))]
    top = max((float(amount) for amount in (*amounts, *(high for _, high in drawn)) if known(amount)), default=0) or 1.0
    dots = []
    for number, (figure, band, (low, high)) in enumerate(zip(series, bands, drawn, strict=True)):
        if figure is None:
            continue
        value, target, provisional = figure["value"], around.target(figure), around.provisional(kpi, figure)
        words = (
            f"{days(figure['period_start'], figure['period_end'])}: {figure_sentence(kpi, figure, name, person=True)}"
        )
        dots.append(
            {
                "week": number,
                "kpi": kpi.id,
                "week_start": figure["period_start"].isoformat(),
                "missing": not known(value),
                "provisional": provisional,
                "aside": aside_words(figure, short=True).removesuffix(" aside").strip(),
            }
            | {"part": float(value) / top if known(value) else NOTHING}
            | {"share_part": float(target) / top if known(target) else NOTHING}
            | {"low_part": low / top, "high_part": high / top}
            | {"sentence": words + range_sentence(*band) + (f" {PROVISIONAL}" if provisional else "")}
        )
    return dots


def _head(
    kpi: Kpi,
    title: str,
    figure: Mapping[str, Any] | None,
    name: str,
    pairs: Pairs,
    starts: Sequence[Any],
    key: str,
    around: Around,
) -> dict[str, str]:
    companions = list(pairs.get((kpi.id, key), []))
    first = side_companion(kpi)
    companions.sort(key=lambda pair: pair[0] != first)
    target = around.target(figure)
    return {
        "title": title,
        "head": kpi.label,
        "total": _total(kpi, figure),
        "unit": f"{kpi.unit_word} a week",
        "share": f"fair share {say_share(target)}" if known(target) else "",
        "side": "; ".join(f"{label}: {text}" for label, text in companions),
        "first_week": week_label(starts[0]) if len(starts) else "",
        "last_week": week_label(starts[-1]) if len(starts) > 1 else "",
        "help": f"{kpi.question} {kpi.meaning}",
        "sentence": figure_sentence(kpi, figure, name, person=True, beside=companions),
    }


def _total(kpi: Kpi, figure: Mapping[str, Any] | None) -> str:
    if figure is None or not known(figure["value"]):
        return "not loaded"
    return f"{say_value(kpi, figure['value'])}{aside_words(figure, short=True)}"


def _rows(kpi: Kpi, series: Sequence[Figure | None], notes: Mapping[int, str], around: Around) -> list[dict[str, str]]:
    return [
        {
            "start": figure["period_start"].isoformat(),
            "KPI": kpi.label,
            "Week": days(figure["period_start"], figure["period_end"]),
            "Figure": figure_words(kpi, figure),
        }
        | {"Hours": say_hours(figure["exposure_hours"]), "Fair share": say_share(figure["target"])}
        | ({"Usual range": say_range(*around.band(kpi, figure))} if around.bands else {})
        | {"State": _state(kpi, figure, around), "Missing": figure["missing"]}
        | ({"Note": notes.get(number, "")} if around.marks else {})
        for number, figure in enumerate(series)
        if figure is not None
    ]


def _state(kpi: Kpi, figure: Figure, around: Around) -> str:
    return ", ".join(words for words in (figure["verdict"], "Provisional" * around.provisional(kpi, figure)) if words)
