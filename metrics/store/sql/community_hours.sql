-- One row per role and ISO week (its Monday) with anybody posted or on duty: rostered hours, those outside the station, and of
-- these the ones in neighbourhood work (in_community: not abstraction); and full-time posts, days posted over seven.
with {chosen},
week as (
    select unnest($weeks::date[]) as monday
),
spent as (
    select role, day as monday, sum(rostered) as rostered, sum(outside) as outside, sum(in_community) as in_community
    from community_week {join}
    where day between $first and $last
    group by all
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
