-- One row per load of some numbers: its file and sheet, when it was made and by whom.
with named as (
    select load_id, file, sheet, recorded_at as loaded_at, loaded_by from loads where list_contains($loads::bigint[], load_id)
)
select * from named order by load_id;
