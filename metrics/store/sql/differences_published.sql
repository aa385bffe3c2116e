-- One row per row of {export} that two snapshots do not share: new, gone, or unchanged (sent again with the same content).
-- Nothing names a row but its place in the file, so a row is matched with one that says the same; of rows that look alike
-- each with one. Its area is the publisher.
with before_only as (
    select *, row_number() over (partition by team, day, {columns} order by source_row) as copy
    from {before}.{export} anti join {after}.{export} as kept using (load_id, source_row)
),
after_only as (
    select *, row_number() over (partition by team, day, {columns} order by source_row) as copy
    from {after}.{export} anti join {before}.{export} as kept using (load_id, source_row)
),
paired as (
    select coalesce(after_only.day, before_only.day) as day, coalesce(after_only.team, before_only.team) as team,
        before_only.load_id as old_load, after_only.load_id as new_load,
        before_only.source_row as old_row, after_only.source_row as new_row
    from before_only full join after_only
        on before_only.team = after_only.team and before_only.day = after_only.day and before_only.copy = after_only.copy
        and {same_columns}
),
difference as (
    select 'row ' || coalesce(new_row, old_row) as key, day, team, false as late, old_load, new_load, old_row, new_row,
        case when old_load is null then 'new' when new_load is null then 'gone' else 'unchanged' end as change,
        null as changes, substr(team, length('publisher:') + 1) as sector
    from paired
)
select * from difference order by day, coalesce(new_row, old_row);
