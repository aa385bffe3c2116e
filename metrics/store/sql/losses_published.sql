-- One row per ISO week of the covered days: rows of {export} known for the publisher, and how many of them the incoming
-- file has no row like. Of rows that look alike each counts.
with known as (
    select day, {columns} from {export}_known_at($t) where team = $area and day between $days_from and $days_to
),
lacking as (
    select * from known except all select day, {columns} from incoming
),
gone as (
    select date_trunc('week', day)::date as week, count(*) as gone from lacking group by all
),
week as (
    select date_trunc('week', day)::date as week, count(*) as known from known group by all
)
select week, known, coalesce(gone, 0) as gone from week left join gone using (week) order by week;
