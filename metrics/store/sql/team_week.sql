-- One row per beat team and ISO week for which Duties are loaded on all seven days: available hours by role.
with loaded as (
    select team, date_trunc('week', day)::date as week
    from cover
    where mask & (1::bigint << list_position($exports::varchar[], 'duties')) <> 0 and team like 'beat:%'
    group by team, week having count(*) = 7
),
worked as (
    select team, date_trunc('week', day)::date as week,
        sum(available) filter (role = 'PC') as pc, sum(available) filter (role = 'PCSO') as pcso
    from hours_day group by team, week
),
team_week as (
    select loaded.team, loaded.week, coalesce(pc, 0) as pc, coalesce(pcso, 0) as pcso
    from loaded left join worked using (team, week)
)
select * from team_week;
