-- One row per KPI, officer and printed period with a fair share of their beat's target: target rate (weekly target over
-- the team's usual hours) x own available hours, day by day (product.md, Targets; DECISIONS.md F9, F10).
with period as (
    select unnest($starts::date[]) as period_start, unnest($ends::date[]) as period_end
),
kpi as (
    select unnest($kpis::varchar[]) as kpi, unnest($counts::varchar[]) as counts, unnest($pc::boolean[]) as pc, unnest($pcso::boolean[]) as pcso,
        unnest($of_pc::boolean[]) as of_pc, unnest($of_pcso::boolean[]) as of_pcso, unnest($stocks::boolean[]) as is_stock
),
{keys},
worked as (
    select collar, team, role, day, available from hours_day semi join chosen using (collar)
    union all
    -- A day without duty adds nothing, yet it makes the share of somebody with no hours 0 and not missing.
    select collar, team, role, day::date, 0.0
    from stints semi join chosen using (collar)
    join (select distinct unnest(generate_series(period_start, period_end, interval 1 day))::date as day from period) posted_day
        on posted_day.day between from_day and to_day
    where role in ('PC', 'PCSO')
),
demand as (
    select kpi.kpi, worked.collar, worked.team, worked.day, period_start, available,
        amount * share * 7 as weekly_target,
        -- The target's roles, whichever role is asked for: a person's share does not depend on who looks.
        target.role in ('PC', 'All') and kpi.of_pc as of_pc, target.role in ('PCSO', 'All') and kpi.of_pcso as of_pcso
    from worked
    join period on worked.day between period_start and period_end
    join target_stints target on target.area = worked.team and target.variant = worked.role || '+All'
        and worked.day between target.from_day and target.to_day
    join kpi on kpi.counts = target.kpi and not is_stock
        and ((worked.role = 'PC' and kpi.pc) or (worked.role = 'PCSO' and kpi.pcso))
    join memory.main.calendar calendar on calendar.day = worked.day and calendar.per = target.per
    where worked.team like 'beat:%' and amount is not null
),
asked as (
    select distinct team, period_start, of_pc, of_pcso from demand
),
recent as (
    select asked.*, week, case when of_pc then team_week.pc else 0 end + case when of_pcso then team_week.pcso else 0 end as hours
    from asked join team_week using (team)
    where team_week.week + 7 <= period_start
    qualify row_number() over (partition by team, period_start, of_pc, of_pcso order by week desc) <= 52
),
usual as (
    select team, period_start, of_pc, of_pcso, avg(hours) as hours from recent group by all having count(*) >= 8
),
young_day as (
    select distinct demand.team, demand.day, demand.of_pc, demand.of_pcso
    from demand anti join usual using (team, period_start, of_pc, of_pcso)
),
posted as (
    select young_day.team, young_day.day, of_pc, of_pcso, sum(fte) * $full_time as hours
    from young_day join stints on stints.team = young_day.team and young_day.day between from_day and to_day
    where (role = 'PC' and of_pc) or (role = 'PCSO' and of_pcso)
    group by all
),
share as (
    select kpi, collar as key, demand.period_start,
        sum(weekly_target / nullif(coalesce(usual.hours, posted.hours), 0) * available) as target
    from demand
    left join usual using (team, period_start, of_pc, of_pcso)
    left join posted using (team, day, of_pc, of_pcso)
    group by kpi, collar, demand.period_start
)
select * from share;
