-- One row per row of the list {export} that goes: of entries that ended by a day, in every load of the list, unless a day that
-- is still loaded rests on them; of whoever left by then; and whole lists that spoke of days up to it and were
-- replaced. newest: the list that none had replaced then, which an older copy of the store need not have.
with latest as (
    select max(load_id) as load_id from standing_at($t) where export = '{export}' and load_id <= $last
),
listed as (
    select {export}.rowid as row, {export}.load_id, {person} as person, days_to, {export}.load_id is not distinct from latest.load_id as is_latest,
        {started} as started, {ended} as ended, {key}
    from {export} join (select load_id, days_to from loads) using (load_id) cross join latest
    where {export}.load_id <= $last and not ({held})
),
ended_key as (
    select distinct {key} from listed
    where is_latest and ended <= $through
        and not exists (select 1 from loaded_day where day between coalesce(started, date '0001-01-01') and ended)
),
last_day as (
    select person, min(started) as started,
        max(case when ended is not null then ended when is_latest then date '9999-12-31' else days_to end) as ended
    from listed where person is not null group by person
),
left_person as (
    select person from last_day
    where ended <= $through
        and not exists (select 1 from loaded_day where day between coalesce(started, date '0001-01-01') and ended)
),
going as (
    select row from listed semi join ended_key using ({key})
    union select row from listed semi join left_person using (person)
    union select row from listed where load_id <> coalesce($newest, load_id) and days_to <= $through
)
select row from going;
