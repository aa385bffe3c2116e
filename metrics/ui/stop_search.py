"""The Stop and search page: the answer, the ladder of outcomes, and the three rates by one cut."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from metrics.catalogue import exports, kpis
from metrics.charts import searches as pictures
from metrics.charts.drawing import Drawing
from metrics.charts.theme import DONE_SOFT, SHARE
from metrics.charts.words import aside_sentence, known, listed
from metrics.intervals import FEW
from metrics.kpi import Kpi
from metrics.rates_said import say_rate
from metrics.stop_and_search import KPI, Cut, Group, Rate, Rung, by_kind
from metrics.terms import PARTLY_LOADED, Area
from metrics.ui import drawings, routes, selection, show, stop_search_data
from metrics.ui.opening import Opener
from metrics.ui.selection import Selection

BY: dict[str, tuple[Cut, str, str]] = {
    "team": ("team", "Team", "team of the officer"),
    "beat": ("beat", "Beat, where it happened", "beat where it happened"),
    "sector": ("sector", "Sector", "sector of the officer's team"),
    "force": ("lpa", "Force", "force of the officer's team"),
    "object": ("object", "Object", "object of the search"),
    "type": ("type", "Search type", "search type"),
}
"""What the three rates can be cut by, as it is in the address: the cut, the choice, and words in a sentence."""
FIRST = {"force": "sector", "lpa": "sector", "sector": "team", "beat": "object", "team": "team"}
"""By level of the view what the rates are cut by at first."""
LINES_AT_MOST = 60
LADDER_LOOKS = [
    (DONE_SOFT, "share of those searched"), ("mark:●", "its 95% interval as a line"), ("hatch", "not recorded: may be either"),
]  # fmt: skip
CUT_LOOKS = [("mark:●", "share, its 95% interval as a line"), (f"tick:{SHARE}", "all searches of the view")]


def opener(view: Selection) -> Opener:
    """The opener of the view's teams and sectors: the page shows the area that was chosen, cut in the same way."""
    return Opener(partial(_of_area, view))


def _of_area(view: Selection, chosen: dict[str, Any]) -> Selection:
    level, _, key = str(chosen.get("key") or "").partition(":")
    return replace(view, area=Area(level, key), opened=False, ref=None) if key else view  # type: ignore[arg-type]


def counted() -> list[Kpi]:
    """The KPIs whose records the page adds up."""
    return [kpis()[KPI], kpis()["positive_stop_searches"]]


def is_loaded(view: Selection) -> bool:
    """True where anything is known of the view's searches and somebody was searched."""
    figure = stop_search_data.figure(view)
    return bool(figure and known(figure["value"]) and stop_search_data.whole(view).searches)


def answer(view: Selection, name: str) -> None:
    """The finding in words; or what is missing, who sends it and where it goes."""
    figure = stop_search_data.figure(view)
    if figure is None or not known(figure["value"]):
        export = exports()[KPI]
        lacks = (figure or {}).get("missing") or "this export"
        show.missing(
            f"{export.sheet} are not loaded for {name} on these days",
            f"{export.sender} sends them. Missing: {lacks}. Until they are "
            "loaded, nothing is known of these searches: that is not the same as none.",
            "Go to Uploads", routes.UPLOADS,
        )  # fmt: skip
        return
    show.lede(f"{finding(view, name)}{_partly(figure)}{_others(view)}")


def finding(view: Selection, name: str) -> str:
    """Corby: 312 people searched. Any action in 84 of 312, 27% (22% to 32%); ..."""
    whole = stop_search_data.whole(view)
    if not whole.searches:
        return f"{name}: nobody was searched."
    people = f"{whole.searches:,} {'person' if whole.searches == 1 else 'people'} searched"
    rungs = "; ".join(f"{words} {say_rate(whole.rate(rung)._replace(unknown=0))}" for rung, words in _RUNGS.items())
    return f"{name}: {people}. {rungs}.{_blank(whole)}"


def _blank(whole: Group) -> str:
    """What is not known, and how far it could lift the shares; nothing where all is known or there are too few for a share."""
    rates = [whole.rate(rung) for rung in _RUNGS]
    if not any(rate.unknown for rate in rates) or whole.searches < FEW:
        return ""
    outcomes = f"{rates[0].unknown:,} outcome{' is' if rates[0].unknown == 1 else 's are'} blank"
    return f" {outcomes}: with all that is not recorded counted in, at most {listed([f'{rate.most:.0%}' for rate in rates])}."


_RUNGS: dict[Rung, str] = {
    "positive": "An outcome other than no further action in", "linked": "linked to the object in", "found": "item found in",
}  # fmt: skip


