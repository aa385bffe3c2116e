"""A person's figures as pages show them: each KPI of every week since they were posted, with its hours and what was lacking."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from metrics.calculate import figures
from metrics.catalogue import kpis
from metrics.coverage import last_week
from metrics.frames import rows_of
from metrics.people import stints
from metrics.question import Ask
from metrics.store.connection import Store
from metrics.store.snapshot import snapshot
from metrics.subject.parts import Part
from metrics.subject.person import Person
from metrics.terms import periods, week_start


def of_postings(store: Store, who: Person) -> Part:
    """Where the person was posted when, as it is known now, day by day put into runs."""
    mine = [one for one in stints(store, snapshot(store)) if one.collar == who.collar]
    ends = [None if one.to_day == dt.date.max else one.to_day for one in mine]
    return Part(
        "Postings", "Where you are known to have been posted, as figures use it", ("From", "To", "Rank", "Team", "FTE", "Lent"),
        [(one.from_day, end, one.role, one.team, one.fte, one.lent) for one, end in zip(mine, ends, strict=True)],
    )  # fmt: skip


def of_person(who: Person) -> Part:
    """Names and addresses under which the person is known."""
    rows = [("Collar number", who.collar), *(("Name", name) for name in (*who.names, *who.shared))]
    rows += [("Email", email) for email in who.emails]
    return Part("Who you are here", "Your number, and every name and address of yours", ("What", "Value"), rows)


def of_kpis(store: Store, who: Person) -> Iterator[Part]:
    """Every KPI by week."""
    last, first = last_week(store), store.rows("select min(day) from cover", snapshot(store))[0][0]
    posted = [one.from_day for one in stints(store, snapshot(store)) if one.collar == who.collar]
    if last is None or first is None or not posted:
        return
    asked = tuple(periods(week_start(max(first, min(posted))), last, "week"))
    found = figures(store, Ask(tuple(kpis()), "officer", asked, collars=(who.collar,)))
    labels = {kpi.id: kpi.label for kpi in kpis().values()}
    yield Part(
        "Figures by week", "Every KPI of every week that is known, as pages show it: with its hours, and what is not loaded",
        ("KPI", "From", "To", "Role", "Value", "Hours", "Fair share", "Verdict", "Not loaded", "Rows set aside"),
        [
            (
                labels[row["kpi"]], row["period_start"], row["period_end"], row["role"], row["value"], row["exposure_hours"],
                row["target"], row["verdict"], row["missing"], row["set_aside"],
            )
            for row in rows_of(found)
        ],
    )  # fmt: skip
