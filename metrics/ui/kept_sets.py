"""A set taken away as a spreadsheet, edited there, and given back; every version is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import streamlit as st

from metrics import loading
from metrics.kept_sets import Held, KeptSets, Version
from metrics.terms import say_moment
from metrics.ui import entering, show, stores, viewer

H = TypeVar("H", bound=Held)


@dataclass(frozen=True)
class Edited(Generic[H]):
    """How one kind of set is edited. title: heading and what stands beside it; holds: what is in a set, in words; formats: of
    the files that can hold one; another: what giving back another edition does."""

    kept: KeptSets[H]
    title: tuple[str, str]
    file: str
    write: Callable[[H], bytes]
    read: Callable[[str, bytes], H]
    holds: Callable[[H], str]
    formats: str
    another: str

    def offer(self, version: Version[H], can_change: bool) -> None:
        """The set as a spreadsheet; and (can_change) the way to give one back."""
        held = version.held
        show.heading(*self.title)
        show.lede(f"{self.holds(held)}, {_version(version)}.")
        show.download(
            "This set as a spreadsheet", lambda: self.write(held), f"{self.file}-{held.edition}.xlsx", show.XLSX,
            key="set-out",
        )  # fmt: skip
        if can_change and viewer.may("gather_evidence"):
            self._give_back()

    def _give_back(self) -> None:
        at = entering.turn()
        box = st.expander(
            "Give back an edited set, or another edition", key=f"set-in-{at}", on_change="rerun", type="compact"
        )
        if not box.open:
            return
        with box, st.form(f"set-form-{at}", border=False):
            file = st.file_uploader(f"A spreadsheet as it was exported here ({self.formats})", key=f"set-file-{at}")
            by = entering.your_name(f"set-by-{at}")
            show.lede(self.another)
            if st.form_submit_button("Keep this set", type="primary", key=f"set-go-{at}"):
                if file is None:
                    show.note("Choose a file first.")
                else:
                    name, content = file.name, file.getvalue()
                    entering.keep(lambda: self.kept.keep(stores.store(), self.read(name, content), by, loading.now()))


def _version(version: Version[Any]) -> str:
    if version.at is None:
        return "as Beatboard starts with them"
    return f"version {version.number}, kept by {version.by} on {say_moment(version.at)}"
