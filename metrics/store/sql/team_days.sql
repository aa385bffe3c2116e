-- One row per key, role and period, and by what is loaded: on how many team days (of people: days posted) it is. Bit i of
-- the mask is an export (metrics.store.snapshot.bit). The days of a beat have no role: whoever is posted there, it reports. Of
-- these, which are most, what is loaded is counted, and what is not is what is left of all.
with {day},
{chosen},
standing as (
    select key, posted.team, role, from_day, to_day from posted_{scope} posted {join}
),
team_day as (
    select key, team, role, day.day, period, lists
    from standing join day on day.day between from_day and to_day
    where role is not null
),
of_roles as (
    select key, role, period, coalesce(mask, 0) | lists as mask, count(*) as days
    from team_day left join (from cover where day between $first and $last) loaded using (team, day)
    group by all
),
beat as (
    select key, team from standing where role is null
),
of_beats as (
    select key, period, lists, loaded.mask | lists as mask, count(*) as days
    from cover loaded join beat using (team) join day on day.day = loaded.day
    where loaded.day between $first and $last
    group by all
),
every_day as (
    select key, period, lists, beats * count(*) as days
    from day cross join (select key, count(*) as beats from beat group by key)
    group by key, period, lists, beats
),
not_loaded as (
    select key, period, lists as mask, any_value(every_day.days) - coalesce(sum(of_beats.days), 0) as days
    from every_day left join of_beats using (key, period, lists)
    group by key, period, lists
),
counted as (
    select * from of_roles
    union all by name
    select key, null as role, period, mask, sum(days)::bigint as days
    from (select key, period, mask, days from of_beats union all select * from not_loaded where days > 0)
    group by all
)
select * from counted;
