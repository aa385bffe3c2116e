-- One row per beat of those asked about, role and shift kind of the officers' days: rostered and available hours of the days asked
-- for.
with worked as (
    select team as key, role, shift, sum(rostered) as rostered, sum(available) as available
    from hours_day
    where day between $start and $end and shift is not null and list_contains($roles::varchar[], role)
        and team in (select unnest($keys::varchar[]))
    group by all
)
select * from worked;
