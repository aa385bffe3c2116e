"""A KPI's weeks around a plan's response: the trend's own chart, with the day of the response and the rate of each side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache, partial
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from metrics.before_and_after import Compared, Side
from metrics.charts import trend_marks
from metrics.charts.axis import nice_top
from metrics.charts.drawing import Drawing
from metrics.charts.marks import Mark
from metrics.charts.theme import DONE, INK, MARK, SHARE, SMALL, Spec, finish, text_style, x, y
from metrics.charts.trend import Trend, trend
from metrics.charts.trend_marks import FOOT, LEFT, TOP
from metrics.charts.words import days, known, say_hours, say_share, say_value, within
from metrics.kpi import Kpi
from metrics.terms import NOT_LOADED, TOO_EARLY_TO_SAY, say_date, say_number

PER_HOURS = 100
STEPS = ["week", "part", "carried"]
BEFORE, WEEK_OF, SINCE, PROVISIONAL = "before", "the week of the response", "since", "since, provisional: not compared"


def spec(weeks: int) -> Spec:
    """The trend of as many weeks, with the response and the rates under its points."""
    plain = trend_marks.spec(weeks)
    return {**plain, "layer": [*_own()["layer"], *plain["layer"]]}


@cache
def _own() -> Spec:
    """Data `steps`: STEPS, of a week. `response`: place (in weeks from the first), label, to_left, sentence."""
    steps = alt.Chart(alt.NamedData("steps")).transform_calculate(
        week_left=f"{LEFT} + datum.week * step", week_right=f"{LEFT} + datum.week * step + step + 0.75",
        level=f"{FOOT} - datum.part * {trend_marks.PLOT}",
    )  # fmt: skip
    response = alt.Chart(alt.NamedData("response")).transform_calculate(
        at=f"{LEFT} + datum.place * step", top=f"{TOP - 14}", foot=f"{FOOT}", label_y=f"{TOP - 17}",
        beside=f"{LEFT} + datum.place * step + (datum.to_left ? -5 : 5)",
    )  # fmt: skip
    words = {
        side: response.transform_filter(f"datum.to_left == {str(left).lower()}")
        .mark_text(**text_style(INK, SMALL, align=side, fontWeight=500))
        .encode(x=x("beside"), y=y("label_y"), text="label:N")
        for side, left in (("left", False), ("right", True))
    }
    own = steps.transform_filter("!datum.carried")
    carried = steps.transform_filter("datum.carried")
    return finish(
        alt.layer(
            carried.mark_rule(color=SHARE, strokeWidth=1.2, strokeDash=[2, 2]).encode(
                x=x("week_left"), x2="week_right", y=y("level")
            ),
            own.mark_rule(color=DONE, strokeWidth=2, opacity=0.75).encode(
                x=x("week_left"), x2="week_right", y=y("level")
            ),
            response.mark_rule(color=MARK, strokeWidth=1.4).encode(x=x("at"), y=y("top"), y2="foot"),
            *words.values(),
        )
    )


def draw(found: Compared, name: str, key: str, marks: Sequence[Mark] = ()) -> Drawing:
    """The chart of a comparison. name, key: of the beat."""
    values, hours = found.values.tolist(), found.hours.tolist()
    blank = [float("nan")] * len(values)
    words = ["" if known(value) else NOT_LOADED for value in values]
    shown = Trend(
        found.kpi, name, found.weeks, values, hours, blank, blank, blank, blank, blank, words, found.settled, marks, key=key
    )  # fmt: skip
    plain = trend(shown)
    top = nice_top([value for value in values if known(value)])
    ends = [
        {"place": place, "label": label}
        for place, label in ((_last(found, top, carried=True), "as before"), (_last(found, top), "since"))
        if known(place)
    ]
    own = {
        "steps": pd.DataFrame(_steps(found, top), columns=STEPS),
        "response": pd.DataFrame([_response(found)]),
        "ends": pd.DataFrame(_apart(ends), columns=["place", "label"]),
    }
    return replace(
        plain, spec=spec(max(1, len(found.weeks))), data=plain.data | own, alt=alt_text(found, name), table=partial(_table, found)
    )  # fmt: skip


def _steps(found: Compared, top: float) -> list[dict[str, Any]]:
    """What each side's rate gives in each week's hours; in the weeks since also what the rate before would have given."""
    sides = [(0, found.first, found.before, False), (found.last, len(found.weeks), found.since, False)]
    sides.append((found.last, len(found.weeks), found.before, True))
    return [
        {"week": number, "part": min(1.0, side.rate * hours / top), "carried": carried}
        for first, last, side, carried in sides
        for number, hours in enumerate(found.hours[first:last].tolist(), first)
        if known(side.rate) and known(hours)
    ]


def _last(found: Compared, top: float, carried: bool = False) -> float:
    mine = [step["part"] for step in _steps(found, top) if step["carried"] == carried and step["week"] >= found.last]
    return mine[-1] if mine else float("nan")


def _apart(ends: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Two labels that would overlap are moved apart."""
    if len(ends) < 2 or abs(ends[0]["place"] - ends[1]["place"]) >= trend_marks.LINE_GAP:
        return ends
    low, high = sorted(ends, key=lambda end: end["place"])
    return [low, high | {"place": low["place"] + trend_marks.LINE_GAP}]


