-- One row per key and rostered state: the hours of the period, and what the state is to neighbourhood work.
with period as (
    select unnest($starts::date[]) as period_start, unnest($ends::date[]) as period_end
),
day_period as (
    select period_start, period_end, unnest(generate_series(period_start, period_end, interval 1 day))::date as day
    from period
),
kpi as (
    select 'hours' as kpi, 'hours' as counts, false as is_stock, $role is distinct from 'PCSO' as pc, $role is distinct from 'PC' as pcso
),
{scope},
segment as (
    select {key} as key, role, state, abstraction, not_deployable, hours
    from duties {join} join period on day between period_start and period_end
    where rostered and not waiting and role in ('PC', 'PCSO') and ($role is null or role = $role)
),
spent as (
    select key, case when abstraction then 'abstraction' when not_deployable then 'other duties' else 'neighbourhood' end as kind,
        state, sum(hours) as hours
    from segment group by all
)
select * from spent order by key, kind desc, state;
