-- One row per row of the latest {export} list known at t. `waiting`: dated after the day up to which the list speaks.
create or replace macro {export}_known_at(t) as table
with latest as (
    select max(load_id) as load_id, max_by(days_to, load_id) as days_to from standing_at(t)
    where export = '{export}'
),
standing as (
    select {export}.*, coalesce({export}.day > latest.days_to, false) as waiting
    from {export} join latest using (load_id)
)
select * from standing;
