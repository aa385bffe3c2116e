"""The Stop and search page's part on other forces: what data.police.uk has of them, beside our own of the same months."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import NamedTuple, cast

import pandas as pd
import streamlit as st

from metrics import settings
from metrics.catalogue import exports
from metrics.charts.words import known, listed
from metrics.published import MOST_MONTHS, SOURCE, Outcomes, runs
from metrics.question import Period
from metrics.rates_said import say_rate
from metrics.stop_and_search import KPI, Group, added, nothing
from metrics.terms import NOT_LOADED, PARTLY_LOADED, WHOLE_FORCE, say_date
from metrics.ui import drawings, routes, show, stop_search_data
from metrics.ui.data import read
from metrics.ui.safe import html
from metrics.ui.selection import Selection

OURS = "Our own force"
Months = tuple[dt.date, ...]
CAVEATS = (
    "A comparison is no verdict: forces differ in where and why they search and in how they record an outcome and its "
    "link to the object, so a higher or lower rate does not say that a force searches better or worse. Published files "
    "hold the searches of every officer of a force; our own row counts those of constables on the Officers list, as the "
    "rest of this page does, for the whole force whichever area is chosen. Where months differ between rows, seasons do "
    "too."
)
RECORDED = (
    "A blank outcome is unknown, and so is a blank link of a positive outcome: neither is counted in, and “between” says "
    "how far they could lift the rate. There is no find rate here: the published files do not say whether the object was "
    "found."
)
INVENTED = "This is a sample force: its own searches are invented."


class Own(NamedTuple):
    """Our own searches of some months: none where they are not loaded, and what is missing of them."""

    months: Months
    whole: Group | None
    missing: tuple[str, ...]


def report(view: Selection) -> None:
    """The table of forces, made when it is opened; nothing where no file of data.police.uk is loaded."""
    forces = cast("tuple[str, ...]", read("publishers", known_at=view.known_at))
    if not forces:
        return
    show.heading("Beside other forces, as published", "files of data.police.uk, for comparison only")
    words = f"Outcomes of searches of {f'{len(forces):,} forces' if len(forces) > 1 else forces[0]}, and our own"
    box = st.expander(words, key="published", on_change="rerun", type="compact")
    if box.open:
        with box:
            _table(view)


def _table(view: Selection) -> None:
    found, own = outcomes(view), ours(view)
    show.table(table(found, own), f"People searched, months that end by {say_date(view.end)}")
    show.block(f'<p class="muted bb-small">Source: {html(SOURCE)}.</p>')
    missing(own)
    show.note(f"{persons_only(found)} {RECORDED}")
    show.note(f"{CAVEATS} {INVENTED}" if settings.chosen() in settings.SAMPLES else CAVEATS)


def outcomes(view: Selection) -> tuple[Outcomes, ...]:
    """By publishing force, alphabetical, what came of its searches in its latest whole months up to the view's last day."""
    return cast("tuple[Outcomes, ...]", read("published_outcomes", until=view.end, known_at=view.known_at))


@drawings.remembered
def ours(view: Selection) -> list[Own]:
    """Our own searches of the same months: once for each months that a publishing force has, in the order of these."""
    months = dict.fromkeys(force.months for force in outcomes(view) if force.months)
    return [_own(replace(view, area=WHOLE_FORCE), mine) for mine in months]


def _own(view: Selection, months: Months) -> Own:
    groups: list[Group] = []
    gaps: list[str] = []
    for days in runs(months):
        figure = stop_search_data.figure(view, days)
        if figure is not None and known(figure["value"]):
            groups += stop_search_data.of_days(WHOLE_FORCE, days, ("whole",), view)["whole"] or [_nobody()]
        if figure is None or figure["verdict"] in (NOT_LOADED, PARTLY_LOADED):
            gaps.append(f"{say_run(days)} ({(figure or {}).get('missing') or exports()[KPI].sheet})")
    return Own(months, added(groups, OURS) if groups else None, tuple(gaps))


def _nobody() -> Group:
    return nothing("whole", OURS)


def table(found: tuple[Outcomes, ...], own: list[Own]) -> pd.DataFrame:
    """A row a publishing force in alphabetical order, then our own; never in the order of a figure."""
    return pd.DataFrame([*map(_theirs, found), *map(_mine, own)])


def _theirs(force: Outcomes) -> dict[str, str]:
    if not force.months:
        return _row(force.publisher, "No whole month", PARTLY_LOADED, "–", "–")
    rates = (say_rate(force.rate("positive")), say_rate(force.rate("linked")))
    return _row(force.publisher, say_months(force.months), f"{force.searches:,}", *rates)


def _mine(own: Own) -> dict[str, str]:
    if own.whole is None:
        return _row(OURS, say_months(own.months), NOT_LOADED, "–", "–")
    name = f"{OURS}: {PARTLY_LOADED}" if own.missing else OURS
    rates = (say_rate(own.whole.rate("positive")), say_rate(own.whole.rate("linked")))
    return _row(name, say_months(own.months), f"{own.whole.searches:,}", *rates)


def _row(name: str, months: str, searched: str, positive: str, linked: str) -> dict[str, str]:
    rates = {"Positive outcome rate": positive, "Linked outcome rate": linked}
    return {"Force": name, "Whole months": months, "Searches": searched} | rates


def missing(own: list[Own]) -> None:
    """What is not loaded of our own for the same months, who sends it, and a way to Uploads; nothing where all is."""
    gaps = dict.fromkeys(gap for one in own for gap in one.missing)
    if gaps:
        export = exports()[KPI]
        show.lede(
            f"Our own {export.sheet} are not loaded, or only in part, for {listed(list(gaps))}. {export.sender} sends them."
        )
        show.link(routes.UPLOADS, "Go to Uploads", {})


def persons_only(found: tuple[Outcomes, ...]) -> str:
    """What of the published files is counted, and how many rows are not."""
    others = sum(force.others for force in found)
    left = (
        f" The {others:,} other rows of these months, of a vehicle alone or without a type, are not." if others else ""
    )
    return (
        "Published files hold searches of vehicles too. Only people searched are counted: rows whose type is “Person search” "
        f"or “Person and Vehicle search”.{left} Of each force the latest {MOST_MONTHS} whole months that are loaded count, or "
        "as many as there are."
    )


def say_months(months: Months) -> str:
    """April to June 2019 (3 months), with a comma where months between are not loaded."""
    number = f"{len(months)} month{'' if len(months) == 1 else 's'}"
    return f"{', '.join(map(say_run, runs(months)))} ({number})"


def say_run(days: Period) -> str:
    """April 2019, April to June 2019, or December 2019 to January 2020, of whole months."""
    first, last = days
    if (first.year, first.month) == (last.year, last.month):
        return f"{last:%B %Y}"
    return f"{first:%B}{'' if first.year == last.year else f' {first.year}'} to {last:%B %Y}"
