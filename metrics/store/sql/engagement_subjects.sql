-- One row per kind of engagement and text of what residents raised (null: blank): how many returns of the period people of the
-- area or sergeant's team asked about made.
with {chosen},
led_by as (
    select engagement.*, led.led
    from engagements engagement
    left join {led} led on led.collar = engagement.collar_no and engagement.day between led.from_day and led.to_day
    where not waiting and engagement.day between $start and $end and list_contains($roles::varchar[], engagement.role)
),
found as (
    select activity, priority_raised, count(*) as returns
    from led_by {join}
    group by all
)
select * from found order by activity, priority_raised nulls last;
