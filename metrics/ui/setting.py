"""Setting a target on the page: fill in, preview what it would have said and change, then set it."""

from __future__ import annotations

import datetime as dt
import time

import pandas as pd
import streamlit as st

from metrics import loading
from metrics.catalogue import kpis
from metrics.frames import rows_of
from metrics.setting_target import Planned, TargetRefusedError, planned
from metrics.store.connection import StoreUnavailableError
from metrics.targets import ALL, MIXED, MONITORED, NEVER_A_TARGET, Target
from metrics.terms import TARGET_PERIODS, TARGET_TYPES, Area, month_end, say_date
from metrics.ui import data, entering, selection, show, stores, target_words, target_year, viewer
from metrics.ui.selection import Selection
from metrics.ui.uploads import writer

PROPOSED, SAID = "target-proposed", "target-said"
ROLES = (ALL, "PC", "PCSO")
ROLE_WORDS = {ALL: "PCs and PCSOs", "PC": "PCs", "PCSO": "PCSOs"}


def form(view: Selection, like: Target | None) -> None:
    """What to set, filled in as the target that is looked at stands now."""
    if not viewer.may("set_targets"):
        return
    show.heading("Set or change a target")
    if view.known_at is not None:
        show.lede("Targets are set in what is known now: empty “as known” in the bar to set one.")
        return
    if said := st.session_state.pop(SAID, None):
        show.done(said)
    box = st.expander("Fill in a target", key="set-target", on_change="rerun", type="compact")
    if not box.open:
        return
    with box, st.form(f"target-form-{like.key if like else ''}", border=False):
        target = _fields(view, like)
        if st.form_submit_button("Preview", type="primary", key="target-preview"):
            st.session_state[PROPOSED] = _planned(target)


def _fields(view: Selection, like: Target | None) -> Target:
    areas = {Area(row["level"], row["key"]): row["name"] for row in rows_of(data.areas())}
    offered = list(areas)
    ids = list(kpis())
    key = f"{view.area}-{like.key if like else ''}"
    left, right = show.columns(2)
    with left:
        area = st.selectbox(
            "Area", offered, offered.index(view.area) if view.area in areas else 0, key=f"set-area-{key}",
            format_func=lambda one: f"{areas[one]}{_level(one)}",
        )  # fmt: skip
        kpi = st.selectbox(
            "KPI",
            ids,
            ids.index(like.kpi) if like else 0,
            format_func=lambda one: kpis()[one].label,
            key=f"set-kpi-{key}",
        )
        role = st.selectbox(
            "Role",
            ROLES,
            ROLES.index(like.role) if like else 0,
            format_func=ROLE_WORDS.__getitem__,
            key=f"set-role-{key}",
        )
        first = st.date_input("From", _next_month(), format="DD/MM/YYYY", key=f"set-from-{key}")
        last = st.date_input("To (empty: until it is changed)", None, format="DD/MM/YYYY", key=f"set-to-{key}")
    with right:
        kind = like.type if like and like.type != MIXED else "Ambition"
        types = list(TARGET_TYPES)
        chosen = st.selectbox("Type", types, types.index(kind), key=f"set-type-{key}", help=_types_help())
        had = like.amount if like and like.has_amount else None
        amount = st.number_input("Amount (empty where monitored)", 0.0, value=had, format="%g", key=f"set-amount-{key}")
        pers = list(TARGET_PERIODS)
        per = st.selectbox("Per", pers, pers.index(like.per) if like else 0, key=f"set-per-{key}")
        owner = st.text_input("Owner: who set it", like.set_by if like else "", key=f"set-owner-{key}", max_chars=120)
        rationale = st.text_area(
            "Rationale: why (needed for arrests and positive stop-searches; shown wherever the target is)",
            like.rationale if like else "", key=f"set-why-{key}", max_chars=600, height=90,
        )  # fmt: skip
    return Target(
        area, kpi, role, amount or 0.0, per, chosen, first, last if isinstance(last, dt.date) else None,
        " ".join(owner.split()), " ".join(rationale.split()),
    )  # fmt: skip


def _types_help() -> str:
    return " ".join(f"{name} {words}" for name, words in target_words.TYPE_WORDS.items())


def _name(area: Area) -> str:
    areas = data.areas()
    found = areas.loc[(areas["level"] == area.level) & (areas["key"] == area.key), "name"]
    return str(found.iloc[0]) if len(found) else area.key


def _level(area: Area) -> str:
    return {"force": "", "lpa": " · LPA"}.get(area.level, f" · {area.level}")


def _next_month() -> dt.date:
    return month_end(loading.now().date()) + dt.timedelta(days=1)


def _planned(target: Target) -> Planned | str:
    """What setting it would do, or the sentence with which it is refused."""
    if target.type == MONITORED and target.amount and target.kpi != NEVER_A_TARGET:
        return "Monitored means no target: leave the amount empty, or choose another type."
    try:
        return planned(stores.store(), target, loading.now())
    except (TargetRefusedError, StoreUnavailableError) as error:
        return str(error)


def proposal(view: Selection) -> None:
    """What would change and what it would have said, and the way to set it; or why it cannot be set."""
    plan = st.session_state.get(PROPOSED)
    if plan is None or view.known_at is not None:
        return
    if isinstance(plan, str):
        show.problem(plan)
        return
    target = plan.target
    show.heading("If you set this target", f"{target_words.of(target)}, {_name(target.area)}")
    show.table(pd.DataFrame(_lines(plan)), "What would change in the list")
    if plan.aside:
        rows = f"{plan.aside:,} row{' was' if plan.aside == 1 else 's were'}"
        show.note(f"{rows} set aside when the list was last loaded; what is set here is the list without them.")
    target_year.report(target, _name(target.area), view, "proposed")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        by = entering.your_name("target-by", label="Your name, kept with the change")
        if st.button("Set this target", type="primary", key="target-set"):
            _set(target, entering.or_own(by), view)
        if st.button("Cancel", key="target-cancel"):
            del st.session_state[PROPOSED]
            st.rerun()


def _lines(plan: Planned) -> list[dict[str, str]]:
    lines = [("New", plan.target, "")]
    if plan.replaced is not None:
        lines = [("Now", plan.replaced, "is replaced, because it begins on the same day"), ("New", plan.target, "")]
    ends = [("Now", before, f"ends on {say_date(after.last)}") for before, after in plan.closed if after.last]
    later = [("Later", target, f"goes before the new one from {say_date(target.first)}") for target in plan.later]
    return [
        {
            "Target": which,
            "Amount and days": f"{target_words.amount(target)}, {target.type.lower()}, {target_words.in_force(target)}",
            "Set by": target.set_by,
            "Rationale": target_words.reason(target),
            "So": what,
        }
        for which, target, what in [*ends, *lines, *later]
    ]


def _set(target: Target, by: str, view: Selection) -> None:
    """Load the list anew in the thread that makes all loads, and say what became of it."""
    try:
        job = writer().set_target(target, by)
    except StoreUnavailableError as error:
        show.problem(str(error))
        return
    with st.spinner("Setting the target"):
        while job.busy:
            time.sleep(0.05)
    del st.session_state[PROPOSED]
    if job.stage == "failed":
        st.session_state[SAID] = job.words
    else:
        (result,) = job.results
        done = (
            "was in the list already, so nothing changed"
            if result.status == "unchanged"
            else f"is set: load no. {result.load_id}"
        )
        st.session_state[SAID] = (
            f"{target_words.of(target)}, {_name(target.area)}: {target_words.amount(target)} {done}."
        )
    selection.go(view)
