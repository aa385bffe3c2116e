-- One row per public meeting, held or planned, in the order of days.
select beat, meeting_on, kind, held, attendance
from meetings
where ($beats is null or beat in (select unnest($beats::varchar[])))
order by beat, meeting_on, kind;
