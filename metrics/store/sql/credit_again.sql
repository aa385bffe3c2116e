-- The rows of distinct values that are counted in more than one ISO week: few of all. Over several weeks the others are simply added
-- up.
with again as (
    select kpi, ref from credit_distinct_area
    where ref is not null
    group by all
    having date_trunc('week', min(day)) <> date_trunc('week', max(day))
)
select credit.* from credit_distinct_area credit join again using (kpi, ref) order by day;