def _partly(figure: dict[str, Any]) -> str:
    partly = f" {PARTLY_LOADED}: missing {figure['missing']}." if figure["verdict"] == PARTLY_LOADED else ""
    return partly + aside_sentence(int(figure["set_aside"]))


def _others(view: Selection) -> str:
    """Searches that the KPI does not count, and roles for which there are none."""
    others = sum(group.searches for group in stop_search_data.searches(view)["others"])
    told = f" {others:,} more, by officers who are not constables, the KPI does not count." if others else ""
    if view.role not in (None, *kpis()[KPI].roles):
        told += " Searches are a measure of constables: they are shown whichever roles are chosen."
    return told


@drawings.remembered
def ladder_picture(view: Selection, name: str) -> Drawing | None:
    """The ladder of all searches and of each kind; None where nobody was searched."""
    whole = stop_search_data.whole(view)
    return pictures.ladder(whole, by_kind(stop_search_data.searches(view)["kind"]), name) if whole.searches else None


def ladder(view: Selection, name: str) -> None:
    """What came of the searches, and of each kind apart."""
    picture = ladder_picture(view, name)
    if picture is None:
        return
    show.legend(LADDER_LOOKS)
    show.chart(picture, "ladder")
    show.lede(drugs_apart(view))
    show.note(
        "Each rung is a share of all who were searched; an item may be found and no action follow. A blank outcome is "
        "unknown: it is kept, not counted as positive, and the share is bounded by it both ways. HMICFRS asked forces "
        "in 2017 to look at drug searches for possession only apart from supply. Searches under section 60 need no "
        "suspicion of the person searched."
    )


def drugs_apart(view: Selection) -> str:
    """How many drug searches were for possession only, and how often something was found in these and in those for supply."""
    kinds = {group.value: group for group in stop_search_data.searches(view)["kind"]}
    drugs = [kinds[kind] for kind in ("possession", "supply", "drugs") if kind in kinds]
    total = sum(group.searches for group in drugs)
    if not total:
        return "No search was for drugs."
    only = kinds["possession"].searches if "possession" in kinds else 0
    told = f"Searches for drugs that were for possession only: {say_rate(Rate(only, total))}."
    found = [f"{words} {say_rate(kinds[kind].rate('found'))}" for kind, words in _DRUGS.items() if kind in kinds]
    return f"{told} Item found: {'; '.join(found)}." if found else told


_DRUGS = {"possession": "possession only", "supply": "supply"}


def choose_cut(view: Selection) -> str:
    """What the rates are cut by: that of the address; a change goes into the address."""
    now = chosen_cut(view)
    chosen = st.segmented_control(
        "By", offered(view), default=now, format_func=lambda by: BY[by][1], key=f"cut-{now}", label_visibility="collapsed",
    )  # fmt: skip
    if chosen and chosen != now:
        selection.go(replace(view, kpi=chosen, opened=False))
    return now


def chosen_cut(view: Selection) -> str:
    """What the address asks for, or the first."""
    there = offered(view)
    return next(by for by in (view.kpi, FIRST[view.area.level], *there) if by in there)


def offered(view: Selection) -> list[str]:
    """What the rates of a view can be cut by: of several forces by force, else by what lies in one."""
    return [by for by, (cut, *_) in BY.items() if cut in stop_search_data.searches(view)]


@drawings.remembered
def cut_picture(view: Selection, by: str, name: str) -> Drawing | None:
    """The three rates by one cut; None where nobody was searched."""
    cut, _, words = BY[by]
    groups = [named(group) for group in stop_search_data.searches(view)[cut]][:LINES_AT_MOST]
    groups.sort(key=lambda group: not group.value)  # what is not recorded stands last, all else as it came
    opens = {group.value: group.value for group in groups if cut in ("team", "sector", "lpa") and group.value}
    return pictures.by_cut(stop_search_data.whole(view), groups, name, words, opens) if groups else None


def named(group: Group) -> Group:
    """The group under the name that people see."""
    if not group.value:
        return group._replace(name="Not recorded")
    if group.cut == "team" and not group.value.startswith("beat:"):
        return group._replace(name=f"{group.name}, above the beats")
    return group


def by_cut(view: Selection, name: str) -> None:
    """The three rates by team, beat, sector, object or search type: in list or alphabetical order."""
    show.heading("The three rates", "kept apart, each with its n and interval; never in the order of a figure")
    by = choose_cut(view)
    picture = cut_picture(view, by, name)
    if picture is None:
        return
    show.legend(CUT_LOOKS)
    show.chart(picture, "cut", on_pick=opener(view))
    show.lede(picture.alt)
    show.note(
        f"Below {FEW} searches the counts stand without a rate: 5 of 20 may be anything from 11% to 47%. Rates that "
        "differ by less than their intervals are wide may differ by luck alone. A search is judged by its grounds, "
        "not by its number."
    )
