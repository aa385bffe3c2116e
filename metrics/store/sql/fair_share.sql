-- One row per KPI, officer, own role and period with a fair share of their beat's target: target rate (weekly target over
-- the team's usual hours) x own available hours, day by day (product.md, Targets; DECISIONS.md F9, F10).
with {day},
{period},
{chosen},
worked as (
    select key as collar, worked.team, role, day.day, day.day as until, period, available,
        $full_time * pc as pc, $full_time * pcso as pcso
    from hours_day worked {join} join day on day.day = worked.day
    left join strength on strength.team = worked.team and worked.day between from_day and to_day
    where worked.day between $first and $last and role in ('PC', 'PCSO') and worked.team like 'beat:%'
    union all
    -- Days without duty add nothing, yet they make the share of somebody with no hours 0 and not missing.
    select key, team, role, greatest(from_day, period_start), least(to_day, period_end), period, 0.0, 1, 1
    from posted_officer {join} join period on from_day <= period_end and to_day >= period_start
    where team like 'beat:%'
),
weighed as (
    -- over_strength: for a team too young to have usual hours, whose established strength of each day stands in for them.
    select run, collar, team, role, of_pc, of_pcso, period, sum(available * share * 7) as hours,
        sum(available * share * 7 / nullif(if(of_pc, pc, 0) + if(of_pcso, pcso, 0), 0)) as over_strength
    from worked join share_runs held using (team, role)
    join memory.main.calendar calendar on calendar.day = greatest(worked.day, held.from_day) and calendar.per = held.per
    where worked.day <= held.to_day and worked.until >= held.from_day
    group by all
),
share as (
    select weighed.*,
        case when weeks >= 8 then hours / nullif(if(of_pc, pc, 0) + if(of_pcso, pcso, 0), 0) else over_strength end as part
    from weighed join period using (period) left join usual_hours usual
        on usual.team = weighed.team and period_start between usual.from_day and usual.to_day
),
fair_share as (
    select kpi, collar as key, share.role, period, sum(amount * part) as target
    from share join share_targets using (run)
    group by all
)
select * from fair_share;
