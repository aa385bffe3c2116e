-- One row per beat of those asked about, role and shift kind with something counted: that of the day of the officer credited, or
-- of the night before where it happened in the small hours of a night shift; none where the officer had no duty. credited: the
-- rows of one KPI, each credited to a team. who: whose day it is. happened: when, where that is known: a day without a time is
-- stored as midnight. $once: each distinct value counts once for a beat, at its first time.
with event as (
    select credited_team as key, credited_role as role, {who} as collar, day, amount, ref, {happened} as happened
    from ({credited}) credited
    where day between $start and $end and list_contains($roles::varchar[], credited_role)
        and credited_team in (select unnest($keys::varchar[]))
),
held as (
    select collar, day, max_by(shift, {'rostered': rostered, 'shift': shift}) as shift
    from hours_day
    where day between $start - 1 and $end and shift is not null and collar in (select collar from event)
    group by all
),
placed as (
    select event.*, case
        when before.shift = 'night' and happened::time <> time '00:00' and hour(happened) < $early then before.shift
        else held.shift
    end as shift
    from event
    left join held on held.collar = event.collar and held.day = event.day
    left join held before on before.collar = event.collar and before.day = event.day - 1
),
each_once as (
    select key, first(role order by happened, collar) as role, first(shift order by happened, collar) as shift,
        1.0::double as amount
    from placed
    where $once and ref is not null
    group by key, ref
),
counted as (
    select key, role, shift, sum(amount) as amount
    from (select key, role, shift, amount from placed where not $once union all select * from each_once)
    group by all
)
select * from counted;
