"""Who is credited for a row: the SQL that a KPI's declaration becomes, for officers, for sergeants' teams and for areas.

Only text from the declarations in this repository is put into the SQL.
"""

from __future__ import annotations

from typing import Literal

from metrics.kpi import Kpi

Scope = Literal["officer", "team", "area"]
"""Whom rows are credited to: people, sergeants' teams, or areas."""


WHO: dict[Scope, str] = {
    "officer": "credited_collar as collar, credited_team as team",
    "team": "credited_led as led",
    "area": "credited_team as team",
}


def credits_of(kpi: Kpi, scope: Scope) -> str:
    """SQL: one row per KPI, person, sergeant's team or posted team, role and day, with the amount credited there.

    Where distinct values are counted, `ref` carries the value.
    """
    return f"""
select '{kpi.id}' as kpi, {WHO[scope]}, credited_role as role, day, sum(amount)::double as amount, ref
from ({credited_to(kpi, scope)})
group by all
"""


def credited_to(kpi: Kpi, scope: Scope) -> str:
    """SQL of the rows credited to officers, to sergeants' teams or to areas of any level."""
    by = {"officer": credited_to_officers, "team": credited_to_teams, "area": credited_to_areas}
    return by[scope](kpi)


def credited_to_officers(kpi: Kpi) -> str:
    """SQL: the counted rows, once for each person credited, with credited_collar, credited_team and credited_role."""
    rows = _counted(kpi)
    if kpi.credit == "lead":
        return _to_lead(rows)
    if kpi.credit == "actioner":
        place = "case when actioned_by is null then 1 else list_position(named_collars, actioned_by) end"
        return _to_named(place, "named_teams[place]", rows)
    everyone = "unnest(named_collars) as credited_collar, unnest(named_teams) as credited_team"
    return f"select *, {everyone}, unnest(named_roles) as credited_role from ({rows})"


def credited_to_teams(kpi: Kpi) -> str:
    """SQL: the rows that areas count, once each, with the sergeant's team that the person was in on the row's own day."""
    return f"""
select credit.*, led.led as credited_led
from ({credited_to_areas(kpi)}) credit
join led on led.collar = credited_collar and credited_on between led.from_day and led.to_day
"""


def credited_to_areas(kpi: Kpi) -> str:
    """SQL: the counted rows, once each, for the team that counts it: the lead's, or the first named with a role of the KPI."""
    rows = _counted(kpi)
    roles = ", ".join(f"'{role}'" for role in kpi.roles)
    if kpi.credit == "lead":
        return f"{_to_lead(rows)} where role in ({roles})"
    first = f"list_position(list_transform(named_roles, lambda role: role in ({roles})), true)"
    if kpi.credit == "actioner":
        return _to_named(first, "team", rows, collar="collar_no")
    return _to_named(first, "named_teams[place]", rows)


def _to_lead(rows: str) -> str:
    return f"select *, collar_no as credited_collar, team as credited_team, role as credited_role from ({rows})"


def _to_named(place: str, team: str, rows: str, collar: str = "named_collars[place]") -> str:
    """The rows with the officer who stands at a place among those named, if any does."""
    return f"""
select * exclude (place), {collar} as credited_collar, {team} as credited_team,
    named_roles[place] as credited_role
from (select *, {place} as place from ({rows}))
where place >= 1
"""


def _counted(kpi: Kpi) -> str:
    """SQL: the rows that a KPI counts, each with its amount and its own day (`credited_on`); a row of a stock leaves it again on
    the day it ends."""
    ref = kpi.distinct or "null::varchar"
    rows = f"""
select *, ({kpi.counts})::double as amount, {ref} as ref, day as credited_on
from {kpi.export}
where not waiting and ({kpi.where})
"""
    if not kpi.is_stock:
        return rows
    return f"""
with entered as ({rows}),
ended as (
    select *, ({kpi.stock_until})::date as last_day from entered
)
select * exclude (last_day) from ended
union all
select * exclude (last_day) replace (last_day as day, -amount as amount) from ended where last_day is not null
"""
