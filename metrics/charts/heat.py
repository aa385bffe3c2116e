"""The hours of the week: seven days by 24 hours in one dark colour, the more of it the darker, each day's sum at its end."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import altair as alt
import pandas as pd

from metrics.charts.drawing import Drawing
from metrics.charts.flow import shaped
from metrics.charts.theme import DONE, HAIR, INK, MUTED, PAPER, SMALL, Spec, finish, text_style, x, y
from metrics.charts.words import listed, say_hours
from metrics.terms import say_number

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
GUTTER, RIGHT, LINE, HEAD, FOOT = 40, 52, 24, 22, 34
STEPS = 20
"""Squares of the scale under the chart."""
FAINTEST = 0.05
"""So much ink has the least hour that is not none."""
NUMBER_FROM = 30
"""Pixels of a square from which its hours are printed in it."""
PALE_FROM = 0.63
"""So dark a square bears a pale number better than a dark one, in both themes."""
BUSIEST = 3


def hour_of_day(hour: int) -> str:
    """9am, 12 noon, midnight."""
    return {0: "midnight", 12: "noon"}.get(hour % 24, f"{(hour - 1) % 12 + 1}{'am' if hour % 24 < 12 else 'pm'}")


@dataclass(frozen=True)
class Unit:
    """What lies in the hours of a week. head: over the sums; say: an amount in words; number: in a square; total: of a day."""

    head: str
    say: Callable[[float], str]
    number: Callable[[float], str]
    total: Callable[[float], str]


@cache
def spec() -> Spec:
    """Data `cells`: day, hour, ink (0 to 1, none: nothing), number, pale (number on a dark square), sentence.

    `days`: day, name, total, unit; `hours`: hour, label; `steps`: step, ink, label.
    """
    step = f"((width - {GUTTER} - {RIGHT}) / 24)"
    base = alt.Chart(alt.NamedData("cells")).transform_calculate(
        left=f"{GUTTER} + datum.hour * {step}",
        right=f"{GUTTER} + (datum.hour + 1) * {step} - 1",
        middle=f"{GUTTER} + (datum.hour + 0.5) * {step}",
        top=f"{HEAD} + datum.day * {LINE}",
        foot=f"{HEAD} + (datum.day + 1) * {LINE} - 1",
        mid=f"{HEAD} + (datum.day + 0.5) * {LINE}",
    )
    place = {"x": x("left"), "x2": "right", "y": y("top"), "y2": "foot"}
    numbered = base.transform_filter(f"{step} > {NUMBER_FROM}")
    days = alt.Chart(alt.NamedData("days")).transform_calculate(
        mid=f"{HEAD} + (datum.day + 0.5) * {LINE}", right="width", head="8"
    )
    hours = alt.Chart(alt.NamedData("hours")).transform_calculate(left=f"{GUTTER} + datum.hour * {step}", head="8")
    steps = alt.Chart(alt.NamedData("steps")).transform_calculate(
        left=f"{GUTTER} + datum.step * 8",
        right=f"{GUTTER} + (datum.step + 1) * 8",
        top=f"{HEAD + 7 * LINE + 12}",
        foot=f"{HEAD + 7 * LINE + 22}",
        mid=f"{HEAD + 7 * LINE + 17}",
        label_x=f"{GUTTER} + (datum.step + 1) * 8 + 6",
    )
    ink = alt.FillOpacity("ink:Q", scale=None)
    chart = alt.layer(
        base.mark_rect(fill="transparent", stroke=HAIR, strokeWidth=0.5).encode(**place),
        base.mark_rect(fill=DONE).encode(**place, fillOpacity=ink, tooltip="sentence:N", description="sentence:N"),
        *(
            numbered.transform_filter(f"{'' if pale else '!'}datum.pale")
            .mark_text(**text_style(PAPER if pale else INK, 10, align="center"))
            .encode(x=x("middle"), y=y("mid"), text="number:N", tooltip="sentence:N")
            for pale in (False, True)
        ),
        days.mark_text(**text_style()).encode(x=alt.value(0), y=y("mid"), text="name:N"),
        days.mark_text(**text_style(align="right")).encode(x=x("right"), y=y("mid"), text="total:N"),
        days.transform_filter("datum.day == 0")
        .mark_text(**text_style(MUTED, SMALL, align="right"))
        .encode(x=x("right"), y=y("head"), text="unit:N"),
        hours.transform_filter("datum.hour % 6 == 0 || width > 640")
        .mark_text(**text_style(MUTED, SMALL))
        .encode(x=x("left"), y=y("head"), text="label:N"),
        steps.mark_rect(fill=DONE).encode(x=x("left"), x2="right", y=y("top"), y2="foot", fillOpacity=ink),
        steps.transform_filter(f"datum.step == {STEPS - 1}")
        .mark_text(**text_style(MUTED, SMALL))
        .encode(x=x("label_x"), y=y("mid"), text="label:N"),
        steps.transform_filter("datum.step == 0")
        .mark_text(**text_style(MUTED, SMALL))
        .encode(x=alt.value(GUTTER - 12), y=y("mid"), text=alt.value("0")),
    )
    return shaped(finish(chart), height=f"{HEAD + 7 * LINE + FOOT}")


def week(found: pd.DataFrame, field: str, alt_text: str, unit: Unit | None = None) -> Drawing:
    """What of one kind (a column of the frame, a row per weekday and hour) lies where in the week. unit: else hours."""
    amounts = {
        (int(d), int(h)): float(v) for d, h, v in zip(found["weekday"], found["hour"], found[field], strict=True)
    }
    unit = unit or HOURS
    most = max(amounts.values(), default=0.0) or 1.0
    cells = [
        {"day": day, "hour": hour, "sentence": f"{slot(day, hour)}: {unit.say(amount)}."}
        | {"ink": _ink(amount / most), "pale": amount / most > PALE_FROM, "number": unit.number(amount)}
        for (day, hour), amount in amounts.items()
    ]
    days = [
        {"day": day, "name": name[:3], "total": unit.total(_of_day(amounts, day)), "unit": unit.head}
        for day, name in enumerate(DAYS)
    ]
    ticks = [{"hour": hour, "label": hour_of_day(hour).replace("midnight", "12am")} for hour in range(0, 24, 3)]
    steps = [
        {"step": number, "ink": _ink((number + 1) / STEPS), "label": f"{unit.say(most)} in the period"}
        for number in range(STEPS)
    ]
    data = {name: pd.DataFrame(rows) for name, rows in (("cells", cells), ("days", days), ("hours", ticks))}
    return Drawing(spec(), data | {"steps": pd.DataFrame(steps)}, alt_text, partial(_table, amounts, unit))


def _of_day(amounts: Mapping[tuple[int, int], float], day: int) -> float:
    return sum(amount for (of, _), amount in amounts.items() if of == day)


def slot(day: int, hour: int) -> str:
    """Friday 6pm to 7pm."""
    return f"{DAYS[day]} {hour_of_day(hour)} to {hour_of_day(hour + 1)}"


def busiest(found: pd.DataFrame, field: str) -> str:
    """The hours of the week with most, in words: Friday 6pm to 7pm (12), ...; nothing where there is none."""
    most = found[found[field] > 0].nlargest(BUSIEST, field)
    return listed(
        [
            f"{slot(int(d), int(h))} ({say_number(v)})"
            for d, h, v in zip(most["weekday"], most["hour"], most[field], strict=True)
        ]
    )


def say_spent(amount: float) -> str:
    """12 hours; 0.4 hours; no hours."""
    if amount < 0.005:
        return "no hours"
    return f"{say_number(amount, 0 if amount >= 10 else 1)} hour{'' if abs(amount - 1) < 0.05 else 's'}"


def _number(amount: float) -> str:
    return "" if amount < 0.05 else say_number(amount, 0 if amount >= 10 else 1)


def _ink(part: float) -> float:
    return 0.0 if part <= 0 else FAINTEST + (1 - FAINTEST) * part


def _table(amounts: Mapping[tuple[int, int], float], unit: Unit) -> pd.DataFrame:
    rows: Sequence[dict[str, Any]] = [
        {"From": f"{hour_of_day(hour)} to {hour_of_day(hour + 1)}"}
        | {name: unit.number(amounts[day, hour]) or "0" for day, name in enumerate(DAYS)}
        for hour in range(24)
    ]
    whole = {name: unit.total(_of_day(amounts, day)) for day, name in enumerate(DAYS)}
    return pd.DataFrame([*rows, {"From": "All day"} | whole])


def counts(head: str, one: str) -> Unit:
    """A unit of things that are counted. head: more of them; one: a single one."""

    def say(number: float) -> str:
        return f"{say_number(number) if number else 'no'} {one if number == 1 else head}"

    return Unit(head, say, lambda number: say_number(number) if number else "", say_number)


HOURS = Unit("hours", say_spent, _number, say_hours)
"""Hours spent, with one decimal where they are few."""
