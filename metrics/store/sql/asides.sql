-- One row per row set aside that still stands, team that it could be of and run of days that it could speak of.
-- It stands while its load stands and is the statement for that team and day (of a list: the standing one), and while no
-- later load has its reference. Without a day it speaks of the covered days; without a known lead of any team of the load's
-- area. `ref` is what counts once: a reference, or the row itself where part of its key is not known.
with load as (
    select load_id, export, replaces, area, days_from, days_to from standing_at($t)
    where replaces = 'days' or load_id in (select max(load_id) from standing_at($t) where replaces = 'list' group by export)
),
kind as (
    select unnest($codes::varchar[]) as code, unnest($whose::varchar[]) as whose
),
noted as (
    select load.*, noted.source_row, noted.key, noted.day, case when whose = 'lead' then noted.collar_no end as collar,
        coalesce(noted.also_named, []) as also_named,
        case when noted.key = '' or noted.key like '% / ' or noted.key like ' / %' then load_id || ':' || source_row
            else noted.key end as ref
    from set_aside noted join load using (load_id) join kind using (code)
    where whose <> 'nobody' and list_contains($exports::varchar[], export)
    qualify load_id = max(load_id) over (partition by export, ref)
),
repeated as (
    {repeated}
),
open_row as (
    select noted.* from noted left join repeated using (export, key) where noted.load_id >= coalesce(repeated.load_id, 0)
),
spoken as (
    select * exclude (day), unnest(case when day is null and replaces = 'days'
        then generate_series(days_from, days_to, interval 1 day)::date[] else [day] end) as day
    from open_row
),
ranged as (
    select *, coalesce(day, days_from) as from_day, coalesce(day, days_to) as to_day
    from spoken where replaces = 'days' or coalesce(day <= days_to, true)
),
led as (
    select ranged.* exclude (from_day, to_day), stint.team as lead_team, stint.role,
        greatest(ranged.from_day, coalesce(stint.from_day, ranged.from_day)) as from_day,
        least(ranged.to_day, coalesce(stint.to_day, ranged.to_day)) as to_day
    from ranged left join {known}.stints stint
        on lower(stint.collar) = lower(ranged.collar) and stint.from_day <= ranged.to_day and stint.to_day >= ranged.from_day
),
possible as (
    select led.*, contained.team
    from led join {known}.containment contained
        on contained.area = led.area and (led.lead_team is null or contained.team = led.lead_team)
),
standing as (
    select possible.export, ref, possible.load_id, source_row, collar, also_named, role, possible.team, from_day, to_day
    from possible left join (from cover_known_at($t) where list_contains($exports::varchar[], export)) cover
        on cover.export = possible.export and cover.team = possible.team and cover.day = possible.from_day
    where replaces = 'list' or possible.load_id >= cover.load_id
)
select * from standing;
