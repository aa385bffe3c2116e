-- One row per beat with a query received by the period's end: those received in the period by whether they were answered within so
-- many hours ($hours), and those of any day that wait for longer. Hours are elapsed hours: a clock change counts. until: the moment
-- of the latest load that speaks of the beat; a query whose hours were not over by then is too early to say.
with spoken as (
    select contained.team, max(load.recorded_at) as until
    from standing_at($t) load join {known}.containment contained on contained.area = load.area
    where load.export = 'queries' and contained.team like 'beat:%'
    group by contained.team
),
query as (
    select beat, spoken.until, query.day >= $start as asked, answered_at is null as waiting,
        coalesce(received_at_utc, received_at) as received, coalesce(answered_at_utc, answered_at) as answered
    from {known}.queries query join spoken on spoken.team = 'beat:' || query.beat
    where query.day <= $end and ($beats is null or beat in (select unnest($beats::varchar[])))
),
clocked as (
    select *, received + to_hours($hours) <= until as over, answered <= received + to_hours($hours) as in_time,
        date_diff('minute', received, until) // 1440 as age
    from query
),
found as (
    select beat, max(until) as until,
        count(*) filter (asked) as received,
        count(*) filter (asked and over) as over,
        count(*) filter (asked and over and in_time) as in_time,
        count(*) filter (asked and over and waiting) as unanswered,
        count(*) filter (waiting and over) as waiting,
        coalesce(list(age order by age desc) filter (waiting and over), []) as ages
    from clocked group by beat
)
select * from found order by beat;
