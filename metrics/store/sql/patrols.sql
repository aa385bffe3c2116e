-- One row per place, day and state with hours of a constable or PCSO there, by team, role and whether they were time in a dedicated
-- place: what was done in a place is told from a fraction of the segments, however long the history.
select place_code, day, state, team, role, can_be_in_place and dedicated as in_place, sum(hours) as hours
from duties
where place_code is not null and hours > 0 and not waiting and role in ('PC', 'PCSO')
group by all
order by day;
