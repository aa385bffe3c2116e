-- One row per kind of scheme and team (level:key) of who established it, in the area or sergeant's team asked about; those that a
-- KPI counts apart from others. {citizens}: which schemes are of Citizens in Policing, as the KPI has it.
with {chosen},
led_by as (
    select scheme.*, led.led, ended_on is null or ended_on > $end as running,
        list_contains(case when {citizens} then $citizens::varchar[] else $watches::varchar[] end, scheme.role) as counted
    from watch_schemes scheme
    left join {led} led on led.collar = scheme.collar_no and scheme.day between led.from_day and led.to_day
    where not waiting and scheme.day <= $end and ($role::varchar is null or scheme.role = $role)
),
found as (
    select scheme_type, led_by.team, counted, areas.position,
        count(*) filter (day >= $start) as established, count(*) filter (running) as running,
        coalesce(sum(members) filter (running), 0) as members,
        count(*) filter (running and members is null) as without_members
    from led_by {join} left join areas on areas.area = led_by.team
    group by all
)
select * exclude (position) from found order by position, scheme_type, counted;
