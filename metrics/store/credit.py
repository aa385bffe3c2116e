"""Who is credited for a row: the SQL that a KPI's declaration becomes, for officers and for areas.

Only text from the declarations in this repository is put into the SQL.
"""

from __future__ import annotations

from metrics.kpi import Kpi

COUNTED = "role, day, amount, ref, load_id, source_row"


def credits_of(kpi: Kpi) -> str:
    """SQL: one row per KPI, scope (officer or area), person, team, role and day, with the amount credited.

    Where distinct values are counted, `ref` carries the value.
    """
    return f"""
select kpi, scope, collar, team, role, day, sum(amount)::double as amount, ref
from (
    select '{kpi.id}' as kpi, 'officer' as scope, collar, team, role, day, amount, ref
    from ({officer_credits(kpi)})
    union all
    select '{kpi.id}', 'area', null, team, role, day, amount, ref
    from ({area_credits(kpi)})
)
group by all
"""


def officer_credits(kpi: Kpi) -> str:
    """SQL: one row per person credited, with their own role and team on that day."""
    rows = _counted(kpi)
    if kpi.credit == "lead":
        return f"select collar_no as collar, team, {COUNTED} from ({rows})"
    if kpi.credit == "actioner":
        place = "case when actioned_by is null then 1 else list_position(named_collars, actioned_by) end"
        return _named_at(place, "named_teams[place]", rows)
    everyone = "unnest(named_collars) as collar, unnest(named_teams) as team, unnest(named_roles) as role"
    return f"select {everyone}, day, amount, ref, load_id, source_row from ({rows})"


def area_credits(kpi: Kpi) -> str:
    """SQL: one row per event, for the team that counts it: the lead's, or the first named with a role of the KPI."""
    rows = _counted(kpi)
    roles = ", ".join(f"'{role}'" for role in kpi.roles)
    if kpi.credit == "lead":
        return f"select collar_no as collar, team, {COUNTED} from ({rows}) where role in ({roles})"
    first = f"list_position(list_transform(named_roles, lambda role: role in ({roles})), true)"
    return _named_at(first, "team" if kpi.credit == "actioner" else "named_teams[place]", rows)


def _named_at(place: str, team: str, rows: str) -> str:
    """One row for the officer who stands at a place among those named, if any does."""
    return f"""
select named_collars[place] as collar, {team} as team, named_roles[place] as role, day, amount, ref, load_id, source_row
from (select *, {place} as place from ({rows}))
where place >= 1
"""


def _counted(kpi: Kpi) -> str:
    """SQL: the rows that a KPI counts, each with its amount; a row of a stock leaves it again on the day it ends."""
    ref = kpi.distinct or "null::varchar"
    rows = f"""
select *, ({kpi.counts})::double as amount, {ref} as ref
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
