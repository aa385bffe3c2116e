-- One row per person of the roles posted to a beat on the day and course that they completed by then (null where none is recorded):
-- whether it is valid on the day.
with posted as (
    select collar, substr(team, length('beat:') + 1) as beat from stints
    where team like 'beat:%' and list_contains($roles::varchar[], role) and $day between from_day and to_day
        and ($beats is null or beat in (select unnest($beats::varchar[])))
),
completed as (
    select collar_no as collar, lower(regexp_replace(trim(course), '\s+', ' ', 'g')) as name, course,
        expires_on is null or expires_on >= $day as valid
    from training where completed_on <= $day and collar_no in (select collar from posted)
),
found as (
    select beat, collar, name, min(course) as course, coalesce(bool_or(valid), false) as valid
    from posted left join completed using (collar)
    group by beat, collar, name
)
select * from found order by beat, collar, name;
