-- One row per course that a person had completed by a day: when last, and until when that holds (null: it does not run out).
with completed as (
    select *, lower(regexp_replace(trim(course), '\s+', ' ', 'g')) as name from training
    where collar_no = $collar and completed_on <= $day
),
latest as (
    select course, completed_on, expires_on from completed
    qualify row_number() over (partition by name order by completed_on desc, expires_on desc nulls first) = 1
)
select * from latest order by lower(course);
