"""The Who looked at me page's parts: those who opened one's own figures or records, lists with others, one's own looks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import pandas as pd

from metrics.access.looked import Looked
from metrics.access.lookups import OWN, REFUSED, SUPERVISOR
from metrics.charts.words import days as say_view
from metrics.terms import say_date, say_number
from metrics.ui import data, show, viewer

MOST = 250
"""Lines that a table shows."""
Looks = tuple[Looked, ...]


def known() -> Looks:
    """Every look at whoever looks, the latest first. Reading them is a look at oneself."""
    mine = viewer.scope().collar
    found = cast(Looks, data.read("looks_at", collar=mine))
    viewer.looks_at([mine])
    return found


def answer(found: Looks) -> str:
    """How many others looked, and how often they opened one's own figures or records."""
    others = [one for one in found if not _is_own(one)]
    if not others:
        return "Nobody else has looked at figures or records that name you, as far back as the log is kept."
    people, alone = len({one.who for one in others}), [one for one in others if one.opened]
    since = f"since {say_date(others[-1].at.date())}"
    return (
        f"{say_number(people)} other {'person has' if people == 1 else 'people have'} looked at figures or records that name you "
        f"{since}: {say_number(len(alone))} times at you alone, {say_number(len(others) - len(alone))} times in a list with "
        "others. The same view read again within a few minutes is one look."
    )


def opened(found: Looks) -> None:
    """Looks at oneself alone, by others."""
    mine = [one for one in found if one.opened and not _is_own(one)]
    show.heading(
        "At you alone", "your page, your one-to-one, a figure’s records, a record that names you, a file of these"
    )
    if not mine:
        show.lede("Nobody else has.")
        return
    show.table(_table(mine[:MOST]), "Who looked at you alone")
    if len(mine) > MOST:
        show.lede(f"The latest {MOST:,} of {len(mine):,} are shown.")


def in_lists(found: Looks) -> None:
    """Lists in which one stands with others, by others: closed, as there are many."""
    mine = [one for one in found if not one.opened and not _is_own(one)]
    show.opened("In a list with others", "in-lists", len(mine), MOST, lambda: _table(mine[:MOST], with_others=True))


def own(found: Looks) -> None:
    """One's own looks at oneself, folded."""
    mine = [one for one in found if _is_own(one)]
    show.opened("Your own looks", "own-looks", len(mine), MOST, lambda: _table(mine[:MOST]))


def _is_own(one: Looked) -> bool:
    return one.role == OWN


def _table(found: Sequence[Looked], with_others: bool = False) -> pd.DataFrame:
    return pd.DataFrame([_row(one) | ({"With": _with(one)} if with_others else {"Why": _why(one)}) for one in found])


def _row(one: Looked) -> dict[str, str]:
    return {
        "When": f"{say_date(one.at.date())} {one.at:%H:%M}",
        "Who": f"{one.name} ({one.who})",
        "As": "was refused" if one.outcome == REFUSED else one.role,
        "What": one.what,
        "Days": say_view(*one.days) if one.days else "",
    }


def _with(one: Looked) -> str:
    others = len(one.whom) - 1
    return "nobody else" if not others else f"{others:,} other{'' if others == 1 else 's'}"


def _why(one: Looked) -> str:
    return one.why or ("" if one.role != SUPERVISOR else "none needed")
