-- One row: how many dedicated places the beats asked about have on the last of some days, how many of them somebody was in on any
-- of these days, and whether Duties are loaded for all of their beats and days.
with place as (
    select place_code, 'beat:' || beat as home
    from places
    where place_type in ('Hotspot', 'Vulnerable location') and coalesce(start_date, $end) <= $end and coalesce(end_date, $end) >= $end
),
beat_asked as (
    select team from containment where area = $area
    union
    select team from led where led = $area and from_day <= $end and to_day >= $start
),
open_place as (
    select place_code, home from place where home in (select team from beat_asked)
),
visited as (
    select distinct place_code
    from duties
    where day between $start and $end and can_be_in_place and dedicated and not waiting and hours > 0 and role in ('PC', 'PCSO')
),
loaded as (
    select home, count(*) as days
    from (select distinct home from open_place) beat join cover on cover.team = home
    where day between $start and $end and mask & $duties::bigint <> 0
    group by home
),
covered as (
    select count(*) as places, count(visited.place_code) as visited,
        coalesce(min(coalesce(days, 0)), 0) = date_diff('day', $start, $end) + 1 as is_loaded
    from open_place left join visited using (place_code) left join loaded using (home)
)
select * from covered;
