"""The Plan priorities page's parts: the commitments with their owners, what speaks to each, and the plans and returns tied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from metrics import loading
from metrics.catalogue import kpis
from metrics.charts.words import listed, within
from metrics.priorities.edition import Commitment, Edition
from metrics.priorities.ties import Found, tie_plan
from metrics.problem_solving import Plan
from metrics.terms import say_date, say_moment
from metrics.ui import entering, show, stores, viewer
from metrics.ui.priorities import Tied
from metrics.ui.selection import Selection

NOTHING_SPEAKS = "nothing we are given measures them"
NOTHING = "nothing we are given measures this"
PLANS_AT_MOST = 250
GUESSES = (
    "In our text of the plan the columns Police, Working together and Fire and Rescue are lost. Where the words do not say whose "
    "a commitment is, its owner is a guess and marked so. Commitments stand in our words."
)


def report(found: Tied) -> None:
    """The commitments of each priority, one click away, and apart those of Fire and Rescue alone."""
    held = found.edition
    ours = [one for one in held.commitments if one.is_ours]
    silent = sum(not speaks(one, found) for one in ours)
    guessed = sum(one.guessed for one in ours)
    show.heading("Commitments", f"{len(ours)} of the police or of working together, {guessed} with a guessed owner")
    show.lede(
        f"Of {len(ours):,} commitments that are not for Fire and Rescue alone, something we are given speaks to "
        f"{len(ours) - silent:,}; of the other {silent:,} {NOTHING_SPEAKS}."
    )
    for priority in held.priorities:
        mine = held.commitments_of(priority.id)
        make = partial(_commitments, mine, found)
        none = sum(not speaks(one, found) for one in mine)
        words = f"{priority.title} ({none:,} that nothing measures)" if none else priority.title
        show.opened(words, f"commitments-{priority.id}", len(mine), len(mine), make)
    fire = [one for one in held.commitments if not one.is_ours]
    show.opened(
        "Of Fire and Rescue alone, not ours", "commitments-fire", len(fire), len(fire), partial(_not_ours, fire, held)
    )
    if any(one.guessed for one in held.commitments):
        show.note(GUESSES)


def speaks(commitment: Commitment, found: Tied) -> list[str]:
    """What of ours speaks to a commitment: KPIs, open plans, returns, and other records; nothing where none does."""
    told = [within(kpis()[tie.value].label) for tie in found.edition.ties_of(commitment) if tie.what == "KPI"]
    plans, returns = found.plans_of[commitment.id], found.returns_of[commitment.id]
    told += [f"{plans:,} open OSARA plan{'' if plans == 1 else 's'} tied to it"] if plans else []
    told += [f"{returns:,} engagement return{'' if returns == 1 else 's'} tied to it"] if returns else []
    return [*told, *(within(one) for one in commitment.records)]


def _commitments(mine: Sequence[Commitment], found: Tied) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Commitment": f"{one.id}. {one.words}",
            "Owner": one.owner_words,
            "What speaks to it": "; ".join(speaks(one, found)) or NOTHING,
            "Why the owner is read so": one.reason,
        }
        for one in mine
    )


def _not_ours(fire: Sequence[Commitment], held: Edition) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Commitment": f"{one.id}. {one.words}", "Priority": held.title_of(one.priority), "Owner": one.owner_words,
            "Why the owner is read so": one.reason,
        }
        for one in fire
    )  # fmt: skip


def plans(found: Tied, view: Selection) -> None:
    """The open OSARA plans and to what each is tied, by which rule or by whom; and the way to tie one by hand."""
    show.heading(
        "OSARA plans and engagement, and what ties them", "by the map's words; a plan also by hand, which wins"
    )
    if found.plans is None:
        show.lede("The list of Problem Plans is not loaded for these days. The problem solving lead sends it.")
    else:
        show.lede(_plans_words(found.plans, view))
        make = partial(_plan_rows, found.plans[:PLANS_AT_MOST], found.edition)
        opens = partial(_addresses, found.plans[:PLANS_AT_MOST], view)
        show.opened("Open plans and what ties them", "tied-plans", len(found.plans), PLANS_AT_MOST, make, opens=opens)
        if view.known_at is None and found.plans:
            _tie_form(found)
    if found.returns is None:
        show.lede("Engagements are not loaded for these days. The neighbourhood coordinator sends them.")
        return
    whole = sum(one.returns for one, _ in found.returns)
    none = sum(one.returns for one, tied in found.returns if not tied.priorities)
    show.lede(f"{whole:,} engagement return{'' if whole == 1 else 's'} in these days: {none:,} tied to no priority.")
    kinds = len(found.returns)
    show.opened("Engagement by kind and what was raised", "tied-returns", kinds, kinds, partial(_return_rows, found))


def _plans_words(found: Sequence[tuple[Plan, Found]], view: Selection) -> str:
    told = Counter("hand" if tied.by_hand else "map" if tied.ties else "none" for _, tied in found)
    none = sum(not tied.priorities for _, tied in found)
    return (
        f"{len(found):,} OSARA plan{'' if len(found) == 1 else 's'} open on {say_date(view.end)}: {told['map']:,} tied by the "
        f"map, {told['hand']:,} by hand; {none:,} to no priority. What is tied to two priorities stands under both."
    )


def _plan_rows(found: Sequence[tuple[Plan, Found]], held: Edition) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Reference": plan.ref, "Plan": plan.title, "Beat": plan.beat_name, "Tied to": _titles(tied, held),
            "How": _how(tied),
        }
        for plan, tied in found
    )  # fmt: skip


def _addresses(found: Sequence[tuple[Plan, Found]], view: Selection) -> list[str]:
    """Each plan on the Problem solving page."""
    return [f"problem_solving?{urlencode(view.params(ref=plan.ref, kpi=None, opened=False))}" for plan, _ in found]


def _titles(tied: Found, held: Edition) -> str:
    return "; ".join(held.title_of(one) for one in tied.priorities) or "no priority"


def _how(tied: Found) -> str:
    """By the map: knife; or by hand, by whom and when."""
    if tied.by_hand is not None:
        return f"by hand: {tied.by_hand.by}, {say_moment(tied.by_hand.at)}"
    said = [f"{'kind' if tie.what == 'Activity' else 'word'} “{tie.value}”" for tie in tied.ties]
    return f"by the map: {listed(said)}" if said else "no line of the map"


def _return_rows(found: Tied) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Kind": one.activity, "Residents raised": one.raised or "nothing recorded", "Returns": f"{one.returns:,}",
            "Tied to": _titles(tied, found.edition), "How": _how(tied),
        }
        for one, tied in found.returns or ()
    )  # fmt: skip


def _tie_form(found: Tied) -> None:
    """Tie one plan by hand, to none too, or leave it to the map again."""
    if not viewer.may("gather_evidence"):
        return
    at = entering.turn()
    box = st.expander("Tie a plan by hand", key=f"tie-{at}", on_change="rerun", type="compact")
    if not box.open:
        return
    held = found.edition
    plans_ = {plan.ref: f"{plan.ref} · {plan.title} · {_titles(tied, held)}" for plan, tied in found.plans or ()}
    with box, st.form(f"tie-form-{at}", border=False):
        ref = st.selectbox(
            "Plan", list(plans_), index=None, format_func=plans_.__getitem__, placeholder="Choose a plan",
            filter_mode="contains", key=f"tie-plan-{at}",
        )  # fmt: skip
        ids = [one.id for one in held.priorities]
        wanted = st.multiselect(
            "Priorities (none: it is tied to no priority)", ids, format_func=held.title_of, key=f"tie-to-{at}"
        )
        again = st.checkbox("Leave it to the map again", key=f"tie-again-{at}")
        by = entering.your_name(f"tie-by-{at}")
        if st.form_submit_button("Keep it", type="primary", key=f"tie-go-{at}"):
            if ref is None:
                show.note("Choose a plan first.")
            else:
                chosen = None if again else tuple(wanted)
                entering.keep(lambda: tie_plan(stores.store(), held, ref, chosen, by, loading.now()))
