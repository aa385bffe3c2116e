-- One row per key of training as known at t: a later file replaces what it repeats.
create or replace macro training_known_at(t) as table
with known as (
    select training.*, false as waiting from training join standing_at(t) load using (load_id)
),
latest as (
    select * from known qualify load_id = max(load_id) over (partition by "collar_no", "course", "completed_on")
)
select * from latest;
