-- One row per weekly export, team and day that a load that stands at t covers, with the latest such load. Days of which
-- rows were deleted are covered no more: what is not there is not nought.
create or replace macro cover_known_at(t) as table
with load as (
    select load_id, export, area, days_to, greatest(days_from, coalesce(deleted_to + 1, days_from)) as days_from
    from standing_at(t) left join (select load_id, max(through) as deleted_to from disposals group by load_id) using (load_id)
    where replaces = 'days'
),
gone_day as (
    select load_id, unnest(generate_series(
        greatest(days_from, from_day), least(days_to, through), interval 1 day))::date as day
    from load join disposed on disposed.what = 'rows' and disposed.about = load.export and load.load_id <= disposed.last
        and days_from <= through and days_to >= from_day
),
spoken_day as (
    select load_id, export, area, unnest(generate_series(days_from, days_to, interval 1 day))::date as day from load
),
covered_day as (
    select spoken.export, contained.team, spoken.day, spoken.load_id
    from (from spoken_day anti join gone_day using (load_id, day)) spoken
        join containment_known_at(t) contained on contained.area = spoken.area
),
latest as (
    select export, team, day, max(load_id) as load_id from covered_day group by all
)
select * from latest;
