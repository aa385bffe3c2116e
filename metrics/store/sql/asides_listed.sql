-- One row per row set aside that could change the figure: where it stands, its reference, and every reason of its load.
with {found},
listed as (
    select distinct found.export, loads.file, loads.sheet, found.source_row as row, noted.key as reference, noted.code,
        loads.recorded_at as loaded_at, loads.loaded_by, found.load_id
    from found join store.main.set_aside noted using (load_id, source_row) join store.main.loads loads using (load_id)
),
reason as (
    select problems.load_id, try_cast(ltrim(cell, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') as integer) as row,
        string_agg(distinct message, ' ' order by message) as why
    from store.main.problems problems semi join listed using (load_id)
    where severity = 'set_aside' group by all
),
told as (
    select listed.*, coalesce(why, '') as why from listed left join reason using (load_id, row)
)
select * from told order by loaded_at, file, row;
