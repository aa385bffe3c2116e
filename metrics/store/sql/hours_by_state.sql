-- One row per key and rostered state: the hours of the days asked for, and what the state is to neighbourhood work. {rows}: the
-- segments, or their sums by week, which do for whole weeks.
with {chosen},
segment as (
    select key, state, hours,
        case when abstraction then 'abstraction' when not_deployable then 'other duties' else 'neighbourhood' end as kind
    from {rows} {join}
    where day between $first and $last and rostered and not waiting
        and role in ('PC', 'PCSO') and ($role is null or role = $role)
),
spent as (
    select key, kind, state, sum(hours) as hours from segment group by all
)
select * from spent order by key, kind desc, state;
