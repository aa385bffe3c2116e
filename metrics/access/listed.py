"""Who can sign in, and as what: the Officers list on a day, by name, beside the access table. For administrators: no figures."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from metrics.access.roles import BY_RANK, AccessRole
from metrics.access.table import OWN, grants
from metrics.people import Stint, stints
from metrics.store.connection import Store
from metrics.store.schema import sql
from metrics.store.snapshot import NOW, snapshot


class Listed(NamedTuple):
    """Somebody who is posted on a day. sign_in: the name with which they sign in, of the Officers list or the access table; ""
    where neither has one of their own.

    role: by their rank; supervises: somebody names them as supervisor.
    """

    collar: str
    name: str
    rank: str
    team: str
    sign_in: str
    role: AccessRole
    supervises: bool


def listed(store: Store, day: dt.date) -> tuple[Listed, ...]:
    """Everybody posted on a day, in the order of names."""
    catalog = snapshot(store)
    posted = [one for one in stints(store, catalog) if one.from_day <= day <= one.to_day]
    names = {one.key: one.who for one in grants(store) if one.level == OWN and one.holds(day)}
    names |= {collar: email for email, collar in store.rows(sql("sign_in_names"), t=NOW)}
    leading = {one.supervisor for one in posted}
    found = (_listed(one, names.get(one.collar, ""), one.collar in leading) for one in posted)
    return tuple(sorted(found, key=lambda one: (one.name, one.collar)))


def _listed(one: Stint, sign_in: str, leads: bool) -> Listed:
    role = BY_RANK.get(one.role, "officer")
    role = "sergeant" if role == "officer" and leads else role
    return Listed(one.collar, one.name or one.collar, one.role, one.team, sign_in, role, leads)
