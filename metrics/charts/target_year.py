"""A target over the last year: a mark per period, the target as a line with its name at the end, what is around it a band."""

from __future__ import annotations

from functools import cache, partial
from typing import Any

import altair as alt
import pandas as pd

from metrics.charts.drawing import Drawing
from metrics.charts.flow import shaped
from metrics.charts.theme import DONE, HAIR, MUTED, SHARE, SMALL, Spec, finish, text_style, x, y
from metrics.charts.words import known, listed, say_share, say_value, week_label, within
from metrics.kpi import Kpi
from metrics.target_preview import Past, Preview
from metrics.terms import TARGET_WORDS, TOO_EARLY_TO_SAY, say_days, say_number

LEFT, RIGHT, TOP, PLOT, FOOT = 34, 84, 14, 116, 22
BELOW, AROUND, ABOVE = TARGET_WORDS
LOOKS = {
    BELOW: ("triangle-down", DONE, DONE), ABOVE: ("triangle-up", DONE, DONE), TOO_EARLY_TO_SAY: ("circle", "transparent", SHARE),
}  # fmt: skip
"""Shape, fill and outline by word, in one dark colour: powers have targets too. All else is a filled dot."""
PERIODS = {
    "week": "weeks",
    "4 weeks": "periods of 4 weeks",
    "month": "months",
    "quarter": "quarters",
    "year": "year of 52 weeks",
}


def drawing(found: Preview, kpi: Kpi, name: str) -> Drawing:
    """The year of one target. name: whose it is."""
    target = found.pasts[-1].target if found.target.has_amount and found.pasts else float("nan")
    tops = [past.value for past in found.pasts] + [target, found.high]
    top = max((value for value in tops if known(value)), default=0.0) or 1.0
    marks = pd.DataFrame([_mark(past, place, top, kpi) for place, past in enumerate(found.pasts)], columns=MARKS)
    lines = pd.DataFrame([_line(found, target, top, kpi)], columns=LINES)
    return Drawing(
        spec(len(found.pasts)), {"marks": marks, "lines": lines}, alt_of(found, kpi, name), partial(table, found, kpi)
    )


MARKS = ["place", "part", "shape", "fill", "stroke", "sentence", "missing"]
LINES = ["target_part", "low_part", "high_part", "label", "top", "first", "last"]


def _mark(past: Past, place: int, top: float, kpi: Kpi) -> dict[str, Any]:
    shape, fill, stroke = LOOKS.get(past.word, ("circle", DONE, DONE))
    return {
        "place": place, "part": past.value / top if known(past.value) else None, "shape": shape, "fill": fill, "stroke": stroke,
        "sentence": sentence(past, kpi), "missing": not past.whole,
    }  # fmt: skip


def _line(found: Preview, target: float, top: float, kpi: Kpi) -> dict[str, Any]:
    def part(value: float) -> float | None:
        return value / top if known(value) else None

    pasts = found.pasts
    return {
        "target_part": part(target), "low_part": part(found.low), "high_part": part(found.high),
        "label": f"target {say_share(target)}" if known(target) else "", "top": say_value(kpi, top),
        "first": period_label(pasts[0]) if pasts else "",
        "last": period_label(pasts[-1]) if len(pasts) > 1 else "",
    }  # fmt: skip


def period_label(past: Past) -> str:
    """17 Nov for a week, Oct 2026 for a month, 17 Nov 2025 to 15 Nov 2026 else."""
    days = (past.end - past.start).days + 1
    if days == 7:
        return week_label(past.start)
    if past.start.day == 1:
        months = f"{past.start:%b} to {past.end:%b}" if days > 31 else f"{past.start:%b}"
        return f"{months} {past.end.year}"
    year = f" {past.end.year}" if days > 100 else ""
    return f"{week_label(past.start)} to {week_label(past.end)}{year}"


def sentence(past: Past, kpi: Kpi) -> str:
    """What one period would have said."""
    when = say_days(past.start, past.end)
    if not known(past.value):
        return f"{when}: {past.missing.lower() if past.missing == 'Not loaded' else past.missing or 'not loaded'}."
    hours = f" in {say_number(past.hours)} {kpi.hours_words}" if known(past.hours) else ""
    said = f" {past.word}." if past.word else f" {past.missing}." if past.missing else ""
    return f"{when}: {kpi.counted(say_value(kpi, past.value))}{hours}, target {say_share(past.target)}.{said}"


