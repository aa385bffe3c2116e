-- One row per key of queries as known at t: a later file replaces what it repeats.
create or replace macro queries_known_at(t) as table
with known as (
    select queries.*, false as waiting from queries join standing_at(t) load using (load_id)
),
latest as (
    select * from known qualify load_id = max(load_id) over (partition by "query_ref")
)
select * from latest;
