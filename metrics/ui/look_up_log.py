"""The Look-up log page's parts: the days, its lines with their filters and a file of them, what is worth asking, and its
proof."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import pandas as pd
import streamlit as st

from metrics import configuration, loading
from metrics.access.looked import Looked, State
from metrics.access.lookups import REFUSED
from metrics.access.unusual_looks import RULES, Unusual, unusual
from metrics.charts.words import days as say_view
from metrics.look_ups_workbook import workbook
from metrics.people import Stint
from metrics.question import Period
from metrics.terms import LONDON, say_date, say_days, say_moment
from metrics.ui import data, looks, show, stores, viewer

FOUR_WEEKS = dt.timedelta(days=27)
MOST = 100
"""Lines that the page shows; the file has all."""
EVERYBODY = "Everybody"


@dataclass(frozen=True)
class Log:
    """The looks of some days that whoever looks may read, and what is worth asking about them."""

    days: Period
    looks: tuple[Looked, ...]
    unusual: tuple[Unusual, ...]


def choose_days() -> Period:
    """The days of the log to read: the last four weeks unless others are chosen."""
    today = loading.now().astimezone(LONDON).date()
    with st.container(horizontal=True, gap="small"):
        first = st.date_input("From", today - FOUR_WEEKS, format="DD/MM/YYYY", key="log-from", width=180)
        last = st.date_input("To", today, format="DD/MM/YYYY", key="log-to", width=180)
    return min(first, last), max(first, last)


def known(days: Period) -> Log:
    """The log of some days. Reading it stands in it too."""
    looks.of_log(stores.store(), viewer.scope())
    found = cast("tuple[Looked, ...]", data.read("look_ups", start=days[0], end=days[1]))
    postings = cast("list[Stint]", data.read("stints"))
    return Log(days, found, unusual(found, postings))


def answer(log: Log) -> str:
    """How many looks by how many people at how many, and how many were refused."""
    people, whom = {one.who for one in log.looks}, {collar for one in log.looks for collar in one.whom}
    refused = sum(one.outcome == REFUSED for one in log.looks)
    whose = "" if viewer.may("read_logs") else " at people of yours"
    if not log.looks:
        return f"Nobody looked{whose}, {say_days(*log.days)}."
    return (
        f"{len(log.looks):,} looks{whose} by {len(people):,} {'person' if len(people) == 1 else 'people'} at {len(whom):,} "
        f"officer{'' if len(whom) == 1 else 's'}, {say_days(*log.days)}; {refused:,} refused. "
        f"{len(log.unusual):,} thing{' is' if len(log.unusual) == 1 else 's are'} worth asking about."
    )


def worth_asking(log: Log) -> None:
    """What stands out, each with what is usual: for a conversation, not a finding."""
    show.heading("Worth asking", "counts against what is usual in the role; no finding about anybody")
    if log.unusual:
        rows = [
            {"Rule": one.kind, "Who": f"{one.name} ({one.who})", "What was counted": one.words} for one in log.unusual
        ]
        show.table(pd.DataFrame(rows))
    else:
        show.lede("Nothing stands out by these rules.")
    box = st.expander("The rules", key="look-rules", on_change="rerun", type="compact")
    if box.open:
        with box:
            for words in RULES:
                show.lede(words)
            show.lede(
                "Posts differ: somebody who covers two teams, or prepares an inspection, looks more. Ask before you conclude."
            )


def lines(log: Log) -> None:
    """The lines, by who looked, whom they looked at and outcome; and all of them as a file."""
    show.heading("Looks", "the latest first")
    found = _filtered(log.looks)
    if not found:
        show.lede("No look fits.")
        return
    show.block(show.table_html(pd.DataFrame([row(one) for one in found[:MOST]]), "Looks", cards=False, wide=True))
    if len(found) > MOST:
        show.lede(f"The latest {MOST:,} of {len(found):,} are shown; the file has all.")
    show.download(
        f"These {len(found):,} looks as a workbook", lambda: workbook(found, log.unusual, say_days(*log.days), loading.now()),
        f"look-ups-{log.days[1]}.xlsx", show.XLSX, key="look-ups-workbook",
    )  # fmt: skip


def _filtered(found: Sequence[Looked]) -> list[Looked]:
    names = {one.who: f"{one.name} ({one.who})" for one in found}
    with st.container(horizontal=True, gap="small"):
        who = st.selectbox(
            "Who looked", [EVERYBODY, *sorted(names)], format_func=lambda one: names.get(one, one), key="log-who"
        )
        collars = sorted({collar for one in found for collar in one.whom})
        whom = st.selectbox("At collar number", [EVERYBODY, *collars], key="log-whom")
        kind = st.selectbox("Looks", ["All", "At one officer", "Refused"], key="log-kind")
    return [
        one for one in found
        if who in (EVERYBODY, one.who) and (whom == EVERYBODY or whom in one.whom)
        and (kind == "All" or (one.opened if kind == "At one officer" else one.outcome == REFUSED))
    ]  # fmt: skip


def row(one: Looked) -> dict[str, str]:
    """A look in words."""
    whom = ", ".join(one.whom[:5]) + (f" and {len(one.whom) - 5:,} more" if len(one.whom) > 5 else "")
    return {
        "No.": f"{one.number:,}",
        "When": f"{say_date(one.at.date())} {one.at:%H:%M}",
        "Who": f"{one.name} ({one.who})",
        "As": one.role,
        "Whom": whom,
        "What": one.what,
        "Outcome": one.outcome,
        "Why": one.why,
        "Days": say_view(*one.days) if one.days else "",
    }


def is_whole() -> None:
    """Whether every line is what was written, and when it was last kept elsewhere how far the log goes; for whoever reads
    logs."""
    if not viewer.may("read_logs"):
        return
    box = st.expander("Is the log whole?", key="log-whole", on_change="rerun", type="compact")
    if not box.open:
        return
    with box:
        found = cast(State, data.read("look_ups_state"))
        proved = found.proved
        verdict = f"{len(proved.wrong):,} wrong" if proved.wrong else "all are what was written"
        show.lede(f"{proved.lines:,} lines were checked: {verdict}.")
        for words in (*proved.wrong, *proved.noticed):
            show.note(words)
        show.lede(anchored(found))


def anchored(found: State) -> str:
    """When and up to where the end of the log was last kept outside it."""
    if found.anchored is None:
        words = "How far the log goes has not been kept in the store yet: it is with each load, and while people look."
    else:
        at = f" on {say_moment(found.anchored_at)}" if found.anchored_at else ""
        words = f"The store kept last{at} that the log went to no. {found.anchored:,}: no line up to there can be cut off unseen."
    chosen = configuration.current().look_ups
    if chosen.anchor_file:
        return f"{words} The anchor file has {found.outside:,} lines."
    if chosen.anchor_command:
        return f"{words} The configured command is told as well."
    return f"{words} No place outside this server is configured (anchor_file or anchor_command in [look_ups])."
