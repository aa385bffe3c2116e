-- One row per beat team and run of days: the established strength of each role, in full-time posts.
with stint as (
    select team, role, fte, from_day, to_day from stints where team like 'beat:%' and role in ('PC', 'PCSO')
),
edge as (
    select team, from_day as day from stint union select team, to_day + 1 from stint
),
run as (
    select team, day as from_day, lead(day) over (partition by team order by day) - 1 as to_day from edge
),
strength as (
    select run.team, run.from_day, run.to_day,
        coalesce(sum(fte) filter (role = 'PC'), 0) as pc, coalesce(sum(fte) filter (role = 'PCSO'), 0) as pcso
    from run join stint on stint.team = run.team and stint.from_day <= run.from_day and stint.to_day >= run.to_day
    group by run.team, run.from_day, run.to_day
)
select * from strength;
