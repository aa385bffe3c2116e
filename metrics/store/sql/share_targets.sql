-- One row per KPI, beat team, role and run of days on which one target holds, for the fair shares of the team's people.
-- run: those that hold over the same days for the same roles, so that the days are weighed once for all of them.
with kpi as (
    select unnest($kpis::varchar[]) as kpi, unnest($of_pc::boolean[]) as of_pc, unnest($of_pcso::boolean[]) as of_pcso
),
held as (
    select target.kpi, area as team, split_part(variant, '+', 1) as role, from_day, to_day, per, amount,
        -- The target's roles, whichever role is asked for: a person's share does not depend on who looks.
        target.role in ('PC', 'All') and of_pc as of_pc, target.role in ('PCSO', 'All') and of_pcso as of_pcso
    from target_stints target join kpi using (kpi)
    where variant like '%+All' and area like 'beat:%' and amount is not null
),
numbered as (
    select *, dense_rank() over (order by team, role, from_day, to_day, per, of_pc, of_pcso) as run from held
)
select * from numbered;
