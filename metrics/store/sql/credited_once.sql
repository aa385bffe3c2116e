-- One row per KPI of distinct values, key, role and period with something counted; and one without a role, which counts those
-- of either role, each once.
with {day},
{chosen},
credited_once as (
    select kpi, key, role, period, count(distinct ref)::double as amount
    from credit_distinct_{scope} credit {join} join day on day.day = credit.day
    where credit.day between $first and $last and role in ('PC', 'PCSO')
    group by grouping sets ((kpi, key, role, period), (kpi, key, period))
)
select * from credited_once;
