-- One row per KPI, key and printed period: what was counted, the hours behind it, and how much of it is loaded.
-- Keys are officers (collar) or areas (level:key), given by the steps `unit_day` (whose coverage counts), `credit` (what is
-- credited on the days asked for), `credit_until` (since ever, of stocks) and `worked` of the scope (officers or areas). A role-less unit day counts for every role.
with period as (
    select unnest($starts::date[]) as period_start, unnest($ends::date[]) as period_end
),
kpi as (
    select unnest($kpis::varchar[]) as kpi, unnest($counts::varchar[]) as counts, unnest($pc::boolean[]) as pc, unnest($pcso::boolean[]) as pcso,
        unnest($bits::bigint[]) as bit, unnest($stocks::boolean[]) as is_stock, unnest($distincts::boolean[]) as is_distinct,
        unnest($rostered::boolean[]) as by_rostered
),
day_period as (
    select period_start, period_end, unnest(generate_series(period_start, period_end, interval 1 day))::date as day
    from period
),
list_mask as (
    select day, coalesce(bit_or(1::bigint << (list_position($lists::varchar[], export) + $weekly)), 0) as mask
    from (select distinct day from day_period) left join list_through on through >= day group by day
),
{scope},
unit_count as (
    select unit_day.key, period_start, role, coalesce(cover.mask, 0) | list_mask.mask as mask, count(*) as days
    from unit_day join day_period using (day) join list_mask using (day)
    left join cover on cover.team = unit_day.team and cover.day = unit_day.day
    group by all
),
loaded as (
    select kpi.kpi, key, period_start, sum(days) as unit_days,
        coalesce(sum(days) filter (mask & bit <> 0), 0) as loaded_days,
        coalesce(sum(days) filter (mask & $duties <> 0), 0) as hours_days
    from kpi join unit_count on role is null or (role = 'PC' and pc) or (role = 'PCSO' and pcso)
    group by kpi.kpi, key, period_start
),
flow as (
    select kpi.kpi, credit.key, period_start,
        case when any_value(is_distinct) then count(distinct ref)::double else sum(amount) end as value
    from credit join kpi using (counts) join day_period using (day)
    where not is_stock and ((credit.role = 'PC' and pc) or (credit.role = 'PCSO' and pcso))
    group by kpi.kpi, credit.key, period_start
),
stock as (
    select kpi.kpi, credit.key, period_start, sum(amount) as value
    from credit_until credit join kpi using (counts) join period on credit.day <= period_end
    where is_stock and ((credit.role = 'PC' and pc) or (credit.role = 'PCSO' and pcso))
    group by kpi.kpi, credit.key, period_start
),
counted as (
    select * from flow union all select * from stock
),
worked_period as (
    select worked.key, period_start, worked.role, sum(rostered) as rostered, sum(available) as available
    from worked join day_period using (day)
    group by worked.key, period_start, worked.role
),
hours as (
    select kpi.kpi, worked_period.key, period_start, sum(case when by_rostered then rostered else available end) as exposure_hours
    from worked_period join kpi on (role = 'PC' and pc) or (role = 'PCSO' and pcso)
    group by kpi.kpi, worked_period.key, period_start
),
figure as (
    select grid.kpi, grid.key, grid.period_start, grid.period_end,
        case when coalesce(loaded_days, 0) > 0 then coalesce(value, 0) end as value,
        case when coalesce(hours_days, 0) > 0 then coalesce(exposure_hours, 0) end as exposure_hours,
        coalesce(unit_days, 0) as unit_days, coalesce(loaded_days, 0) as loaded_days, coalesce(hours_days, 0) as hours_days
    from grid
    left join loaded using (kpi, key, period_start)
    left join counted using (kpi, key, period_start)
    left join hours using (kpi, key, period_start)
)
select * from figure;
