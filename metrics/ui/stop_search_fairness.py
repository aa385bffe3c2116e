"""The Stop and search page's parts on fairness: outcomes by group, and searches against residents; or why they are not shown."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from metrics import disproportionality, fairness, settings
from metrics.census import FROM_AGE, SOURCE, councils
from metrics.charts import people_searched
from metrics.charts.drawing import Drawing
from metrics.charts.searches import RATES
from metrics.charts.theme import SHARE
from metrics.charts.words import known
from metrics.disproportionality import Compared
from metrics.ethnicity import REFERENCE
from metrics.fairness import ATTRIBUTES, OTHERS, OUTCOMES, Difference
from metrics.frames import rows_of
from metrics.intervals import FEW
from metrics.stop_and_search import Group
from metrics.terms import WHOLE_FORCE, Area, say_date, say_days
from metrics.ui import data, drawings, show, stop_search_data
from metrics.ui.selection import Selection

LOOKS = [
    ("mark:●", "share, its 95% interval as a line"), (f"tick:{SHARE}", "all searches of the view"),
    ("hatch", "not recorded: may be either"),
]  # fmt: skip
RATIO_LOOKS = [("mark:●", "its exact 95% interval as a line"), (f"tick:{SHARE}", f"the rate of {REFERENCE} residents")]
WHY_NOT_PROOF = (
    "This is a reason to look at records, and proves nothing by itself, either way. If officers asked for the same "
    "strength of grounds from everybody, the rates could still differ: where one group's searches are mostly "
    "near-certain and another's mostly borderline, the first has the higher rate under the very same rule. And where "
    "the rule is not the same, the rates may still come out alike. What would tell is how strong the grounds were in "
    "each search, and no export holds that: reading the records does. Who was stopped and not searched is not "
    "recorded either."
)
CAVEATS = (
    "Residents are not the people who were there to be stopped: visitors, commuters and passers-by are searched too, "
    "and residents go out at different hours and places. A person searched several times counts each time. The census "
    "is of March 2021. The searches are those of the officers on the Officers list, credited to the LPA of their team "
    "and not to where it happened: searches by other units are not among them."
)


INVENTED = (
    "This is a sample force: its searches are invented and the residents are real, so these ratios say nothing about any police "
    "force."
)


def caveats() -> str:
    """What the comparison with residents cannot say; in a sample force also that its searches are invented."""
    if settings.chosen() not in settings.SAMPLES:
        return CAVEATS
    return f"{CAVEATS} {INVENTED}"


@drawings.remembered
def by_attribute(view: Selection) -> dict[str, list[Group]]:
    """By attribute its groups, in their own order."""
    found = stop_search_data.searches(view)
    return {attribute.label: fairness.groups(attribute, found) for attribute in ATTRIBUTES}


@drawings.remembered
def groups_picture(view: Selection, name: str) -> Drawing | None:
    """Outcomes by group; None where they are not shown, or nobody was searched."""
    whole = stop_search_data.whole(view)
    if fairness.refused(view.area.level) or not whole.searches:
        return None
    return people_searched.groups(whole, by_attribute(view), name, clothing=view.area.level in ("force", "lpa"))


def groups(view: Selection, name: str) -> None:
    """Outcomes by group, why they are a prompt and not proof, and the differences one click away."""
    show.heading("Fairness: a prompt, not proof", "outcomes by group of the people searched")
    refusal = fairness.refused(view.area.level)
    if refusal:
        show.lede(refusal)
        return
    picture = groups_picture(view, name)
    if picture is None:
        return
    show.lede(differences_said(view))
    show.legend(LOOKS)
    show.chart(picture, "groups")
    show.note(WHY_NOT_PROOF)
    show.opened(
        "Differences between groups, with their intervals", "differences", len(_differences(view)), 200,
        lambda: pd.DataFrame([_difference_row(*one) for one in _differences(view)]),
    )  # fmt: skip


@drawings.remembered
def _differences(view: Selection) -> list[tuple[str, str, str, str, Difference | None]]:
    """Attribute, group, what it is set against, rate, and difference."""
    told = by_attribute(view)
    return [
        (attribute.label, group, attribute.reference or OTHERS, RATES[rung], difference)
        for attribute in ATTRIBUTES
        for rung in OUTCOMES
        for group, difference in fairness.differences(attribute, told[attribute.label], rung).items()
    ]


def differences_said(view: Selection) -> str:
    """How many of the differences are more than luck would often give, and how many luck alone would."""
    compared = [difference for *_, difference in _differences(view) if difference is not None]
    if not compared:
        return f"No two groups have {FEW} searches or more each, so no difference is told."
    out = sum(difference.leaves_out_nought for difference in compared)
    expected, has = 0.05 * len(compared), "has" if out == 1 else "have"
    return (
        f"{len(compared):,} differences between groups can be measured; {out or 'none'} of them {has} a "
        f"95% interval that leaves out no difference, and about {expected:.0f} would by luck alone. Whether a "
        "difference matters is for people who read the records."
    )


def _difference_row(attribute: str, group: str, against: str, rate: str, found: Difference | None) -> dict[str, str]:
    return {"By": attribute, "Group": group, "Set against": against, "Rate": rate} | (
        {"Difference": f"fewer than {FEW} searches", "95% interval": "–", "With what is not recorded": "–"}
        if found is None
        else {
            "Difference": _points(found.value),
            "95% interval": f"{_points(found.low)} to {_points(found.high)}",
            "With what is not recorded": f"{_points(found.low_most)} to {_points(found.high_most)}",
        }
    )


def _points(share: float) -> str:
    """+3.1 points."""
    return f"{100 * share:+.1f}".replace("-", "−")


# --------------------------------------------------------------------------------------------- against residents
def _areas(view: Selection) -> list[Area]:
    """The view's area, and under the force its councils' LPAs."""
    return [WHOLE_FORCE, *councils()] if view.area == WHOLE_FORCE else [view.area]


def _known_areas(view: Selection) -> list[Area]:
    return [Area(row["level"], row["key"]) for row in rows_of(data.areas(view.known_at))]


def why_not(view: Selection) -> str:
    """Why searches are not set against residents here; nothing where they are."""
    refusal = disproportionality.refused(view.area)
    if refusal:
        return refusal
    if disproportionality.residents_of(view.area, _known_areas(view)) is None:
        return (
            f"No resident population is declared for {view.area.key}: only for "
            f"{', '.join(area.key for area in councils())}, whose councils' residents the census counts, and for the "
            "force where it has both."
        )
    days = disproportionality.twelve_months(view.end)
    figure = stop_search_data.figure(view, days=days)
    if figure is None or not known(figure["value"]) or figure["verdict"]:
        what = (figure or {}).get("missing") or "Stop Searches"
        return (
            f"Searches are set against residents over 12 months only, and the 12 months to {say_date(view.end)} are "
            f"not wholly loaded. Missing: {what}. A part of a year says too little, and seasons differ."
        )
    return ""


@drawings.remembered
def compared(view: Selection) -> list[Compared]:
    """The view's area, and under the force each council, against White residents over 12 months; empty where that is refused."""
    if why_not(view):
        return []
    known_areas, days = _known_areas(view), disproportionality.twelve_months(view.end)
    searched = stop_search_data.of_days(view.area, days, ("resident",), view)["resident"]
    found = []
    for area in _areas(view):
        residents = disproportionality.residents_of(area, known_areas)
        if residents is not None:
            found.append(disproportionality.compared(area, residents, disproportionality.within(searched, area)))
    return found


