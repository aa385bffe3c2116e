"""The start screen: which store, said plainly."""

from __future__ import annotations

import streamlit as st

from metrics import configuration, settings
from metrics.settings import Choice
from metrics.store.files import StoreFiles
from metrics.ui import routes, show

CARDS: dict[Choice, tuple[str, str, str]] = {
    "sample": (
        "Look around with the sample force",
        "A whole invented force: every person, figure, place and beat in it is made up. 36 beats in the real two Local "
        "Policing Areas and eight sectors, 60 weeks. Nothing you see says anything about anybody.",
        "Open the sample force",
    ),
    "own": (
        "Start with our own exports",
        "An empty store of your own, kept apart from the sample: the two are never mixed. You load your lists and this "
        "week’s exports; everything stays on this machine.",
        "Start with our own exports",
    ),
    "priority_area_team": (
        "The Priority Area Team of 2020",
        "One unit, 13 July to 31 December 2020: the blueprint’s own results page, reproduced from invented records that add "
        "up to its published figures.",
        "Open the Priority Area Team",
    ),
}


def choices() -> None:
    """The stores as cards, the open one marked; the choice is remembered."""
    opened = settings.chosen()
    if configuration.current().served:
        show.note("Where people sign in, the configuration says which store is shown: nobody changes it from here.")
        return
    for (choice, (title, words, button)), column in zip(CARDS.items(), show.columns(len(CARDS)), strict=True):
        with column:
            show.heading(title, "open now" if choice == opened else "")
            show.lede(words)
            if st.button(
                button, type="primary" if choice == (opened or "sample") else "secondary", key=f"choose-{choice}"
            ):
                settings.choose(choice)
                is_new = choice == "own" and not StoreFiles(settings.store_path("own")).is_taken
                st.switch_page(routes.UPLOADS if is_new else routes.THIS_WEEK)


def sources() -> None:
    """Where the measures come from."""
    show.note(
        "The measures are those of the force’s Neighbourhood Policing Blueprint. You can come back to this page at any time "
        "from the side, and change to the other store and back; neither is changed by that."
    )
