-- One row per row of the latest beats list known at t. `waiting`: dated after the day up to which the list speaks.
create or replace macro beats_known_at(t) as table
with latest as (
    select max(load_id) as load_id, max_by(days_to, load_id) as days_to from standing_at(t)
    where export = 'beats'
),
standing as (
    select beats.*, coalesce(beats.day > latest.days_to, false) as waiting
    from beats join latest using (load_id)
)
select * from standing;
