-- One row per team of a figure and export that it rests on: days of the period, and those that no load covers.
with export as (
    select unnest($exports::varchar[]) as export, unnest($bits::bigint[]) as bit, unnest($is_list::boolean[]) as is_list
),
team as (
    select unnest($teams::varchar[]) as team
),
counted as (
    select team from team where team like 'beat:%' or team in (
        select stints.team from stints where role in ('PC', 'PCSO') and from_day <= $end and to_day >= $start
    )
),
team_day as (
    select export, bit, is_list, team, unnest(generate_series($start::date, $end::date, interval 1 day))::date as day
    from export cross join counted
),
loaded_day as (
    select distinct day from cover
),
stated as (
    select team_day.*, case when is_list then coalesce(through >= team_day.day and (
            since is null or team_day.day > since or loaded_day.day is not null), false)
        else coalesce(mask, 0) & bit <> 0 end as is_stated
    from team_day left join cover using (team, day) left join list_through using (export) left join loaded_day using (day)
),
coverage as (
    select export, team, count(*) as days, count(*) filter (is_stated) as loaded,
        list(day order by day) filter (not is_stated) as missing
    from stated group by export, team
)
select coverage.*, coalesce(areas.name, split_part(team, ':', 2)) as name
from coverage left join areas on areas.area = coverage.team
order by export, position, team;
