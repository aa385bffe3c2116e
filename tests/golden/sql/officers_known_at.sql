-- One row per row of the latest officers list known at t. `waiting`: dated after the day up to which the list speaks.
create or replace macro officers_known_at(t) as table
with latest as (
    select max(load_id) as load_id, max_by(days_to, load_id) as days_to from standing_at(t)
    where export = 'officers'
),
standing as (
    select officers.*, coalesce(officers.day > latest.days_to, false) as waiting
    from officers join latest using (load_id)
)
select * from standing;
