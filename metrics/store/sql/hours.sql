-- One row per key and printed period: hours by kind and days absent, null where no day of Duties is loaded, and how many
-- of the team days are.
with period as (
    select unnest($starts::date[]) as period_start, unnest($ends::date[]) as period_end
),
day_period as (
    select period_start, period_end, unnest(generate_series(period_start, period_end, interval 1 day))::date as day
    from period
),
kpi as (
    select 'hours' as kpi, 'hours' as counts, false as is_stock, $role is distinct from 'PCSO' as pc, $role is distinct from 'PC' as pcso
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
known as (
    select grid.key, grid.period_start, grid.period_end, coalesce(posted_days, 0) as posted_days,
        coalesce(loaded_days, 0) as covered_days, coalesce(loaded_days, 0) > 0 as is_known
    from grid left join posted using (key, period_start)
),
hours as (
    select key, period_start, period_end, posted_days, covered_days,
        case when is_known then coalesce(rostered, 0) end as rostered,
        case when is_known then coalesce(available, 0) end as available,
        case when is_known then coalesce(abstraction, 0) end as abstraction,
        case when is_known then coalesce(not_deployable, 0) end as not_deployable,
        case when is_known then coalesce(outside, 0) end as outside,
        case when is_known then coalesce(in_place, 0) end as in_place,
        case when is_known then coalesce(absent_days, 0) end as absent_days
    from known left join spent using (key, period_start)
)
select * from hours;
