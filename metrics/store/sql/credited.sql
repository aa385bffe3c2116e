-- One row per KPI, key, role and period with something counted. Of a stock what entered and left it since ever, to the end of
-- the period. {grain}: as of `worked`.
with {day},
{period},
{chosen},
flow as (
    select kpi, key, role, period, sum(amount) as amount
    from credit_{scope}_{grain} credit {join} join day on day.day = credit.day
    where credit.day between $first and $last
    group by all
),
stock as (
    select kpi, key, role, period, sum(amount) as amount
    from credit_stock_{scope} credit {join} join period on credit.day <= period_end
    group by all
),
credited as (
    select * from flow union all by name select * from stock
)
select * from credited;
