-- One row per team, role and run of days on which the team has to report: every day of a beat, whoever is posted there (no
-- role), and of a team above the beats the days on which somebody of the role is posted to it.
with stint as (
    select team, role, from_day, to_day from stints where team not like 'beat:%' and role in ('PC', 'PCSO')
),
followed as (
    select *, max(to_day) over (
        partition by team, role order by from_day, to_day rows between unbounded preceding and 1 preceding
    ) as posted_until
    from stint
),
numbered as (
    select *, sum(case when from_day <= posted_until + 1 then 0 else 1 end) over (
        partition by team, role order by from_day, to_day rows unbounded preceding
    ) as run
    from followed
),
posted as (
    select team, role, min(from_day) as from_day, max(to_day) as to_day from numbered group by team, role, run
    union all
    select area, null, date '0001-01-01', date '9999-12-30' from areas where level = 'beat'
)
select * from posted;
