"""The Definitions page's parts: a KPI in plain words with its example and SQL; exports; states of duty; rules."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from metrics import catalogue
from metrics.charts.words import known
from metrics.export import Export
from metrics.kpi import Kpi
from metrics.store.credit import credited_to_areas, credited_to_officers
from metrics.terms import MARKS, MOVING_WORDS, STATES, say_date
from metrics.ui import selection, show
from metrics.ui.meanings import MEANINGS
from metrics.ui.rules import RULES, VERDICTS
from metrics.ui.safe import html

WANTED = {"neutral": "neither more nor fewer: never coloured", "more": "more", "fewer": "fewer"}
ROLE_WORDS = {"PC": "police constables", "PCSO": "PCSOs"}
UNITS = {"share": "share", "mix": "by kind", "count": "count", "days": "days", "hours": "hours"}


def asked() -> tuple[Kpi, Export]:
    """The KPI of the address, else the first; and the export that it counts."""
    found = catalogue.kpis()
    kpi = found.get(st.query_params.get("kpi") or "") or next(iter(found.values()))
    return kpi, catalogue.exports()[kpi.export]


def kpi_choice(now: Kpi) -> None:
    """One box with every KPI; a change goes into the address."""
    found = catalogue.kpis()
    keys = list(found)
    chosen = st.selectbox(
        "KPI", keys, keys.index(now.id), format_func=lambda key: found[key].label, key=f"definition-{now.id}", width=360
    )
    if chosen != now.id:
        selection.set_kpi(chosen)
        st.rerun()


def kpi_page(kpi: Kpi) -> None:
    """What it asks, counts and leaves out; who set it, and when it is looked at again."""
    show.heading(kpi.label, kpi.id)
    left, right = show.columns(2)
    with left:
        show.block(f"<p><b>{html(kpi.question)}</b></p><p>{html(kpi.meaning)}</p>")
        show.table(_facts(kpi), cards=False)
    with right:
        show.block("<h3>Worked example</h3>" + f"<p>{html(kpi.example.words or 'None yet.')}</p>")
        for sheet, rows in kpi.example.rows.items():
            show.table(pd.DataFrame(rows).map(_plain), sheet)
        if kpi.example.expected:
            show.table(
                pd.DataFrame(
                    [(key, _plain(value)) for key, value in kpi.example.expected.items()], columns=["Who", "Figure"]
                ),
                "Figures",
            )
    box = st.expander("The SQL that counts it", key=f"sql-{kpi.id}", on_change="rerun", type="compact")
    if box.open:
        with box:
            show.lede("Credited to people:")
            st.code(credited_to_officers(kpi), language="sql", wrap_lines=True)
            show.lede("Credited to areas:")
            st.code(credited_to_areas(kpi), language="sql", wrap_lines=True)


def _plain(value: object) -> str:
    return str(value) if known(value) else ""


def _facts(kpi: Kpi) -> pd.DataFrame:
    beside = "; ".join(f"{companion.label} ({UNITS[companion.unit]})" for companion in kpi.companions)
    rows = [
        ("Why", kpi.why),
        ("Applies to", " and ".join(ROLE_WORDS[role] for role in kpi.roles)),
        ("Principle", kpi.principle),
        ("Counted from", f"{catalogue.exports()[kpi.export].sheet}: {kpi.unit_word}"),
        ("Read against", kpi.exposure_words),
        ("Never shown without", beside),
        ("Target type", kpi.target_type),
        ("What is wanted", WANTED[kpi.direction]),
        ("Blueprint’s words", kpi.blueprint),
        ("Assumption of ours", kpi.assumption or "none"),
        ("Take care", " ".join(kpi.caveats) or "–"),
        ("Owner", kpi.owner),
        ("Reviewed", f"{say_date(kpi.reviewed)}, version {kpi.version}; again by {say_date(kpi.review_due)}"),
    ]
    return pd.DataFrame(rows, columns=["About", "In words"])


def exports(first: Export) -> None:
    """The headings of one export; the box offers all."""
    show.heading("Exports", "the headings of each spreadsheet")
    found = catalogue.exports()
    keys = list(found)
    chosen = st.selectbox(
        "Export",
        keys,
        keys.index(first.id),
        format_func=lambda key: found[key].sheet,
        key=f"export-{first.id}",
        width=360,
    )
    export = found[chosen]
    replaces = {
        "days": "the covered days of the covered area",
        "list": "the whole list",
        "repeated": "rows with the same key",
        "published": "the covered days of the publishing force",
    }
    show.lede(f"{export.grain} Usually sent by: {export.sender}. A later file replaces {replaces[export.replaces]}.")
    rows = [
        {
            "Heading": column.heading,
            "Needed": "yes" if column.needed else "",
            "Type": column.type.replace("_", " "),
            "Meaning": column.meaning,
        }
        | {"Kept": {"plain": "yes", "dropped": "never stored", "hashed": "only as a keyed hash"}[column.stored]}
        for column in export.columns
    ]
    show.table(pd.DataFrame(rows))


def states() -> None:
    """What each state of duty means for the hours."""
    show.heading("States of duty", "what each means for the hours")
    rows = [
        {
            "State": state.name,
            "Rostered": _yes(state.rostered),
            "Absence": _yes(state.absence),
            "Abstraction": _yes(state.abstraction),
        }
        | {
            "Not deployable": _yes(state.not_deployable),
            "Outside the station": _yes(state.outside),
            "Can be in place": _yes(state.can_be_in_place),
            "Moving": MOVING_WORDS[state.moving] if state.moving != "other" else "",
        }
        for state in STATES.values()
    ]
    show.table(pd.DataFrame(rows))


def _yes(flag: bool) -> str:
    return "yes" if flag else ""


def verdicts_first() -> None:
    """The verdicts before all else, where somebody asked what a word means."""
    if _asked_of_verdicts():
        _verdicts()


def verdicts_last() -> None:
    """The verdicts in their place."""
    if not _asked_of_verdicts():
        _verdicts()


def _asked_of_verdicts() -> bool:
    return st.query_params.get("about") == "verdicts"


def _verdicts() -> None:
    """Every word that may stand on a figure as a verdict, what it means, the question it answers, and how."""
    show.heading(
        "Verdicts", "every word that may stand on a figure; blue is what is wanted, orange what is not, grey neither"
    )
    rows = [
        {
            "Words": ", ".join(f"{MARKS.get(word, '')} {word}".strip() for word in words),
            "Question": question,
            "How": how,
        }
        for words, question, how in VERDICTS
    ]
    show.table(pd.DataFrame(rows), cards=False)
    meant = [(f"{MARKS.get(word, '')} {word}".strip(), words) for word, words in MEANINGS.items()]
    show.table(pd.DataFrame(meant, columns=["Word", "In one sentence"]), "Each word in one sentence", cards=False)


def rules() -> None:
    """The rules that hold for every figure."""
    show.heading("Rules")
    show.table(pd.DataFrame(RULES, columns=["Rule", "In words"]), cards=False)


__all__ = ["asked", "exports", "kpi_choice", "kpi_page", "rules", "states", "verdicts_first", "verdicts_last"]
