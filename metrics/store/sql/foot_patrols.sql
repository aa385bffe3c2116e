-- One row per dedicated place of the beats asked about that is one on a day, in list order: the last day by then with a foot
-- patrol in it, and the first and last day by then whose Duties are loaded for its beat.
with beat_asked as (
    select team from containment where area = $area
    union
    select team from led where led = $area and from_day <= $day and to_day >= $day
),
place as (
    select place_code, place_name, beat, 'beat:' || beat as home, source_row
    from places
    where place_type in ('Hotspot', 'Vulnerable location')
        and coalesce(start_date, $day) <= $day and coalesce(end_date, $day) >= $day
        and 'beat:' || beat in (select team from beat_asked)
),
patrol as (
    select place_code, max(day) as last_patrol
    from patrols
    where day <= $day and state = $state and place_code in (select place_code from place)
    group by place_code
),
loaded as (
    select team as home, min(day) as loaded_from, max(day) as loaded_to
    from cover
    where day <= $day and mask & $duties::bigint <> 0 and team in (select home from place)
    group by team
),
found as (
    select place_name, coalesce(areas.name, beat) as beat_name, last_patrol, loaded_from, loaded_to, areas.position, source_row
    from place left join patrol using (place_code) left join loaded using (home) left join areas on areas.area = home
)
select * exclude (position, source_row) from found order by position, source_row;
