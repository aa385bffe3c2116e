-- One row per key of meetings as known at t: a later file replaces what it repeats.
create or replace macro meetings_known_at(t) as table
with known as (
    select meetings.*, false as waiting from meetings join standing_at(t) load using (load_id)
),
latest as (
    select * from known qualify load_id = max(load_id) over (partition by "beat", "meeting_on", "kind")
)
select * from latest;
