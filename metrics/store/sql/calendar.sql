-- One row per day and target period: the share of the period that the day is, and the running sum of those shares, so
-- that a target over any run of days is amount x (running at its end - running before its start). Year: April to March.
with day as (
    select unnest(generate_series(date '2009-12-31', date '2045-12-31', interval 1 day))::date as day
),
start as (
    select day, date_trunc('month', day) as month, date_trunc('quarter', day) as quarter,
        date_trunc('year', day - interval 3 month) + interval 3 month as year
    from day
),
length as (
    select day, 'week' as per, 7 as days from start
    union all select day, '4 weeks', 28 from start
    union all select day, 'month', date_diff('day', month, month + interval 1 month) from start
    union all select day, 'quarter', date_diff('day', quarter, quarter + interval 3 month) from start
    union all select day, 'year', date_diff('day', year, year + interval 1 year) from start
),
share as (
    select day, per, 1.0::double / days as share, sum(1.0::double / days) over (partition by per order by day) as running
    from length
)
select * from share;
