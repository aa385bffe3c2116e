"""The Stop and search page's part on records: how complete they are, body-worn video, and more than outer clothing removed."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from metrics.charts import searches as pictures
from metrics.charts.drawing import Drawing
from metrics.ethnicity import NOT_STATED, group_of
from metrics.intervals import FEW
from metrics.rates_said import say_rate
from metrics.stop_and_search import Group, Rate, fields
from metrics.ui import drawings, show, stop_search_data
from metrics.ui.selection import Selection
from metrics.ui.stop_search import named


@drawings.remembered
def picture(view: Selection, name: str) -> Drawing | None:
    """How many records have each field filled in; None where there are none."""
    whole = stop_search_data.whole(view)
    return pictures.completeness(whole, fields(), name) if whole.searches else None


def report(view: Selection, name: str) -> None:
    """How complete the records are, body-worn video, and removal of more than outer clothing; the fields one click away."""
    show.heading("Records", "the PACE Code A fields that the export has, body-worn video, and more than outer clothing")
    whole = stop_search_data.whole(view)
    show.facts(
        [
            ("Body-worn video on, of those recorded", say_rate(of_recorded(whole))),
            ("More than outer clothing removed", say_rate(whole.rate("stripped"))),
            ("Self-defined ethnicity not stated", say_rate(not_stated(view))),
        ]
    )
    box = st.expander("How complete the records are, field by field", key="fields", on_change="rerun", type="compact")
    if box.open:
        with box:
            drawing = picture(view, name)
            if drawing is not None:
                show.chart(drawing, "completeness")
                show.lede(drawing.alt)
            show.block(
                show.table_html(by_area(view), "Share of records with each field filled in", cards=False, wide=True)
            )
            show.note(
                "“Not stated” is an answer that was given, since the person was asked and did not say: it counts as "
                "filled in, and stands by itself above. The words of the grounds and the exact place are in the "
                "record of the search, not in this export, so their completeness is not known here."
            )


def of_recorded(group: Group) -> Rate:
    """Searches with body-worn video on, of those of which it is recorded."""
    return Rate(group.filmed, group.searches - group.filmed_unknown)


def not_stated(view: Selection) -> Rate:
    """Searches in which the person was asked for their ethnicity and did not state it."""
    found = stop_search_data.searches(view)
    declined = sum(g.searches for g in found["self_defined"] if group_of(g.value) == NOT_STATED)
    return Rate(declined, stop_search_data.whole(view).searches)


def by_area(view: Selection) -> pd.DataFrame:
    """A row per sector of the view, or per team where it lies within one: searches, and the share of each field filled in."""
    found = stop_search_data.searches(view)
    mine = found.get("lpa") or found["sector" if view.area.level in ("force", "lpa") else "team"]
    return pd.DataFrame(
        [
            {"Area": named(group).name, "Searches": f"{group.searches:,}"}
            | {
                field: f"{filled / group.searches:.0%}"
                if group.searches >= FEW
                else f"{filled:,} of {group.searches:,}"
                for field, filled in zip(fields(), group.filled, strict=True)
            }
            for group in mine
        ]
    )
