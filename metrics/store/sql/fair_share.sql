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
    select collar, team, role, day, period_start, available
    from hours_day semi join chosen using (collar) join period on day between period_start and period_end
    where team like 'beat:%'
    union all
    -- A day without duty adds nothing, yet it makes the share of somebody with no hours 0 and not missing.
    select collar, team, role, day, period_start, 0.0
    from stints semi join chosen using (collar)
    join (
        select period_start, unnest(generate_series(period_start, period_end, interval 1 day))::date as day from period
    ) posted_day on posted_day.day between from_day and to_day
    where role in ('PC', 'PCSO') and team like 'beat:%'
),
target as (
    select kpi.kpi, area as team, variant.role, from_day, to_day, per, amount,
        -- The target's roles, whichever role is asked for: a person's share does not depend on who looks.
        target.role in ('PC', 'All') and kpi.of_pc as of_pc, target.role in ('PCSO', 'All') and kpi.of_pcso as of_pcso
    from target_stints target
    join (values ('PC+All', 'PC'), ('PCSO+All', 'PCSO')) as variant (variant, role) on variant.variant = target.variant
    join kpi on kpi.counts = target.kpi and not is_stock
        and ((variant.role = 'PC' and kpi.pc) or (variant.role = 'PCSO' and kpi.pcso))
    where area in (select distinct team from worked) and amount is not null
),
run as (
    -- Most targets of a team hold over the same days, so that the days are weighed once for all of them.
    select distinct team, role, from_day, to_day, per from target
),
weighed as (
    select collar, team, role, from_day, to_day, run.per, period_start, sum(available * share * 7) as weekly_hours
    from worked join run using (team, role)
    join memory.main.calendar calendar on calendar.day = worked.day and calendar.per = run.per
    where worked.day between from_day and to_day
    group by all
),
demand as (
    select kpi, collar, team, role, period_start, amount * weekly_hours as weighed, of_pc, of_pcso, amount, per, from_day, to_day
    from weighed join target using (team, role, from_day, to_day, per)
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
-- A team too young to have usual hours: its established strength of each day stands in for them.
young as (
    select demand.*, worked.day, available * amount * share * 7 as weighed_day
    from demand anti join usual using (team, period_start, of_pc, of_pcso)
    join worked using (collar, team, role, period_start)
    join memory.main.calendar calendar on calendar.day = worked.day and calendar.per = demand.per
    where worked.day between from_day and to_day
),
posted as (
    select young_day.team, young_day.day, of_pc, of_pcso, sum(fte) * $full_time as hours
    from (select distinct team, day, of_pc, of_pcso from young) young_day
    join stints on stints.team = young_day.team and young_day.day between from_day and to_day
    where (role = 'PC' and of_pc) or (role = 'PCSO' and of_pcso)
    group by all
),
part as (
    select kpi, collar, period_start, weighed / nullif(usual.hours, 0) as target
    from demand join usual using (team, period_start, of_pc, of_pcso)
    union all
    select kpi, collar, period_start, weighed_day / nullif(posted.hours, 0)
    from young left join posted using (team, day, of_pc, of_pcso)
)
select kpi, collar as key, period_start, sum(target) as target from part group by all;
