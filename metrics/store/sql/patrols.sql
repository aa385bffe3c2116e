-- One row per place, state and day with hours of a constable or PCSO there: what a place was last visited for is told from a
-- fraction of the segments, however long the history.
select distinct place_code, state, day
from duties
where place_code is not null and hours > 0 and not waiting and role in ('PC', 'PCSO')
order by day;
