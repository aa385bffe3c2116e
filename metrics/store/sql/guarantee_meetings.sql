-- One row per public meeting, held or planned, in the order of days.
select beat, meeting_on, kind, held, attendance
from meetings
where ($beats::varchar[] is null or list_contains($beats, beat))
order by beat, meeting_on, kind;
