-- One row per row of {export} that two snapshots do not share: new, gone, changed (with each column's old and new value),
-- or unchanged (sent again with the same content).
with before_only as (
    select * from {before}.{export} anti join {after}.{export} as kept using (load_id, source_row)
),
after_only as (
    select * from {after}.{export} anti join {before}.{export} as kept using (load_id, source_row)
),
paired as (
    select {key_pairs},
        coalesce(after_only.day, before_only.day) as day, coalesce(after_only.team, before_only.team) as team,
        coalesce(after_only.late, false) as late,
        before_only.load_id as old_load, after_only.load_id as new_load,
        before_only.source_row as old_row, after_only.source_row as new_row,
        list_filter([{column_changes}], lambda change: change is not null) as changes
    from before_only full join after_only on {same_key}
),
difference as (
    select concat_ws(' / ', {keys}) as key, day, team, late, old_load, new_load, old_row, new_row,
        case when old_load is null then 'new' when new_load is null then 'gone'
            when len(changes) > 0 then 'changed' else 'unchanged' end as change,
        case when old_load is not null and new_load is not null then changes end as changes
    from paired
),
placed as (
    select difference.*, coalesce(areas.sector, areas.lpa, 'Force') as sector
    from difference left join {after}.areas areas on areas.area = difference.team
)
select * from placed order by day, key;
