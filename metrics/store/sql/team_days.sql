-- One row per key, role and period, and by what is loaded: on how many team days (of people: days posted) it is. Bit i of
-- the mask is an export (metrics.store.snapshot.bit). The days of a beat have no role: whoever is posted there, it reports.
with {day},
{chosen},
team_day as (
    select key, posted.team, role, day.day, period, lists
    from posted_{scope} posted {join} join day on day.day between from_day and to_day
),
counted as (
    select key, role, period, coalesce(mask, 0) | lists as mask, count(*) as days
    from team_day left join (from cover where day between $first and $last) loaded using (team, day)
    group by all
)
select * from counted;
