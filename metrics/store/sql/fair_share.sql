-- One row per KPI, officer, own role and period with a fair share of their beat's target: target rate (weekly target over
-- the team's usual hours) x own available hours, day by day (product.md, Targets; DECISIONS.md F9, F10).
with day as (
    select unnest($days::date[]) as day, unnest($numbers::integer[]) as period
),
period as (
    select unnest($starts::date[]) as period_start, unnest($ends::date[]) as period_end,
        generate_subscripts($starts::date[], 1) - 1 as period
),
kpi as (
    select unnest($counts::varchar[]) as kpi, unnest($of_pc::boolean[]) as of_pc, unnest($of_pcso::boolean[]) as of_pcso
),
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
target as (
    select target.kpi, area as team, split_part(variant, '+', 1) as role, from_day, to_day, per, amount,
        -- The target's roles, whichever role is asked for: a person's share does not depend on who looks.
        target.role in ('PC', 'All') and of_pc as of_pc, target.role in ('PCSO', 'All') and of_pcso as of_pcso
    from target_stints target join kpi using (kpi)
    where variant like '%+All' and area like 'beat:%' and amount is not null
),
run as (
    -- Most targets of a team hold over the same days, so that the days are weighed once for all of them.
    select distinct team, role, from_day, to_day, per, of_pc, of_pcso from target
),
weighed as (
    -- over_strength: for a team too young to have usual hours, whose established strength of each day stands in for them.
    select collar, team, role, run.from_day, run.to_day, run.per, of_pc, of_pcso, period, sum(available * share * 7) as hours,
        sum(available * share * 7 / nullif(if(of_pc, pc, 0) + if(of_pcso, pcso, 0), 0)) as over_strength
    from worked join run using (team, role)
    join memory.main.calendar calendar on calendar.day = greatest(worked.day, run.from_day) and calendar.per = run.per
    where worked.day <= run.to_day and worked.until >= run.from_day
    group by all
),
share as (
    select weighed.*,
        case when weeks >= 8 then hours / nullif(if(of_pc, pc, 0) + if(of_pcso, pcso, 0), 0) else over_strength end as share
    from weighed join period using (period) left join usual_hours usual
        on usual.team = weighed.team and period_start between usual.from_day and usual.to_day
),
fair_share as (
    select kpi, collar as key, role, period, sum(amount * share) as target
    from share join target using (team, role, from_day, to_day, per, of_pc, of_pcso)
    group by all
)
select * from fair_share;
