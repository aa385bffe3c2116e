-- One row per OSARA plan opened by a day whose owner was then in the area or sergeant's team asked about, in the order of beats.
-- {closed_on}: the day a plan was closed, as the KPI has it.
with {chosen},
owned as (
    select plan.*, led.led
    from problem_plans plan
    left join {led} led on led.collar = plan.collar_no and plan.day between led.from_day and led.to_day
    where not waiting and plan.day <= $day
),
found as (
    select plan_ref, title, objective, collar_no, role, beat, coalesce(areas.name, beat) as beat_name, opened_on, stage, stage_on,
        response_on, assessment_due, assessed_on, result, ({closed_on})::date as closed_on, $day::date as asked_on, areas.position
    from owned {join} left join areas on areas.area = 'beat:' || beat
)
select * exclude (position) from found order by position, plan_ref;
