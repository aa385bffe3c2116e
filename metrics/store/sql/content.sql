-- One row per load with rows in {table}: the hash of all that it holds there, whatever the order in which it is stored: the
-- sum of its rows' hashes, each of which has its place in the file in it, and their number. Sorting would cost as much again.
with line as (
    select load_id, concat_ws(chr(31), {columns}) as line from {table} where load_id between $first and $last
),
content as (
    select load_id, '{table}' as part, sum((md5_number(line) >> 64)::hugeint)::varchar || ' of ' || count(*) as hash
    from line group by load_id
)
select * from content
