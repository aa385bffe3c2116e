"""What changed since the week before, and who was away: in lines, without a verdict."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from metrics.charts.words import figure_words, known, percent, say_hours, say_value
from metrics.frames import rows_of
from metrics.kpi import Kpi
from metrics.ui.safe import html
from metrics.ui.selection import Selection

NAMED = 12


def changes(
    pairs: list[tuple[Kpi, dict[str, Any] | None, dict[str, Any] | None]], address: Callable[[dict[str, Any]], str]
) -> str:
    """Each KPI: this week's figure and the difference from the week before, in the KPIs' order, never by size.

    address: where the figure's panel is open.
    """
    rows = "".join(_row(kpi, now, before, address({"kpi": kpi.id})) for kpi, now, before in pairs)
    return f'<div class="bb-grid">{rows}</div>'


def _row(kpi: Kpi, now: dict[str, Any] | None, before: dict[str, Any] | None, address: str) -> str:
    return (
        f'<a class="bb-row" href="{html(address)}" target="_self"><span class="grow">{html(kpi.label)}</span>'
        f'<span class="n">{html(_value(kpi, now))}</span><span class="n muted">{html(_change(kpi, now, before))}</span></a>'
    )


def _value(kpi: Kpi, figure: dict[str, Any] | None) -> str:
    return "not loaded" if figure is None or not known(figure["value"]) else figure_words(kpi, figure)


def _change(kpi: Kpi, now: dict[str, Any] | None, before: dict[str, Any] | None) -> str:
    if now is None or before is None or not known(now["value"]) or not known(before["value"]):
        return ""
    if now["missing"] or before["missing"]:
        return "partly"
    difference = float(now["value"]) - float(before["value"])
    return (
        "same" if abs(difference) < 0.5 else f"{'+' if difference > 0 else '−'}{say_value(kpi, round(abs(difference)))}"
    )


def away(found: tuple[pd.DataFrame, pd.DataFrame, int] | None, view: Selection) -> str:
    """12 of 330 absent all week; 25 abstracted more than half their hours; their names where they are few."""
    if found is None:
        return "<p><b>Who was away.</b> Choose a force above to see it.</p>"
    absent, abstracted, posted = found
    if not posted:
        return "<p>Duties are not loaded for this week: who was away is not known.</p>"
    taken = f"{len(abstracted)} {'was' if len(abstracted) == 1 else 'were'}"
    lines = [
        f"<p><b>Who was away.</b> {len(absent)} of {posted} people were absent all week.{_names(absent, view)}</p>",
        f"<p>{taken} abstracted for more than half their hours.{_names(abstracted, view, True)}</p>",
    ]
    return "".join(lines).replace("</p><p>", " ")


def _names(people: pd.DataFrame, view: Selection, share: bool = False) -> str:
    if people.empty:
        return ""
    if len(people) > NAMED:
        return ' <span class="muted">Choose a sector or team above to see their names.</span>'
    names = []
    for person in rows_of(people.sort_values("name")):
        words = (
            f" ({percent(person['abstraction'], person['rostered'])} of {say_hours(person['rostered'])} h)"
            if share
            else ""
        )
        address = "&".join(
            f"{name}={value}" for name, value in view.params(officer=person["key"], opened=False).items()
        )
        names.append(
            f'<a href="officer?{html(address)}" target="_self">{html(_short(person["name"]))}</a>{html(words)}'
        )
    return " " + "; ".join(names) + "."


def _short(name: str) -> str:
    """Brook, Lee -> Brook, L."""
    surname, _, forename = name.partition(", ")
    return f"{surname}, {forename[:1]}" if forename else surname
