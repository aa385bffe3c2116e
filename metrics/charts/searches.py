"""Stop-searches as pictures: the ladder of outcomes, the three rates by one cut, and how complete the records are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import pandas as pd

from metrics.charts import share_panels
from metrics.charts.drawing import Cells, Drawing
from metrics.charts.figures import Line
from metrics.charts.share_panels import Cell, Panel, rate_cell
from metrics.charts.words import listed, within
from metrics.rates_said import say_bounds, say_interval, say_rate
from metrics.stop_and_search import Group, Rate, Rung
from metrics.terms import say_number

SEARCHED = "Searched"
LADDER: dict[Rung, str] = {
    "positive": "Any action",
    "arrest": "Arrest",
    "linked": "Linked to the object",
    "found": "Item found",
}
"""The rungs under all that were searched: each a share of these."""
_ALL_RUNGS: list[tuple[Rung | None, str]] = [(None, SEARCHED), *LADDER.items()]
RATES: dict[Rung, str] = {
    "positive": "Positive outcome rate", "linked": "Linked outcome rate", "found": "Find rate",
}  # fmt: skip
MEANS: dict[Rung, str] = {
    "positive": "Outcome other than no further action, over searches.",
    "arrest": "Outcome arrest, over searches.",
    "linked": "Positive and linked to the object of the search, over searches.",
    "found": "The object searched for was found, over searches.",
    "stripped": "More than outer clothing was removed, over searches.",
    "filmed": "Body-worn video was on, over searches.",
}


def ladder(whole: Group, kinds: Sequence[Group], name: str) -> Drawing:
    """All searches, and beside them each kind on the same scale: how many of those searched came to each rung."""
    lines = [Line("", SEARCHED), *(Line("", label) for label in LADDER.values())]
    told = [("All searches", whole), *((kind.name, kind) for kind in kinds)]
    group = [Panel(head, f"{head}: {name}", _rungs(head, one, name)) for head, one in told]
    layout = {"gutter": 142, "least": 158, "line": 22, "head": 38, "bar": 0.5, "titles": False}
    return share_panels.draw(
        lines, [group], _ladder_alt(told, name), partial(_ladder_table, told), corner="share of those searched", layout=layout
    )  # fmt: skip


def _rungs(head: str, group: Group, name: str) -> list[Cell]:
    whose = name if head == "All searches" else f"{name}, {within(head)}"
    people = f"{group.searches:,} {'person' if group.searches == 1 else 'people'} searched"
    return [
        Cell(say_number(group.searches), f"{whose}: {people}.", part=1.0 if group.searches else 0.0, bar=True),
        *(
            rate_cell(group.rate(rung), f"{whose}: {within(label)}:", bar=True, counted=True)
            for rung, label in LADDER.items()
        ),
    ]


def _ladder_alt(told: Sequence[tuple[str, Group]], name: str) -> str:
    (_, whole), *kinds = told
    rungs = "; ".join(f"{within(label)} {say_rate(whole.rate(rung))}" for rung, label in LADDER.items())
    apart = [f"{within(head)} {say_rate(one.rate('found'))}" for head, one in kinds if one.searches]
    return (
        f"{name}: {whole.searches:,} {'person' if whole.searches == 1 else 'people'} searched: {rungs}."
        f"{f' Item found, by what was searched for: {listed(apart)}.' if apart else ''}"
    )


def _ladder_table(told: Sequence[tuple[str, Group]]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"Of": head, "Rung": label} | (rate_columns(one.rate(rung)) if rung else _searched(one))
            for head, one in told
            for rung, label in _ALL_RUNGS
        ]
    )


def _searched(group: Group) -> dict[str, str]:
    return {"Figure": say_number(group.searches), "Share": "–", "95% interval": "–", "Not recorded": "–"}


def rate_columns(rate: Rate) -> dict[str, str]:
    """The cells of a table that say a share."""
    shown = rate.whole and rate.enough
    return {
        "Figure": f"{rate.part:,} of {rate.whole:,}",
        "Share": f"{rate.share:.0%}" if shown else "too few for a rate",
        "95% interval": say_interval(rate) if shown else "–",
        "Not recorded": (say_bounds(rate) if shown else f"{rate.unknown:,}") if rate.unknown else "none",
    }


def by_cut(whole: Group, groups: Sequence[Group], name: str, what: str, keys: Mapping[str, str]) -> Drawing:
    """The three rates of each group in the order given. what: of what the groups are; keys: by value what a click gives."""
    lines = [Line(keys.get(one.value, ""), one.name, say_number(one.searches)) for one in groups]
    panels = [
        Panel(
            head_of(rung, whole.rate(rung)), MEANS[rung],
            [rate_cell(one.rate(rung), f"{one.name}: {within(label)}:", whole.rate(rung)) for one in groups],
        )
        for rung, label in RATES.items()
    ]  # fmt: skip
    return share_panels.draw(
        lines, [panels], _cut_alt(whole, groups, name, what), partial(_cut_table, groups, what), corner=what,
        corner_note="searches", opens=partial(_cut_opens, groups, keys), layout=RATES_LAYOUT,
    )  # fmt: skip


RATES_LAYOUT = {"gutter": 206, "least": 196, "head": 40, "bar": 0.66, "titles": False}
"""One for all: a layout of its own costs half a second once in a process."""
HEADS: dict[Rung, str] = {"positive": "Positive outcome", "linked": "Linked outcome", "found": "Item found"}
"""As short as a panel on a phone has room for."""


def head_of(rung: Rung, rate: Rate) -> str:
    """Item found, all 23%."""
    return f"{HEADS[rung]}, all {rate.share:.0%}" if rate.enough else HEADS[rung]


def _cut_alt(whole: Group, groups: Sequence[Group], name: str, what: str) -> str:
    """How many groups, and of each rate how far they spread beside that of all."""
    rated = [one for one in groups if one.rate("positive").enough]
    few = len(groups) - len(rated)
    parts = []
    for rung, label in RATES.items():
        shown = [one.rate(rung).share for one in rated]
        if shown:
            common = whole.rate(rung)
            parts.append(f"{within(label)} {min(shown):.0%} to {max(shown):.0%} (all {common.share:.0%})")
    said = f"{name}: searches by {what}, {len(groups)} in all."
    said += f" Lowest to highest: {listed(parts)}." if parts else ""
    return said + (f" {few} of them {'has' if few == 1 else 'have'} fewer than 20 searches and no rate." if few else "")


def _cut_table(groups: Sequence[Group], what: str) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {what.capitalize(): one.name, "Rate": label} | rate_columns(one.rate(rung))
            for one in groups
            for rung, label in RATES.items()
        ]
    )


def _cut_opens(groups: Sequence[Group], keys: Mapping[str, str]) -> Cells:
    places = [one for one in groups for _ in RATES]
    return {(row, 0): {"key": keys[one.value]} for row, one in enumerate(places) if keys.get(one.value)}


def completeness(whole: Group, fields: Sequence[str], name: str) -> Drawing:
    """How many of the records have each field filled in."""
    rates = [Rate(filled, whole.searches) for filled in whole.filled]
    cells = [
        rate_cell(rate, f"{name}: {field} filled in:", bar=True, counted=True)
        for field, rate in zip(fields, rates, strict=True)
    ]
    worst = min(zip(rates, fields, strict=True), key=lambda pair: pair[0].part)
    alt = (
        f"{name}: of {whole.searches:,} records of searches, {sum(rate.part == rate.whole for rate in rates)} of {len(fields)} "
        f"fields are filled in everywhere; {worst[1]} in {say_rate(worst[0])}."
    )
    lines = [Line("", field) for field in fields]
    panel = Panel("Filled in", "Records in which the field is not blank.", cells)
    return share_panels.draw(
        lines, [[panel]], alt, partial(_fields_table, fields, rates), corner="field of the record", layout=RATES_LAYOUT
    )


def _fields_table(fields: Sequence[str], rates: Sequence[Rate]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"Field": field, "Filled in": f"{rate.part:,} of {rate.whole:,}"}
            | {"Share": f"{rate.share:.1%}" if rate.enough else "too few for a rate"}
            for field, rate in zip(fields, rates, strict=True)
        ]
    )
