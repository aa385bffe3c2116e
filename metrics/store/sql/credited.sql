-- One row per KPI, key, role and period with something counted. Of distinct values also a row without a role, which counts
-- those of either role, each once. Of a stock what entered and left it since ever, to the end of the period. {grain}: as of
-- `worked`.
with {day},
{period},
{chosen},
flow as (
    select kpi, key, role, period, sum(amount) as amount
    from credit_{scope}_{grain} credit {join} join day on day.day = credit.day
    where credit.day between $first and $last
    group by all
),
each_once as (
    select kpi, key, role, period, count(distinct ref)::double as amount
    from credit_distinct_{scope} credit {join} join day on day.day = credit.day
    where credit.day between $first and $last and role in ('PC', 'PCSO')
    group by grouping sets ((kpi, key, role, period), (kpi, key, period))
),
stock as (
    select kpi, key, role, period, sum(amount) as amount
    from credit_stock_{scope} credit {join} join period on credit.day <= period_end
    group by all
)
select * from flow union all by name select * from each_once union all by name select * from stock;
