-- One row per beat team and run of days: the team's usual available hours a week by role, from the latest 52 whole weeks
-- before, and how many of them there are. A whole week is an ISO week for which Duties are loaded on all seven days.
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
),
usual as (
    select team, week + 7 as from_day, lead(week + 6, 1, date '9999-12-30') over (partition by team order by week) as to_day,
        avg(pc) over latest as pc, avg(pcso) over latest as pcso, count(*) over latest as weeks
    from team_week
    window latest as (partition by team order by week rows between 51 preceding and current row)
)
select * from usual;
