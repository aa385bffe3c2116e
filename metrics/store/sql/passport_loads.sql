-- One row per load of an export that speaks of any of the teams on any day of the period: on how many team days it is the
-- statement that counts. Of a list only the one that stands; of an export whose files replace what they repeat, every one.
with team as (
    select unnest($teams::varchar[]) as team
),
counting as (
    select load_id, count(*) as team_days
    from cover_known_at($t) cover join team using (team)
    where cover.export = $export and day between $start and $end
    group by load_id
),
speaking as (
    select distinct loads.load_id
    from standing_at($t) loads join containment_known_at($t) contained on contained.area = loads.area join team using (team)
    where loads.export = $export and replaces = 'days' and days_from <= $end and days_to >= $start
),
listed as (
    select max(load_id) as load_id from standing_at($t) where export = $export and replaces = 'list'
),
repeating as (
    select load_id from standing_at($t) where export = $export and replaces = 'repeated'
),
load as (
    select load_id, file, file_hash, sheet, recorded_at as loaded_at, loaded_by, area, days_from, days_to, rows, set_aside,
        coalesce(team_days, 0) as team_days, load_id in (select load_id from listed where load_id is not null) as is_list
    from loads left join counting using (load_id)
    where load_id in (select load_id from speaking) or load_id in (select load_id from listed)
        or load_id in (select load_id from repeating)
)
select * from load order by loaded_at desc, load_id desc;
