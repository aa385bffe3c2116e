-- One row per key of published_measures as known at t: a later file replaces what it repeats.
create or replace macro published_measures_known_at(t) as table
with known as (
    select published_measures.*, false as waiting from published_measures join standing_at(t) load using (load_id)
),
latest as (
    select * from known qualify load_id = max(load_id) over (partition by "measure", "area", "period_end", "source")
)
select * from latest;
