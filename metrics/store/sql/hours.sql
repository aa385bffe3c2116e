-- One row per key and printed period: hours by kind, days absent, and how many of the team days are loaded.
with period as (
    select unnest($starts::date[]) as period_start, unnest($ends::date[]) as period_end
),
day_period as (
    select period_start, period_end, unnest(generate_series(period_start, period_end, interval 1 day))::date as day
    from period
),
kpi as (
    select 'hours' as kpi, $role is distinct from 'PCSO' as pc, $role is distinct from 'PC' as pcso
),
{scope},
posted as (
    select key, period_start, count(*) as posted_days,
        count(*) filter (coalesce(mask, 0) & $duties <> 0) as loaded_days
    from unit_day join day_period using (day) left join cover on cover.team = unit_day.team and cover.day = unit_day.day
    where unit_day.role is null or $role is null or unit_day.role = $role
    group by key, period_start
),
spent as (
    select worked.key, period_start, sum(rostered) as rostered, sum(available) as available,
        sum(abstraction) as abstraction, sum(not_deployable) as not_deployable, sum(outside) as outside,
        sum(in_place) as in_place, count(*) filter (absent) as absent_days
    from worked join day_period using (day)
    where worked.role in ('PC', 'PCSO') and ($role is null or worked.role = $role)
    group by worked.key, period_start
),
hours as (
    select grid.key, grid.period_start, grid.period_end, coalesce(rostered, 0) as rostered,
        coalesce(available, 0) as available, coalesce(abstraction, 0) as abstraction,
        coalesce(not_deployable, 0) as not_deployable, coalesce(outside, 0) as outside, coalesce(in_place, 0) as in_place,
        coalesce(absent_days, 0) as absent_days, coalesce(posted_days, 0) as posted_days,
        coalesce(loaded_days, 0) as covered_days
    from grid left join posted using (key, period_start) left join spent using (key, period_start)
)
select * from hours;
