"""Where a page lists what no list of several forces can be read of: the forces to choose from."""

from __future__ import annotations

import streamlit as st

from metrics.ui import areas, show
from metrics.ui.selection import Selection

COLUMNS = 4


def instead(view: Selection, page: str, what: str) -> None:
    """Of several forces at once the forces to choose from, and nothing else: the page stops. Else nothing."""
    if areas.is_of_several(view):
        offer(view, page, what)
        st.stop()


def offer(view: Selection, page: str, what: str) -> None:
    """One sentence and a link to the page of each force, in list order. what: would be listed."""
    forces = areas.forces(view)
    show.lede(f"{what} of {len(forces):,} forces are too many for one page. Choose a force.")
    for place, column in enumerate(show.columns(COLUMNS)):
        with column:
            for area, name in forces[place::COLUMNS]:
                show.link(page, name, view.params(area=area, opened=False))
