-- One row per beat, role and shift kind of the officers' days: rostered and available hours of the days asked for.
with worked as (
    select team as key, role, shift, sum(rostered) as rostered, sum(available) as available
    from hours_day
    where day between $start and $end and shift is not null and list_contains($roles::varchar[], role)
        and starts_with(team, 'beat:')
    group by all
)
select * from worked;
