"""Sampling for review: how far it has come, every draw, and the one that is opened; and on other pages what of it they say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from metrics.search_reviews.draws import DUE, WHOM
from metrics.search_reviews.reviews import Drawn
from metrics.search_reviews.status import recent, status, words
from metrics.terms import Area, say_date, say_number
from metrics.ui import actions, areas, review_data, routes, search_draw, search_review_forms, selection, show
from metrics.ui.selection import Selection
from metrics.ui.shown import Sheet, Shown

FIRST, MOST = 6, 250
"""Draws that the page shows at once, and at most when somebody asks for more."""
HOW = (
    "Searches are drawn by lot: each has the same chance, and nobody can pick. The lot of a search is the SHA-256 of the draw's "
    "seed and its reference, and the smallest lots are drawn; the seed is random, new for each draw and kept with it, so anybody "
    "can draw again and get the same. Searches are those of the officers who were in the area or team on the day, whatever "
    f"their role, as they were known when it was drawn. A draw is to be reviewed within {DUE.days} days, a monthly round. "
    "Drawing again from the same days takes a reason and gives other searches; both draws stand. Skipping a search takes a "
    "reason too. A review is about practice: nothing is counted for a person, and nobody is ranked."
)


def summary(view: Selection) -> None:
    """The finding and the latest draws, on the Stop and search page, and the way to the page of all of it."""
    show.heading("Sampling for review", "drawn by lot; every draw and every review is kept")
    found = review_data.drawn(view)
    show.lede(answer(view, areas.name_of(view), found))
    if found:
        _table(found[:FIRST], view)
    show.link(routes.REVIEWS, "Draw and review searches", view.params(kpi=None, opened=False, ref=None))


def report(view: Selection) -> None:
    """The whole page: the finding, the draw that the address opens, every draw, and the way to draw."""
    name, found = areas.name_of(view), review_data.drawn(view)
    show.lede(answer(view, name, found))
    one = search_draw.asked(found, view)
    if one is not None:
        search_draw.report(one, view)
        show.heading("All draws", "the latest first")
    if found:
        _table(found[:FIRST], view)
        show.opened(
            "Earlier draws", "draws", len(found[FIRST:]), MOST, lambda: _frame(found[FIRST:][:MOST], view),
            opens=lambda: [search_draw.address(one.draw, view) for one in found[FIRST:][:MOST]],
        )  # fmt: skip
    if view.known_at is None:
        search_review_forms.draw(view, name, lambda number: selection.write(search_draw.opened(number, view)))
    show.link(routes.STOP_SEARCH, "What came of all searches", view.params(kpi=None, opened=False, ref=None))
    with st.expander("How searches are drawn and reviewed", type="compact"):
        show.note(HOW)


def answer(view: Selection, name: str, found: Sequence[Drawn]) -> str:
    """How far the reviews of the last six months have come, in one sentence."""
    day = actions.today(view)
    lately = recent(found, day)
    if not lately:
        before = f" The last draw was on {say_date(found[0].draw.made_on)}." if found else ""
        return f"{name}: no search was drawn for review in the last six months.{before}"
    return f"{name}: {words(status(lately, day))}"


def overdue_words(view: Selection) -> str:
    """2 reviews of drawn stop-searches are overdue. Nothing where none is."""
    number = status(review_data.drawn(view), actions.today(view)).overdue
    many = "review of a drawn stop-search is" if number == 1 else "reviews of drawn stop-searches are"
    return f"{number:,} {many} overdue." if number else ""


def _table(found: Sequence[Drawn], view: Selection) -> None:
    opens = {(row, 0): search_draw.address(one.draw, view) for row, one in enumerate(found)}
    show.block(
        show.table_html(_frame(found, view), "Draws, the latest first: each opens to its searches", cells_open=opens)
    )


def _frame(found: Sequence[Drawn], view: Selection) -> pd.DataFrame:
    day = actions.today(view)
    return pd.DataFrame([_row(one, view) | {"Now": _now(one, day)} for one in found])


def _row(one: Drawn, view: Selection) -> dict[str, str]:
    draw = one.draw
    return {
        "Draw": f"Draw {draw.number:,}, {say_date(draw.made_on)}",
        "Area or team": area_name(draw.area, view),
        "For": WHOM[draw.whom].words,
        "Searches of": draw.days_words,
        "Drawn": f"{len(draw.refs):,} of {draw.population:,}",
        "Reviewed": say_number(one.count("reviewed")),
        "Skipped": say_number(one.count("skipped")),
    }


def area_name(area: Area, view: Selection) -> str:
    """What the area or team of a draw is called."""
    return areas.name_of(replace(view, area=area))


def _now(one: Drawn, day: dt.date) -> str:
    """Done; due 30 November 2026: 2 to do; overdue, was due 2 November 2026: 2 to do."""
    left, due = one.count("not yet"), say_date(one.draw.due)
    if not left:
        return "done"
    return f"{'overdue, was due' if one.draw.due < day else 'due'} {due}: {left:,} to do"


def state(view: Selection) -> Shown | None:
    """The draws of the view as an exhibit: counts by area and month, no names, no references and no words."""
    found = review_data.drawn(view)
    if not found:
        return None
    day = actions.today(view)
    rows = [_row(one, view) | {"Overdue": say_number(status([one], day).overdue)} for one in found[:MOST]]
    frame = pd.DataFrame(rows)
    return Shown(answer(view, areas.name_of(view), found), (Sheet("Draws for review", frame),), None)


__all__ = ["answer", "area_name", "overdue_words", "report", "state", "summary"]
