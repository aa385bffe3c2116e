-- One row per person of the roles posted to a beat on the day and course that they completed by then (null where none is recorded):
-- whether it is valid on the day.
with posted as (
    select collar, substr(team, length('beat:') + 1) as beat from stints
    where team like 'beat:%' and list_contains($roles::varchar[], role) and $day between from_day and to_day
        and ($beats::varchar[] is null or list_contains($beats, beat))
),
completed as (
    select collar_no as collar, lower(regexp_replace(trim(course), '\s+', ' ', 'g')) as name, course,
        expires_on is null or expires_on >= $day as valid
    from training where completed_on <= $day
),
found as (
    select beat, collar, name, min(course) as course, coalesce(bool_or(valid), false) as valid
    from posted left join completed using (collar)
    group by beat, collar, name
)
select * from found order by beat, collar, name;