def alt_of(found: Preview, kpi: Kpi, name: str) -> str:
    """The finding: how often which word would have stood there, or how often the amount was reached."""
    pasts, whole = found.pasts, found.known
    if not pasts:
        return f"{kpi.label} of {name}: no whole period of this target lies in the last 52 weeks."
    number = f"{len(pasts):,} {PERIODS[found.target.per]}"
    start = f"{kpi.label} of {name}, {number}, {say_days(pasts[0].start, pasts[-1].end)}"
    left = len(pasts) - len(whole)
    gap = f" {left:,} left out, because not all of it is loaded or its record needs checking." if left else ""
    if not found.target.has_amount:
        return f"{start}: counted and shown, with nothing to compare with.{gap}"
    if found.kind == "counts":
        words = listed([f"{within(word)} {count}" for word, count in found.words.items()])
        return f"{start}: {words}.{gap}"
    reached = sum(past.reached for past in whole)
    at = "at the end of" if found.kind == "level" else "in"
    return f"{start}: at least the target {at} {reached:,} of {len(whole):,}.{gap}"


def table(found: Preview, kpi: Kpi) -> pd.DataFrame:
    """The same periods as a table, each count with its hours."""
    return pd.DataFrame([_row(past, kpi, found.target.has_amount) for past in found.pasts])


def _row(past: Past, kpi: Kpi, has_amount: bool) -> dict[str, Any]:
    return {
        "Days": say_days(past.start, past.end),
        "Figure": say_value(kpi, past.value) if known(past.value) else "not loaded",
        "Hours": say_number(past.hours) if known(past.hours) else "–",
        "Target": say_share(past.target) if has_amount else "none",
        "What it would have said": past.word or past.missing,
    }


def spec(periods: int) -> Spec:
    """Marks of so many periods; the target and the band where there are any."""
    return shaped(_spec(), periods=f"{max(periods, 1)}")


@cache
def _spec() -> Spec:
    """Data `marks`: MARKS. Data `lines`: one row, LINES. Parameter `periods`: how many there are."""
    step = f"((width - {LEFT + RIGHT}) / periods)"
    size = f"clamp({step} * {step} * 0.55, 16, 64)"
    foot = TOP + PLOT
    marks = alt.Chart(alt.NamedData("marks")).transform_calculate(
        middle=f"{LEFT} + (datum.place + 0.5) * {step}",
        left=f"{LEFT} + datum.place * {step} + 1",
        right=f"{LEFT} + (datum.place + 1) * {step} - 1",
        value_y=f"{foot} - datum.part * {PLOT}",
        foot=f"{foot}",
        top=f"{TOP}",
    )
    lines = alt.Chart(alt.NamedData("lines")).transform_calculate(
        left=f"{LEFT}",
        right=f"width - {RIGHT}",
        label_x=f"width - {RIGHT} + 6",
        number_x=f"{LEFT - 6}",
        foot=f"{foot}",
        top_y=f"{TOP}",
        words_y=f"{foot + 13}",
        target_y=f"{foot} - datum.target_part * {PLOT}",
        low_y=f"{foot} - datum.low_part * {PLOT}",
        high_y=f"{foot} - datum.high_part * {PLOT}",
    )
    aim, band = lines.transform_filter("isValid(datum.target_part)"), lines.transform_filter("isValid(datum.high_part)")
    missing = marks.transform_filter("datum.missing && !isValid(datum.part)")
    there = marks.transform_filter("isValid(datum.part)")

    chart = alt.layer(
        band.mark_rect(color=HAIR, opacity=0.55).encode(x=x("left"), x2="right", y=y("high_y"), y2="low_y"),
        missing.mark_rect(fill="transparent", stroke=MUTED, strokeDash=[2, 3], strokeWidth=0.7).encode(
            x=x("left"), x2="right", y=y("top"), y2="foot", tooltip="sentence:N"
        ),
        missing.mark_rule(stroke=MUTED, strokeWidth=0.7).encode(x=x("left"), x2="right", y=y("foot"), y2="top"),
        lines.mark_rule(color=HAIR).encode(x=x("left"), x2="right", y=y("foot")),
        aim.mark_rule(color=SHARE, strokeWidth=1.4).encode(x=x("left"), x2="right", y=y("target_y")),
        aim.mark_text(**text_style(MUTED, SMALL)).encode(x=x("label_x"), y=y("target_y"), text="label:N"),
        lines.mark_text(**text_style(MUTED, SMALL, align="right")).encode(x=x("number_x"), y=y("top_y"), text="top:N"),
        lines.mark_text(**text_style(MUTED, SMALL, align="right")).encode(
            x=x("number_x"), y=y("foot"), text=alt.value("0")
        ),
        lines.mark_text(**text_style(MUTED, SMALL)).encode(x=x("left"), y=y("words_y"), text="first:N"),
        lines.mark_text(**text_style(MUTED, SMALL, align="right")).encode(x=x("right"), y=y("words_y"), text="last:N"),
        there.mark_rule(color=HAIR).encode(x=x("middle"), y=y("value_y"), y2="foot"),
        there.mark_point(size=alt.ExprRef(size), opacity=1, strokeWidth=1.2).encode(
            x=x("middle"),
            y=y("value_y"),
            tooltip="sentence:N",
            description="sentence:N",
            shape=alt.Shape("shape:N", scale=None),
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("stroke:N", scale=None),
        ),
    )
    return shaped(finish(chart), height=f"{foot + FOOT}")
