-- One row per load with rows in {table}: the hash of all that it holds there, whatever the order in which it is stored.
with line as (
    select load_id, concat_ws(chr(31), {columns}) as line from {table} where load_id between $first and $last
),
content as (
    select load_id, '{table}' as part, sha256(string_agg(line, chr(10) order by line)) as hash from line group by load_id
)
select * from content
