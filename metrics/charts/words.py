"""Figures in words: how a value is printed, and the sentence behind every mark."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterable, Mapping
from math import isnan
from typing import Any

import pandas as pd

from metrics.kpi import Kpi
from metrics.terms import CHECK_THE_RECORD, MARKS, NOT_LOADED, PARTLY_LOADED, say_days, say_number

Figure = Mapping[str, Any]

PROVISIONAL = "Provisional: more may still be recorded."
SHARE_WORDS = "the beat's target for these hours, not a personal target"


def known(value: Any) -> bool:
    """True for a number or a text; False for None, NaN and pandas' other ways to say nothing."""
    if isinstance(value, float):
        return not isnan(value)
    return value is not None and value is not pd.NA and value is not pd.NaT


def say_value(kpi: Kpi, value: Any) -> str:
    """1,234 for counts, hours without decimals; a dash for nothing known."""
    if not known(value):
        return "–"
    return say_number(float(value), 0 if kpi.unit == "hours" or float(value).is_integer() else 1)


def say_share(value: Any) -> str:
    """A fair share or target with one decimal under 100."""
    if not known(value):
        return "–"
    amount = float(value)
    if 0 < amount < 0.05:
        return "under 0.1"
    return say_number(amount, 0 if amount >= 100 or amount.is_integer() else 1)


def say_hours(value: Any) -> str:
    """Hours without decimals."""
    return "–" if not known(value) else say_number(float(value))


def percent(part: Any, whole: Any) -> str:
    """18%; a dash where there is nothing to divide by."""
    if not known(part) or not known(whole) or not float(whole):
        return "–"
    return f"{100 * float(part) / float(whole):.0f}%"


def cell_text(kpi: Kpi, figure: Figure | None, short: bool = False) -> str:
    """What is printed beside a bar: the number, or why there is none."""
    if figure is None or figure["verdict"] == NOT_LOADED or not known(figure["value"]):
        return "not loaded"
    text = say_value(kpi, figure["value"])
    if figure["verdict"] == CHECK_THE_RECORD:
        return f"◆ {text}"
    if figure["verdict"] == PARTLY_LOADED:
        return f"{text}*" if short else f"{text} partly"
    return text


def mark_of(figure: Figure | None) -> str:
    """The shape of an area's verdict; "" where it has none, and of a person, of whom no verdict is said."""
    word = "" if figure is None else figure["verdict"]
    return "" if word == CHECK_THE_RECORD else MARKS.get(word, "")


def say_verdict(figure: Figure) -> str:
    """▲ Above target; what is said of the record where nothing is judged."""
    word = str(figure["verdict"])
    return f"{MARKS[word]} {word}" if word in MARKS else word


def verdict_sentence(figure: Figure) -> str:
    """The verdict within a figure's sentence, and which days it is of where they are not all of the figure's."""
    word = figure["verdict"]
    if word not in MARKS or word == CHECK_THE_RECORD:
        return ""
    days = figure.get("judged_days")
    return f" {MARKS[word]} {word}{f', {say_days(*days)}' if days else ''}."


def luck_sentence(figure: Figure) -> str:
    """What luck alone makes of a fair share or target: by luck alone 2 to 11."""
    low, high = figure.get("luck_low"), figure.get("luck_high")
    return f" By luck alone {say_number(low)} to {say_number(high)}." if known(low) and known(high) else ""


def aside_words(figure: Figure | None, short: bool = False) -> str:
    """(+2 set aside), or where room is tight +2 aside: rows that could change the figure. Nothing where none could."""
    number = int(figure["set_aside"]) if figure is not None and known(figure["value"]) else 0
    if not number:
        return ""
    return f" +{number:,} aside" if short else f" (+{number:,} set aside)"


def figure_words(kpi: Kpi, figure: Figure) -> str:
    """31 (+2 set aside)."""
    return f"{say_value(kpi, figure['value'])}{aside_words(figure)}"


def cell_words(kpi: Kpi, figure: Figure | None) -> str:
    """What a table or a list says of a figure: 31 partly (+2 set aside)."""
    return f"{cell_text(kpi, figure)}{aside_words(figure)}"


def aside_sentence(number: int) -> str:
    """What rows set aside mean for a figure; nothing where there are none."""
    if not number:
        return ""
    return f" {number:,} {'row' if number == 1 else 'rows'} set aside could change this figure."


NO_HOURS = "Duties are not loaded for these days, so no hours are known. The duty management team sends them."
"""In place of hours that nobody has sent."""


def hours_aside(number: int) -> str:
    """What rows of Duties set aside mean for hours; nothing where there are none."""
    if not number:
        return ""
    return f" {number:,} {'row' if number == 1 else 'rows'} of Duties set aside could change these hours."


def figure_sentence(
    kpi: Kpi, figure: Figure | None, name: str, person: bool, beside: Iterable[tuple[str, str]] = ()
) -> str:
    """The full sentence of one figure: who, what, hours, share or target, companions, what is missing."""
    if figure is None:
        return f"{name}: {kpi.label}: not loaded."
    if not known(figure["value"]):
        return f"{name}: {kpi.label}: not loaded. Missing: {figure['missing'] or 'this export'}."
    verb = "has done" if person else "recorded"
    counted = kpi.counted(say_value(kpi, figure["value"]))
    sentence = f"{name}: {within(kpi.label)} {counted}" if kpi.unit == "hours" else f"{name} {verb} {counted}"
    if known(figure["exposure_hours"]):
        sentence += f" in {say_hours(figure['exposure_hours'])} {kpi.hours_words}"
    sentence += "."
    if known(figure["target"]):
        words = (
            f"Fair share {say_share(figure['target'])}: {SHARE_WORDS}."
            if person
            else f"Target {say_share(figure['target'])}."
        )
        sentence += f" {words}{luck_sentence(figure)}"
    sentence += verdict_sentence(figure)
    for label, text in beside:
        sentence += f" {label}: {text}."
    if figure["verdict"] == CHECK_THE_RECORD:
        sentence += " Check the record: something was counted and there are no hours."
    if figure["verdict"] == PARTLY_LOADED:
        sentence += f" Partly loaded. Missing: {figure['missing']}."
    return sentence + aside_sentence(int(figure["set_aside"]))


def within(label: str) -> str:
    """A label within a sentence: Arrests -> arrests, but PPN submissions stays."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def wrapped(label: str, width: int, most: int | None = None) -> str:
    """A heading in lines of at most about `width` letters. most: so many lines, the last ending in “…” where there are more."""
    lines = textwrap.wrap(label, width, break_long_words=False)
    return "\n".join(lines if most is None or len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1]}…"])


def week_label(day: dt.date) -> str:
    """9 Nov."""
    return f"{day.day} {day:%b}"


def days(start: dt.date, end: dt.date) -> str:
    """The days of a figure in words."""
    return say_days(start, end)


def say_range(low: Any, high: Any) -> str:
    """1 to 9, the figures that are still usual, whole or with one decimal; a dash where none is known."""
    if not known(low) or not known(high):
        return "–"
    return say_share(low) if float(low) == float(high) else f"{say_share(low)} to {say_share(high)}"


def range_sentence(low: Any, high: Any) -> str:
    """What luck alone would give in a period's hours; nothing where it is not known."""
    return f" Usual range {say_range(low, high)} for these hours." if known(low) and known(high) else ""


def listed(parts: list[str]) -> str:
    """a, b and c."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""
