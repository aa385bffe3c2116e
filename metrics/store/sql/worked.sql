-- One row per key, role and period with duty: hours by kind, and days of absence. {grain}: week where all periods are whole
-- weeks, each known by its Monday, else day.
with {day},
{chosen},
spent as (
    select key, role, period, sum(rostered) as rostered, sum(available) as available, sum(abstraction) as abstraction,
        sum(not_deployable) as not_deployable, sum(outside) as outside, sum(in_place) as in_place,
        sum(absent_days)::double as absent_days
    from hours_{grain} worked {join} join day on day.day = worked.day
    where worked.day between $first and $last and role in ('PC', 'PCSO')
    group by all
)
select * from spent;
