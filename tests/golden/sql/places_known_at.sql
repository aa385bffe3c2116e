-- One row per row of the latest places list known at t. `waiting`: dated after the day up to which the list speaks.
create or replace macro places_known_at(t) as table
with latest as (
    select max(load_id) as load_id, max_by(days_to, load_id) as days_to from standing_at(t)
    where export = 'places'
),
standing as (
    select places.*, coalesce(places.day > latest.days_to, false) as waiting
    from places join latest using (load_id)
)
select * from standing;