@drawings.remembered
def residents_picture(view: Selection) -> Drawing | None:
    """Searches per resident by group; None where that is refused."""
    found = compared(view)
    return people_searched.residents(found) if found else None


def residents(view: Selection) -> None:
    """Searches set against residents by ethnic group; or why they are not."""
    show.heading("Searches and residents", f"self-defined ethnicity, 12 months, residents aged {FROM_AGE} and over")
    refusal = why_not(view)
    picture = None if refusal else residents_picture(view)
    if picture is None:
        show.lede(refusal)
        return
    days = disproportionality.twelve_months(view.end)
    shorter = (
        ""
        if view.days == days
        else f" This view is of {say_days(*view.days)}; these are the 12 months to its last day."
    )
    show.lede(f"{residents_said(view)} Over {say_days(*days)}.{shorter}")
    show.legend(RATIO_LOOKS)
    show.chart(picture, "residents")
    show.note(caveats())
    with st.expander("Where the residents come from", key="census", type="compact"):
        show.lede(
            f"{SOURCE}. Residents aged {FROM_AGE} and over, since a younger child cannot be charged with an offence "
            "and groups differ most in their young children. Counts are added up over ages and detailed groups; cells "
            "that the census does not publish, each of fewer than 10 people, are missing, mostly of the very old: the "
            "table says how many residents they may hold at most, and what the ratio would be then. Which LPA is "
            "which council is declared in metrics/census.csv."
        )


def residents_said(view: Selection) -> str:
    """The finding: of the first area, each group's ratio, and the share with no ethnicity stated."""
    first = compared(view)[0]
    told = [
        f"{line.group} {line.ratio[0]:.1f} ({line.ratio[1]:.1f} to {line.ratio[2]:.1f})"
        for line in first.lines
        if line.ratio
    ]
    words = (
        f"times the rate of {REFERENCE} residents: {', '.join(told)}"
        if told
        else f"no group has {FEW} searches to compare"
    )
    return (
        f"{first.name}, people searched per resident, {words}. Of {first.searches:,} searches "
        f"{people_searched.share_not_stated(first)} have no self-defined ethnicity stated."
    )
