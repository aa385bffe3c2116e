-- One row per key of crime_figures as known at t: a later file replaces what it repeats.
create or replace macro crime_figures_known_at(t) as table
with known as (
    select crime_figures.*, false as waiting from crime_figures join standing_at(t) load using (load_id)
),
latest as (
    select * from known qualify load_id = max(load_id) over (partition by "area", "category", "period_start", "period_end")
)
select * from latest;
