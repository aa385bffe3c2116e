"""What the Neighbourhood Policing Guarantee asks, in our words, and how each part of the strip is read here."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from metrics.catalogue import kpis
from metrics.charts.words import listed
from metrics.guarantee import ANSWER_HOURS, COURSES, REVIEW_MONTHS
from metrics.guarantee_cells import HEADS, NONE_RECORDED
from metrics.terms import NOT_LOADED, TOO_EARLY_TO_SAY, say_date
from metrics.ui import drawings, show

ABSTRACTION = kpis()[drawings.ABSTRACTION]
DEFINITION = f"version {ABSTRACTION.version} of the definition, reviewed {say_date(ABSTRACTION.reviewed)}"
"""Which definition of abstraction counts, as the figure's passport and the Definitions page say it."""
ASKED = (
    (
        "Residents have an officer whom they know by name and can reach.",
        "Current: the collar number on the Beats list is posted, on the view's last day, to the beat or an area that holds it.",
    ),
    (
        "A neighbourhood's priorities are set with its residents and are up to date: not older than 3 months.",
        f"Every priority that stands on the day was set or reviewed within {REVIEW_MONTHS} calendar months. Setting one counts "
        "as looking at it.",
    ),
    (
        f"A query from a resident or a business is answered within {ANSWER_HOURS} hours.",
        f"Of the queries received in the view's days. All {ANSWER_HOURS} hours count: nights, weekends, and clock changes as "
        f"they pass. A query whose hours were not over at the latest load is “{TOO_EARLY_TO_SAY.lower()}”, also where it is "
        "answered already; else quick answers would count before slow ones.",
    ),
    (
        "Residents can meet their team at regular beat meetings.",
        "The first public meeting of any kind after the view's last day that was not called off.",
    ),
    (
        "Neighbourhood officers and PCSOs are trained for it, on the College of Policing's Neighbourhood Policing Pathway.",
        f"Constables and PCSOs posted to the beat on the day who hold all of {listed(list(COURSES))}, still valid. The list is "
        "ours, after what the pathway is about: a force puts its own courses there. Other courses stand beside them.",
    ),
    (
        "Teams are protected, so that officers are not taken away to other work.",
        f"Rostered hours by {DEFINITION}: {ABSTRACTION.meaning} A national one was announced; we know of none that is agreed.",
    ),
)
"""For each head of the strip what the guarantee asks, and how it is read."""


def explained() -> None:
    """What is asked and how it is read, when somebody asks."""
    box = st.expander(
        "What the guarantee asks, and how it is read here", key="asked", on_change="rerun", type="compact"
    )
    if not box.open:
        return
    with box:
        frame = pd.DataFrame(
            [
                {"Part": head, "The guarantee asks": asks, "Read here as": how}
                for head, (asks, how) in zip(HEADS, ASKED, strict=True)
            ]
        )
        show.block(show.table_html(frame))
        show.note(
            "The government announced the Neighbourhood Policing Guarantee on 10 April 2025, with a framework of measures. The "
            "words and readings above are ours: an assumption for the force to confirm."
        )
        show.note(
            "These are facts side by side. There is no score and no order, and no target of ours says how much abstraction is "
            "too much."
        )
        show.note(
            f"The four exports that feed it state no days. “{NOT_LOADED}”: no row of the export is known. "
            f"“{NONE_RECORDED.capitalize()}”: other beats have rows and this one has none. Neither is nought."
        )
