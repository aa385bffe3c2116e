-- One row per part of the rostered hours: by role and state; and of those abstracted by who authorised them, week and state.
-- part says which of these it is, and of what: the role, or the text of Authorised By; week is its Monday.
-- {rows}: duties, or duties_week where the period is made of whole weeks.
with {chosen},
segment as (
    select date_trunc('week', day)::date as week, role, state, abstraction, nullif(trim(authorised_by), '') as authorised_by,
        hours
    from {rows} duties {join}
    where day between $first and $last and rostered and not waiting
        and role in ('PC', 'PCSO') and ($role::varchar is null or role = $role)
),
spread as (
    select 'role' as part, role as of, null::date as week, state, sum(hours) as hours from segment group by all
    union all
    select 'abstraction', authorised_by, week, state, sum(hours) from segment where abstraction group by all
)
select * from spread where hours > 0 order by part, of, week, state;
