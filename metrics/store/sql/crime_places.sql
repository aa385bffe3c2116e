-- One row per area, as its rows name it, and span of whole months that Crime Figures known at t state for it: single months,
-- and 12 months at once.
with known as (
    select distinct area, period_start, period_end from crime_figures_known_at($t)
    where period_start = date_trunc('month', period_start) and period_end = last_day(period_end)
),
span as (
    select area, period_start, period_end, date_diff('month', period_start, period_end) + 1 as months from known
)
select area, period_start, period_end, months from span where months in (1, 12) order by area, period_end, months;
