-- One row per KPI as asked for, area and period: the area's own target (F5 to F7), of the areas asked about and of their
-- beats.
with {period},
kpi as (
    select unnest($kpis::varchar[]) as kpi, unnest($counts::varchar[]) as counts, unnest($variants::varchar[]) as variant,
        unnest($stocks::boolean[]) as is_stock
),
overlap as (
    select kpi.kpi, area, is_stock, period, period_end, per, amount,
        greatest(from_day, period_start) as first_day, least(to_day, period_end) as last_day
    from target_stints target join kpi on kpi.counts = target.kpi and kpi.variant = target.variant
    join period on from_day <= period_end and to_day >= period_start
    where list_contains($areas::varchar[], area) and amount is not null
),
weighed as (
    select kpi, area, period, amount * (until.running - before.running) as target
    from overlap
    join memory.main.calendar until on until.day = last_day and until.per = overlap.per
    join memory.main.calendar before on before.day = first_day - 1 and before.per = overlap.per
    where not is_stock
    union all
    select kpi, area, period, amount from overlap where is_stock and last_day = period_end
),
own as (
    select kpi, area as key, period, sum(target) as target from weighed group by all
)
select * from own;
