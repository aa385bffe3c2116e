-- One row per beat (level:key) and ISO week (its Monday) in which an incident of a type happened there that a constable of any team
-- attended: how many, each once.
with incident as (
    select distinct incident_no, 'beat:' || beat as key, date_trunc('week', day)::date as monday
    from incidents
    where not waiting and beat is not null and type = $type and list_contains($roles::varchar[], role)
),
found as (
    select key, monday, count(*) as number from incident group by all
)
select * from found;
