-- One row per engagement return of the period in which residents raised a priority, in the area or sergeant's team asked about,
-- the latest first, at most $most. {raised}: what is a priority.
with {chosen},
led_by as (
    select engagement.*, led.led
    from engagements engagement
    left join {led} led on led.collar = engagement.collar_no and engagement.day between led.from_day and led.to_day
    where not waiting and engagement.day between $start and $end and list_contains($roles::varchar[], engagement.role)
        and priority_raised is not null and {raised}
),
found as (
    select return_no, day, coalesce(areas.name, beat) as beat, activity, attendees, priority_raised, feedback_given
    from led_by {join} left join areas on areas.area = 'beat:' || beat
)
select * from found order by day desc, return_no limit $most;
