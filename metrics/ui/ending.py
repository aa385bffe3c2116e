"""One thing of a history that a person ends: a load taken back, a choice of headings no longer used."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, NamedTuple, TypeVar

import streamlit as st

from metrics.ui import entering, show

Key = TypeVar("Key")


class Ended(NamedTuple, Generic[Key]):
    """What was chosen, its name as shown, who ends it and why ("" where it is not asked)."""

    key: Key
    name: str
    by: str
    reason: str


def form(
    title: str, names: Mapping[Key, str], *, what: str, effect: str, button: str, key: str, why: str = ""
) -> Ended[Key] | None:
    """Ask which one, by whom and, where `why` asks for it, the reason; what was sent, or None. Nothing where there is none.

    A form: what is typed is not lost while the page runs, and its button always answers. effect: what will become of it.
    """
    if not names:
        return None
    box = st.expander(title, key=key, on_change="rerun", type="compact")
    if not box.open:
        return None
    with box, st.form(f"{key}-form", border=False):
        chosen = st.selectbox(
            what,
            list(names),
            index=None,
            format_func=names.__getitem__,
            placeholder="Choose which",
            filter_mode="contains",
            key=f"{key}-which",
        )
        reason = st.text_input(why, key=f"{key}-reason").strip() if why else ""
        by = entering.your_name(f"{key}-by")
        show.lede(effect)
        if not st.form_submit_button(button, type="primary", key=f"{key}-go"):
            return None
        if chosen is None or (why and not reason):
            show.note("Choose which, and say why: both are kept." if why else "Choose which first.")
            return None
        return Ended(chosen, names[chosen], entering.or_own(by), reason)
