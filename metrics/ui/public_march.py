"""The page of March 2022 number by number: what of it loaded rows reproduce, and where it does not agree with itself."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from metrics import reproducing
from metrics.crime import File
from metrics.disagreeing import KINDS, Disagreement
from metrics.march_2022 import AWAITED, IN_WORDS, NAME
from metrics.reproducing import Reproduced
from metrics.ui import public_data, show
from metrics.ui.public_crime import say_rows
from metrics.ui.public_data import Asked
from metrics.ui.safe import html
from metrics.ui.selection import Selection
from metrics.ui.shown import Sheet, Shown

ONLY_STATED = "only as stated"
NOT_COUNTED = (
    "Not counted as figures: dates, lengths of periods, clock times, and names with a number in them. In words only, of other "
    "forces whose figures are not on the page, and so not to be checked here: "
)


def answer(known_at: dt.datetime | None = None) -> str:
    """75 of 75 numbers published in March 2022 are reproduced from loaded rows: 50 straight from a row, ..."""
    found = public_data.reproduced(known_at)
    agree = sum(one.agrees for one in found)
    words = f"{agree:,} of {len(found):,} numbers published in March 2022 are reproduced from loaded rows"
    if not any(one.rows for one in found):
        return f"{words}: the files of sample_data/published are not loaded."
    ways = Counter("worked out" if one.way.startswith("worked") else one.way for one in found if one.agrees)
    told = [
        f"{ways[way]} {words_}"
        for way, words_ in (
            ("straight from a row", "straight from a row"), ("worked out", "worked out from rows"),
            (ONLY_STATED, "only as stated, since the page's own counts give another number"),
        )
        if ways[way]
    ]  # fmt: skip
    waiting = len(reproducing.awaited(public_data.march(known_at)))
    return f"{words}: {', '.join(told)}. {waiting} of {len(AWAITED)} measures still to come are in the state that it gives."


def show_march(one: Asked) -> None:
    """The count, where the page disagrees with itself, and the list one click away."""
    show.heading("The page of March 2022, number by number", NAME)
    show.lede(answer(one.known_at))
    found = public_data.disagreements(one.known_at)
    if found:
        against = sum(each.kind == "contradiction" for each in found)
        words = (
            f"The published figures contradict each other in {against} places; {len(found) - against} more need care"
        )
        with st.expander(words, one.is_published, key=f"march-differs-{one.is_published}", type="compact"):
            show.block(_listed(found))
    numbers = public_data.reproduced(one.known_at)
    show.opened(
        "Every published number and its rows", "march-numbers", len(numbers), len(numbers), lambda: table(one.known_at)
    )
    if not one.is_published:
        return
    show.note(f"{NOT_COUNTED}{'; '.join(words.lower() for words in IN_WORDS)}.")


def _listed(found: Sequence[Disagreement]) -> str:
    """The disagreements by kind: both figures, then the sentence."""
    body = ""
    for kind, heading in KINDS.items():
        mine = [one for one in found if one.kind == kind]
        if mine:
            lines = "".join(
                f"<li><b>{html(one.what)}: {html(one.one)} and {html(one.other)}.</b> {html(one.words)}</li>"
                for one in mine
            )
            body += f'<h3 style="margin-top:0.6rem">{html(heading)}</h3><ul class="bb-notes">{lines}</ul>'
    return body


def table(known_at: dt.datetime | None = None) -> pd.DataFrame:
    """Every number: where it stands, as printed and as reproduced, how, and from which rows."""
    found = public_data.reproduced(known_at)
    files = public_data.files([row for one in found for row in one.rows])
    return pd.DataFrame(
        [
            {
                "On the page": one.printed.place, "Printed": one.printed.printed, "Reproduced": one.text or "not loaded",
                "Agrees": "yes" if one.agrees else "no", "How": _how(one), "From": _rows(one, files),
            }
            for one in found
        ]
    )  # fmt: skip


def _how(one: Reproduced) -> str:
    return f"{ONLY_STATED}: its counts give {one.worked}" if one.worked else one.way


def _rows(one: Reproduced, files: dict[int, File]) -> str:
    loads = dict.fromkeys(row.load_id for row in one.rows)
    return "; ".join(
        f"{files[load].file}, {say_rows([row for row in one.rows if row.load_id == load])}" for load in loads
    )


def disagreements(known_at: dt.datetime | None = None) -> pd.DataFrame:
    """The disagreements as a table."""
    return pd.DataFrame(
        [
            {"Kind": KINDS[one.kind], "Of": one.what, "One": one.one, "Other": one.other, "In words": one.words}
            for one in public_data.disagreements(known_at)
        ]
    )


def exhibit(view: Selection) -> Shown | None:
    """The list as evidence, with the disagreements."""
    if not any(one.rows for one in public_data.reproduced(view.known_at)):
        return None
    sheets = (Sheet("Numbers", table(view.known_at)), Sheet("Disagreements", disagreements(view.known_at)))
    return Shown(answer(view.known_at), sheets, None)


__all__ = ["answer", "disagreements", "exhibit", "show_march", "table"]
