-- One row per live segment of duty, with what its state means and the hours that are its own. Where segments of one
-- officer overlap, each instant belongs to one: rostered before absence, earlier start, longer, smaller Duty Ref (D10).
with place as (
    select place_code, place_name, place_type, start_date, end_date,
        place_type in ('Hotspot', 'Vulnerable location') as is_dedicated
    from places_known_at($t)
),
segment as (
    select duty.*, place.place_name, place.place_type,
        coalesce(states.rostered, true) as rostered, coalesce(states.abstraction, false) as abstraction,
        coalesce(states.not_deployable, false) as not_deployable, coalesce(states.outside, false) as outside,
        coalesce(states.can_be_in_place, false) as can_be_in_place,
        coalesce(
            place.is_dedicated and (place.start_date is null or place.start_date <= duty.day)
            and (place.end_date is null or place.end_date >= duty.day), false
        ) as dedicated
    from duties_known_at($t) duty
    left join states on states.state = duty.state
    left join place on place.place_code = duty.place_code
),
span as (
    select load_id, source_row, collar_no, start_utc, end_utc, rostered, duty_ref from segment where not waiting
),
neighbours as (
    select collar_no, start_utc, lag(end_utc) over (partition by collar_no order by start_utc, end_utc) as before from span
),
overlapping as (  -- If any two segments of an officer overlap, then two that follow each other do.
    select distinct collar_no from neighbours where start_utc < before
),
followed as (
    select *, max(end_utc) over (
        partition by collar_no order by start_utc, end_utc, load_id, source_row
        rows between unbounded preceding and 1 preceding
    ) as busy_until
    from span semi join overlapping using (collar_no)
),
clustered as (
    select *, sum(case when start_utc < busy_until then 0 else 1 end) over (
        partition by collar_no order by start_utc, end_utc, load_id, source_row rows unbounded preceding
    ) as cluster
    from followed
),
crowd as (
    select collar_no, cluster from clustered group by collar_no, cluster having count(*) > 1
),
crowded as (
    select clustered.*, row_number() over (
        partition by collar_no, cluster
        order by rostered desc, start_utc, end_utc desc, try_cast(duty_ref as bigint) nulls last, duty_ref
    ) as preference
    from clustered semi join crowd using (collar_no, cluster)
),
edge as (
    select collar_no, cluster, start_utc as instant from crowded
    union select collar_no, cluster, end_utc from crowded
),
slice as (
    select collar_no, cluster, instant as from_instant,
        lead(instant) over (partition by collar_no, cluster order by instant) as to_instant
    from edge
),
owned as (
    select slice.collar_no, slice.cluster, from_instant, to_instant, min(preference) as preference
    from slice join crowded
        on crowded.collar_no = slice.collar_no and crowded.cluster = slice.cluster
        and crowded.start_utc <= from_instant and crowded.end_utc >= to_instant
    group by all
),
kept as (
    select collar_no, cluster, preference, sum(date_diff('second', from_instant, to_instant)) / 3600.0 as hours
    from owned group by all
),
own_hours as (
    select crowded.load_id, crowded.source_row, coalesce(kept.hours, 0.0) as hours
    from crowded left join kept using (collar_no, cluster, preference)
),
counted as (
    select segment.*, led.led, own_hours.hours is not null as shares_time,
        case when waiting then 0.0
            else coalesce(own_hours.hours, date_diff('second', start_utc, end_utc) / 3600.0) end as hours
    from segment left join own_hours using (load_id, source_row)
        left join {known}.led led on led.collar = segment.collar_no and segment.day between led.from_day and led.to_day
)
select * from counted;
