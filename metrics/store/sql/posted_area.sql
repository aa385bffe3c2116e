-- One row per team, role and run of days on which the team has to report: every day of a beat, whoever is posted there (no
-- role), and of a team above the beats the days on which somebody of the role is posted to it.
with {runs},
posted as (
    select * from posted_run
    union all
    select area, null, date '0001-01-01', date '9999-12-30' from areas where level = 'beat'
)
select * from posted;
