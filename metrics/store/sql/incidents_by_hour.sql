-- One row per weekday (0 is Monday) and hour of the clock in which people of an area or of a sergeant's team came to an incident:
-- how many, each once, when the first of them arrived; and how many of these are stamped at midnight to the second, as a day is
-- that came without a time.
with {chosen},
attended as (
    select incident.*, led.led
    from incidents incident
    left join {led} led on led.collar = incident.collar_no and incident.day between led.from_day and led.to_day
    where not waiting and incident.day between $start and $end and list_contains($roles::varchar[], incident.role)
),
first_there as (
    select incident_no, min(attended_at) as arrived from attended {join} group by incident_no
),
counted as (
    select isodow(arrived) - 1 as weekday, hour(arrived) as hour, count(*) as incidents,
        count(*) filter (arrived = date_trunc('day', arrived)) as at_midnight
    from first_there group by all
)
select * from counted order by weekday, hour;
