-- One row per key of local_priorities as known at t: a later file replaces what it repeats.
create or replace macro local_priorities_known_at(t) as table
with known as (
    select local_priorities.*, false as waiting from local_priorities join standing_at(t) load using (load_id)
),
latest as (
    select * from known qualify load_id = max(load_id) over (partition by "beat", "priority", "set_on")
)
select * from latest;
