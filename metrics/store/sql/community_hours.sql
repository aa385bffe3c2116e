-- One row per role and ISO week (its Monday) with anybody posted or on duty: rostered hours, those outside the station, and of
-- these the ones in neighbourhood work (in_community: not abstraction); and full-time posts, days posted over seven.
-- {rows}: duties_week, or duties of sergeants' teams, which people may join on any day.
with {chosen},
week as (
    select unnest($weeks::date[]) as monday
),
segment as (
    select role, date_trunc('week', day)::date as monday, hours, outside, outside and not abstraction as in_community
    from {rows} duties {join}
    where day between $first and $last and rostered and not waiting and role in ('PC', 'PCSO')
),
spent as (
    select role, monday, sum(hours) as rostered, coalesce(sum(hours) filter (outside), 0) as outside,
        coalesce(sum(hours) filter (in_community), 0) as in_community
    from segment group by all
),
stint as (
    select role, team, 'team:' || supervisor as led, fte, from_day, to_day from stints where role in ('PC', 'PCSO')
),
posted as (
    select role, monday,
        sum(fte * (1 + date_diff('day', greatest(from_day, monday), least(to_day, monday + 6)))) / 7.0 as fte
    from stint {join} join week on from_day <= monday + 6 and to_day >= monday
    group by all
),
found as (
    select coalesce(spent.role, posted.role) as role, coalesce(spent.monday, posted.monday) as monday,
        coalesce(rostered, 0) as rostered, coalesce(outside, 0) as outside, coalesce(in_community, 0) as in_community,
        coalesce(fte, 0) as fte
    from spent full join posted on posted.role = spent.role and posted.monday = spent.monday
)
select * from found order by role, monday;
