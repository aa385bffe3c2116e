-- One row per area: hours planned for its dedicated places over the days on which each place is one.
with place as (
    select 'beat:' || beat as team, planned_hours_per_week / 7 as planned_per_day,
        greatest(coalesce(start_date, $start), $start) as first_day, least(coalesce(end_date, $end), $end) as last_day
    from places
    where place_type in ('Hotspot', 'Vulnerable location') and planned_hours_per_week is not null
),
planned as (
    select containment.area as key, null as part,
        sum(planned_per_day * greatest(date_diff('day', first_day, last_day) + 1, 0)) as number
    from place join containment using (team)
    group by containment.area
)
select * from planned order by key;
