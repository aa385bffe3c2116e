-- One row per dedicated place of the beats asked about that was one on a day of the period, in list order: what was planned
-- for those days, the hours that anybody gave to it, those of other teams than its beat's, those on foot and by vehicle, the
-- last day with any up to the period's end, and for how many of its days the Duties of its beat are loaded.
with place as (
    select place_code, place_name, place_type, beat, 'beat:' || beat as home, source_row,
        planned_hours_per_week / 7 as planned_per_day,
        greatest(coalesce(start_date, $start), $start) as first_day, least(coalesce(end_date, $end), $end) as last_day
    from places
    where place_type in ('Hotspot', 'Vulnerable location')
),
beat_asked as (
    select team from containment where area = $area
    union
    select team from led where led = $area and from_day <= $end and to_day >= $start
),
open_place as (
    select * from place where first_day <= last_day and home in (select team from beat_asked)
),
visit as (
    select place_code, sum(hours) filter (day >= $start) as delivered,
        sum(hours) filter (day >= $start and team <> home) as by_others,
        sum(hours) filter (day >= $start and list_contains($on_foot::varchar[], state)) as on_foot,
        sum(hours) filter (day >= $start and list_contains($by_vehicle::varchar[], state)) as by_vehicle,
        max(day) as last_visit
    from patrols join open_place using (place_code)
    where day <= $end and in_place and ($role::varchar is null or role = $role)
    group by place_code
),
loaded as (
    select place_code, count(*) as loaded_days
    from open_place join cover on cover.team = home and day between first_day and last_day
    where mask & $duties::bigint <> 0
    group by place_code
),
found as (
    select open_place.place_code, place_name, place_type, open_place.beat, areas.name as beat_name,
        date_diff('day', first_day, last_day) + 1 as days, coalesce(loaded_days, 0) as loaded_days,
        planned_per_day * (date_diff('day', first_day, last_day) + 1) as planned,
        coalesce(delivered, 0) as delivered, coalesce(by_others, 0) as by_others, coalesce(on_foot, 0) as on_foot,
        coalesce(by_vehicle, 0) as by_vehicle, last_visit, areas.position, source_row
    from open_place left join visit using (place_code) left join loaded using (place_code)
        left join areas on areas.area = home
)
select * from found order by position, source_row;
