-- One row per constable or PCSO and run of days on which one posting applies.
select collar, team, role, from_day, to_day from stints where role in ('PC', 'PCSO');
