-- One row per beat asked about, in list order: whether it has a named contact, and since when that person has been posted to it
-- without a break, where they are on a day. A person posted elsewhere, or nowhere, on that day has no such day.
with beat_asked as (
    select team from containment where area = $area
    union
    select team from led where led = $area and from_day <= $day and to_day >= $day
),
beat as (
    select 'beat:' || beat as home, beat_name, named_contact_collar_no as contact, source_row
    from beats
    where 'beat:' || beat in (select team from beat_asked)
),
posting as (
    select home, from_day, to_day, case when from_day > lag(to_day) over (partition by home order by from_day) + 1 then 1 else 0
        end as is_new
    from beat join stints on stints.collar = beat.contact and stints.team = beat.home
),
run as (
    select *, sum(is_new) over (partition by home order by from_day rows unbounded preceding) as number from posting
),
span as (
    select home, min(from_day) as since, max(to_day) as until from run group by home, number
),
found as (
    select beat_name, contact is not null as has_contact, since, source_row
    from beat left join span on span.home = beat.home and $day between since and until
)
select * exclude (source_row) from found order by source_row;
