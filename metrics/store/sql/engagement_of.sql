-- One row per kind of engagement and team (level:key) of who made the return, in the area or sergeant's team asked about: the
-- returns of the period, and the last day on which residents were given feedback up to its end. {raised}: what is a priority.
with {chosen},
led_by as (
    select engagement.*, led.led, priority_raised is not null and {raised} as raised, day >= $start as now
    from engagements engagement
    left join {led} led on led.collar = engagement.collar_no and engagement.day between led.from_day and led.to_day
    where not waiting and engagement.day <= $end and list_contains($roles::varchar[], engagement.role)
),
found as (
    select activity, led_by.team, areas.position, count(*) filter (now) as returns,
        coalesce(sum(attendees) filter (now), 0) as attendees,
        count(*) filter (now and attendees is null) as not_counted,
        count(*) filter (now and raised) as raised,
        count(*) filter (now and raised and feedback_given) as answered,
        count(*) filter (now and feedback_given) as feedback,
        max(day) filter (feedback_given) as last_feedback
    from led_by {join} left join areas on areas.area = led_by.team
    group by all
)
select * exclude (position) from found order by position, activity;
