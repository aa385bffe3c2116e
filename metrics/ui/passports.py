"""The passport of a figure in the side panel: what it is, what it rests on, what could still change it."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from metrics import loading
from metrics.access.sifting.records import named_by_passport
from metrics.catalogue import exports
from metrics.charts.words import aside_sentence, days, figure_words, say_share
from metrics.frames import rows_of
from metrics.noted import noted_on
from metrics.passport import LoadUsed, Passport
from metrics.passport_workbook import passport_workbook
from metrics.quality import fixed_by
from metrics.terms import local, say_date, say_days, say_number
from metrics.ui import data, routes, show, source_total, stores, viewer
from metrics.ui.selection import Selection

HASH_SHOWN = 12


def report(found: Passport, name: str, view: Selection) -> None:
    """Definition, parts, loads, what is missing, and the whole passport as a workbook."""
    show.heading("Where this figure comes from")
    show.facts(_facts(found))
    for words in found.why:
        show.note(words)
    kpi = found.kpi
    show.lede(f"{days(*found.period)}, {view.known_words}.")
    show.lede(f"Definition, version {kpi.version}, reviewed {say_date(kpi.reviewed)}: {kpi.meaning}")
    if found.missing:
        show.note(f"Missing: {found.missing}.")
    for one in found.deleted:
        show.note(one.words)
    if found.set_aside:
        show.note(f"{aside_sentence(found.set_aside).strip()} Put right in the source and sent again, a row counts.")
        number = len(found.asides)
        show.opened("Rows set aside that could change it", "asides", number, number, partial(_asides, found), wide=True)
    counting = [load for load in found.loads if load.counts]
    others = [load for load in found.loads if not load.counts]
    if not counting:
        show.lede("No load speaks of these teams and days.")
    for words, key, loads in (
        ("Loads that the figure rests on", "resting", counting),
        ("Loads replaced by later ones", "replaced", others),
    ):
        show.opened(words, key, len(loads), len(loads), partial(_table, loads), wide=True)
    teams = len(found.coverage)
    show.opened("Days loaded, by export and team", "coverage", teams, teams, partial(_coverage, found))
    _corrections(found)
    source_total.report(found, view)
    show.link(routes.MOMENTS, "What was known then, and what is known now", view.params(opened=False))
    show.download(
        "Passport as a workbook",
        lambda: workbook(found, name),
        f"passport-{found.kpi.id}-{found.period[1]}.xlsx",
        show.XLSX,
        key="passport",
        whom=named_by_passport({"collar": found.collar}, found),
    )


def workbook(found: Passport, name: str) -> bytes:
    """The whole passport, made when it is asked for."""
    theirs, noted = source_total.reconciled(found), noted_on(stores.store(), found, viewer.entry_is_open)
    return passport_workbook(found, data.corrections_of(found), theirs, noted, name, loading.now())


def _corrections(found: Passport) -> None:
    """Corrections since, worked out when somebody asks for them."""
    box = st.expander(
        "Corrections since it was first stated", key="open-corrections", on_change="rerun", type="compact"
    )
    if not box.open:
        return
    with box:
        since = data.corrections_of(found)
        if since.empty:
            show.lede("No load and no withdrawal has changed a row of this figure since its days were first stated.")
        else:
            show.block(show.table_html(pd.DataFrame(map(_correction, rows_of(since))), cards=False, wide=True))


def _correction(row: dict[str, Any]) -> dict[str, Any]:
    at = local(row["event_at"])
    what = "Withdrawn" if row["is_withdrawal"] else "Loaded"
    return {
        "When": f"{say_date(at.date())} {at:%H:%M}",
        "What": f"{what} by {row['by']}: {row['files']}",
        "New": row["new"],
        "Changed": row["changed"],
        "Gone": row["gone"],
    }


def _coverage(found: Passport) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "Export": exports()[row["export"]].sheet,
                "Team": row["name"],
                "Days loaded": f"{row['loaded']:,} of {row['days']:,}",
                "Not loaded": row["missing"],
            }
            for row in rows_of(found.coverage)
        ]
    )


def _facts(found: Passport) -> list[tuple[str, str]]:
    kpi = found.kpi
    return [
        (kpi.unit_word.capitalize(), figure_words(kpi, {"value": found.value, "set_aside": found.set_aside})),
        (kpi.hours_words.capitalize(), "–" if found.hours is None else say_number(found.hours, 0)),
        ("Target or fair share", say_share(found.target)),
    ]


def _asides(found: Passport) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "Reference": row["reference"],
                "File": f"{row['file']}: {row['sheet']}",
                "Row": row["row"],
                "Why": row["why"],
                "Put right by": fixed_by(row["export"], row["code"]),
            }
            for row in rows_of(found.asides)
        ]
    )


def _table(loads: list[LoadUsed]) -> pd.DataFrame:
    return pd.DataFrame([_row(load) for load in loads])


def _row(load: LoadUsed) -> dict[str, object]:
    at = local(load.loaded_at)
    covered = (
        f"the list up to {say_date(load.end)}" if load.is_list and load.end else
        say_days(load.start, load.end) if load.start and load.end else ""
    )  # fmt: skip
    return {
        "File": f"{load.file}: {load.sheet}",
        "Export": exports()[load.export].sheet,
        "Covers": f"{load.area}, {covered}",
        "Loaded": f"{say_date(at.date())} {at:%H:%M} by {load.loaded_by}",
        "Rows used": f"{load.used:,} of {load.rows:,}" if load.used else f"{load.rows:,} rows",
        "Set aside": load.set_aside,
        "SHA-256": f"{load.hash[:HASH_SHOWN]}…",
        "Load": f"no. {load.load_id}",
    }
