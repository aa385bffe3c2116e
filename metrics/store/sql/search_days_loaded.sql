-- One row: on how many of some days the stop-searches of every team in the area or sergeant's team asked about were loaded, as
-- known at t. Teams: those to which somebody was then posted.
with containment as (select * from containment_known_at($t)),
stint as (
    select *, case when role in ('PC', 'PCSO') then 'team:' || supervisor end as led from stints_known_at($t)
),
{chosen},
there as (
    select stint.team, stint.from_day, stint.to_day from stint {join}
),
asked as (
    select unnest(generate_series($start::date, $end::date, interval 1 day))::date as day
),
expected as (
    select distinct day, team from asked join there on day between from_day and to_day
),
covered as (
    select distinct team, day from cover_known_at($t) where export = 'stop_searches'
),
loaded as (
    select day from expected left join covered using (day, team) group by day having count(covered.team) = count(*)
)
select count(*) from loaded;
