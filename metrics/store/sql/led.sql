-- One row per constable or PCSO under a supervisor and run of days on which one posting applies: the team (team:collar number of
-- the supervisor) that leads them.
select collar, 'team:' || supervisor as led, team, role, from_day, to_day
from {known}.stints
where supervisor is not null and role in ('PC', 'PCSO');
