-- One row per officer and day with duty, by the team and role of that day. Hours; a segment belongs to the day it starts.
-- absent_days: 1 where all of the day was absence. shift: the kind (early, late or night, by the hour in which a segment
-- starts) that has most of the rostered hours; of two that have as many the earlier; none without rostered hours.
with segment as (
    select *, hour("start") as hour from duties where not waiting
),
spent as (
    select collar_no as collar, day, team, role, any_value(led) as led,
        coalesce(sum(hours) filter (rostered), 0) as rostered,
        coalesce(sum(hours) filter (abstraction), 0) as abstraction,
        coalesce(sum(hours) filter (not_deployable), 0) as not_deployable,
        coalesce(sum(hours) filter (rostered and not abstraction and not not_deployable), 0) as available,
        coalesce(sum(hours) filter (outside), 0) as outside,
        coalesce(sum(hours) filter (can_be_in_place and dedicated), 0) as in_place,
        coalesce(bool_or(not rostered and state <> 'Rest day') and not bool_or(rostered and hours > 0), false)::bigint
            as absent_days,
        coalesce(sum(hours) filter (rostered and hour >= $early and hour < $late), 0) as early,
        coalesce(sum(hours) filter (rostered and hour >= $late and hour < $night), 0) as late
    from segment
    group by collar_no, day, team, role
),
day as (
    select * exclude (early, late),
        case
            when rostered <= 0 then null
            when early >= greatest(late, rostered - early - late) then 'early'
            when late >= rostered - early - late then 'late'
            else 'night'
        end as shift
    from spent
)
select * from day order by day;
