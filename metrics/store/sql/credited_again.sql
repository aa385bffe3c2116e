-- One row per KPI of distinct values, key, role and period: how many more the counts of its weeks add up to than there are values,
-- since some are counted in more than one week; and one without a role, of either role.
with {day},
{chosen},
counted_again as (
    select kpi, key, role, period,
        (count(distinct (date_trunc('week', credit.day), ref)) - count(distinct ref))::double as amount
    from credit_again_{scope} credit {join} join day on day.day = credit.day
    where credit.day between $first and $last and role in ('PC', 'PCSO')
    group by grouping sets ((kpi, key, role, period), (kpi, key, period))
)
select * from counted_again;
