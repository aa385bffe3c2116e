-- One row per key of {export} as known at t: a later file replaces what it repeats.
create or replace macro {export}_known_at(t) as table
with known as (
    select {export}.*, false as waiting from {export} join standing_at(t) load using (load_id)
),
latest as (
    select * from known qualify load_id = max(load_id) over (partition by {key})
)
select * from latest;
