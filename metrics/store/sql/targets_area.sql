-- One row per KPI as asked for, area and period that has a target: its own, else the sum of its beats' if all have one (F5-F8).
with period as (
    select unnest($starts::date[]) as period_start, unnest($ends::date[]) as period_end,
        generate_subscripts($starts::date[], 1) - 1 as period
),
kpi as (
    select unnest($kpis::varchar[]) as kpi, unnest($counts::varchar[]) as counts, unnest($variants::varchar[]) as variant, unnest($stocks::boolean[]) as is_stock
),
chosen as (
    select unnest($keys::varchar[]) as area
),
overlap as (
    select target.* replace (kpi.kpi as kpi), is_stock, period, period_end,
        greatest(from_day, period_start) as first_day, least(to_day, period_end) as last_day
    from target_stints target join kpi on kpi.counts = target.kpi and kpi.variant = target.variant
    join period on from_day <= period_end and to_day >= period_start
),
flow as (
    select kpi, area, period, round(sum(amount * (last.running - before.running)), 9) as target
    from overlap
    join memory.main.calendar last on last.day = last_day and last.per = overlap.per
    join memory.main.calendar before on before.day = first_day - 1 and before.per = overlap.per
    where not is_stock
    group by all
),
own as (
    select * from flow where target is not null
    union all
    select kpi, area, period, amount from overlap
    where is_stock and last_day = period_end and amount is not null
),
beats_of as (
    select containment.area, count(*) as beats
    from containment join areas on areas.area = containment.team and areas.level = 'beat'
    where containment.area not like 'beat:%'
    group by containment.area
),
of_beats as (
    select own.kpi, containment.area, period, sum(target) as target
    from own join containment on containment.team = own.area join beats_of on beats_of.area = containment.area
    semi join chosen on chosen.area = containment.area
    where own.area like 'beat:%'
    group by own.kpi, containment.area, period
    having count(*) = any_value(beats)
),
target as (
    select * from own
    union all
    select of_beats.* from of_beats anti join own using (kpi, area, period)
)
select kpi, area as key, period, target from target semi join chosen using (area);
