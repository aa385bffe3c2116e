-- One row per sergeant's team, team posted to, role and run of days on which somebody of the role is posted there under them.
with {runs}
select * from posted_run;
