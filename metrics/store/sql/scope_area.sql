{keys},
staffed as (
    select distinct stints.team, role, day from stints
    join (select distinct day from day_period) day_period on day_period.day between from_day and to_day
    where team not like 'beat:%' and role in ('PC', 'PCSO')
),
unit_day as (
    select team_area.key, day_period.day, null as role, team_area.team
    from team_area cross join (select distinct day from day_period) day_period
    where team_area.team in (select area from areas where level = 'beat')
    union all
    select team_area.key, staffed.day, staffed.role, staffed.team from team_area join staffed using (team)
),
grid as (
    select kpi.kpi, chosen.area as key, period.period_start, period.period_end from kpi cross join chosen cross join period
),
credit as (
    select kpi as counts, team_area.key, role, day, amount, ref from credit_area join team_area using (team)
    where day between list_min($starts::date[]) and list_max($ends::date[])
),
credit_until as (
    select kpi as counts, team_area.key, role, day, amount from credit_area join team_area using (team)
    where day <= list_max($ends::date[]) and kpi in (select counts from kpi where is_stock)
),
worked as (
    select team_area.key, hours_day.* exclude (collar, team) from hours_day join team_area using (team)
    where day between list_min($starts::date[]) and list_max($ends::date[])
)
