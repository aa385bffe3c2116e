-- One row per export, area of a level and ISO week: how many of its team days are loaded, and how many late records wait.
with week as (
    select unnest($starts::date[]) as week_start
),
team_day as (
    select areas.area, containment.team, week_start, unnest(generate_series(week_start, week_start + 6, interval 1 day))::date as day
    from areas join containment on containment.area = areas.area
    join areas beat on beat.area = containment.team and beat.level = 'beat'
    cross join week
    where areas.level = $level
),
export as (
    select unnest($exports::varchar[]) as export, unnest($bits::bigint[]) as bit
),
counted as (
    select export, area, week_start, count(*) as days, count(*) filter (coalesce(mask, 0) & bit <> 0) as loaded
    from team_day cross join export left join cover using (team, day)
    group by all
)
select export, area, week_start, days, loaded from counted order by export, area, week_start;
