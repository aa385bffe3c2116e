-- One row per row of {export} that goes: of the days asked about, and older versions of it that other days still had, since
-- with the latest version gone one of them would count again.
with due as (
    select rowid as row, load_id as of_load, {key} from {export}
    where load_id <= $last and day between $start and $through and not ({held})
),
due_key as (
    select {key}, max(of_load) as of_load from due group by all
),
older as (
    select {export}.rowid as row from {export} join due_key using ({key})
    where {export}.load_id < due_key.of_load and {export}.day > $through and not ({held})
)
select row from due union select row from older;
