-- One row per local priority set by the day, as it is known: the oldest of a beat first.
select beat, priority, set_on, reviewed_on, closed_on, what_was_done
from local_priorities
where set_on <= $day and ($beats is null or beat in (select unnest($beats::varchar[])))
order by beat, set_on, priority;
