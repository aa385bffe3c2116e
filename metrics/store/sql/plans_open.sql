-- One row per OSARA plan of the beats asked about that is open at the end of some days: the assessment due first, those without last.
-- assessed: it was assessed by then.
with beat_asked as (
    select team from containment where area = $area
    union
    select team from led where led = $area and from_day <= $end and to_day >= $start
),
plan as (
    select plan_ref, title, areas.name as beat_name, stage, opened_on, assessment_due,
        coalesce(assessed_on <= $end, false) as assessed
    from problem_plans join areas on areas.area = 'beat:' || problem_plans.beat
    where areas.area in (select team from beat_asked) and not waiting and opened_on <= $end
        and coalesce(({closed_on}) > $end, true)
)
select * from plan order by assessment_due nulls last, plan_ref;