def _response(found: Compared) -> dict[str, Any]:
    """Where the response lies: to the day within its week."""
    start = found.weeks[0][0] if found.weeks else found.response
    place = min(max((found.response - start).days / 7, 0.0), float(len(found.weeks)))
    label = f"response {say_date(found.response)}"
    return {"place": place, "label": label, "to_left": place > len(found.weeks) / 2, "sentence": f"The {label}."}


def rate_words(kpi: Kpi, side: Side) -> str:
    """3.1 per 100 available hours; of hours their share."""
    if not known(side.rate):
        return "no rate"
    if kpi.unit == "hours":
        return f"{side.rate:.0%} of {kpi.hours_words}"
    rate = PER_HOURS * side.rate
    return f"{say_number(rate, 1 if rate >= 0.95 else 2)} per {PER_HOURS} {kpi.hours_words}"


def side_words(kpi: Kpi, side: Side, when: str) -> str:
    """12 arrests in 1,234 available hours of 20 weeks before, 0.97 per 100 available hours."""
    if not side.weeks:
        return f"no week known {when}"
    return (
        f"{say_value(kpi, round(side.amount, 1))} {kpi.unit_word} in {say_hours(side.hours)} {kpi.hours_words} of "
        f"{side.weeks:,} week{'' if side.weeks == 1 else 's'} {when}, {rate_words(kpi, side)}"
    )


def alt_text(found: Compared, name: str) -> str:
    """The two sides as facts, and the word."""
    before, since = side_words(found.kpi, found.before, "before"), side_words(found.kpi, found.since, "since")
    word = f"{found.told.word}. {found.told.luck}".rstrip(". ") if found.told else TOO_EARLY_TO_SAY
    return f"{name}, {within(found.kpi.label)} around the response on {say_date(found.response)}: {before}; {since}. {word}."


def _table(found: Compared) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"Week": days(*week), "Figure": say_value(found.kpi, value), "Hours": say_hours(hours)}
            | {"Expected": say_share(_expected(found, number, hours)), "Side": _side(found, number)}
            for number, (week, value, hours) in enumerate(
                zip(found.weeks, found.values.tolist(), found.hours.tolist(), strict=True)
            )
        ]
    ).rename(columns={"Expected": "At the rate before"})


def _expected(found: Compared, number: int, hours: float) -> float:
    return found.before.rate * hours if known(hours) else np.nan


def _side(found: Compared, number: int) -> str:
    if number < found.first:
        return BEFORE
    if number < found.last:
        return WEEK_OF
    return PROVISIONAL if found.weeks[number][1] > found.settled else SINCE
