-- One row per moment at which somebody's duty begins or ends: how many people more, or fewer, are from then on in a dedicated
-- place, outside the station, abstracted, available, and outside without being abstracted. Where segments overlap, each instant
-- belongs to one of them, by the same order as in `duty_hours` (D10), so that the hours between the moments add up to those of
-- `hours_day`.
with {chosen},
segment as (
    select load_id, source_row, start_utc, end_utc, shares_time, (can_be_in_place and dedicated)::tinyint as in_place,
        outside::tinyint as outside, abstraction::tinyint as abstraction,
        (rostered and not abstraction and not not_deployable)::tinyint as available,
        (outside and not abstraction)::tinyint as on_view
    from duties {join}
    where day between $first and $last and not waiting and rostered
        and role in ('PC', 'PCSO') and ($role::varchar is null or role = $role)
),
crowded as (
    select load_id, source_row, collar_no, start_utc, end_utc, row_number() over (
        partition by collar_no
        order by rostered desc, start_utc, end_utc desc, try_cast(duty_ref as bigint) nulls last, duty_ref
    ) as preference
    from duties
    where shares_time and not waiting and day between $first - interval 31 day and $last + interval 31 day
),
edge as (
    select collar_no, start_utc as instant from crowded
    union select collar_no, end_utc from crowded
),
slice as (
    select collar_no, instant as from_utc, lead(instant) over (partition by collar_no order by instant) as to_utc from edge
),
owned as (
    select slice.collar_no, from_utc, to_utc, min(preference) as preference
    from slice join crowded
        on crowded.collar_no = slice.collar_no and crowded.start_utc <= from_utc and crowded.end_utc >= to_utc
    group by all
),
own as (
    select load_id, source_row, from_utc, to_utc from owned join crowded using (collar_no, preference)
),
spent as (
    select segment.* replace (coalesce(from_utc, start_utc) as start_utc, coalesce(to_utc, end_utc) as end_utc)
    from segment left join own using (load_id, source_row)
    where not shares_time or from_utc is not null
),
turn as (
    select start_utc as moment, in_place, outside, abstraction, available, on_view from spent
    union all
    select end_utc, -in_place, -outside, -abstraction, -available, -on_view from spent
),
clock as (
    select moment, sum(in_place)::double as in_place, sum(outside)::double as outside,
        sum(abstraction)::double as abstraction, sum(available)::double as available, sum(on_view)::double as on_view
    from turn group by moment
)
select * from clock order by moment;
