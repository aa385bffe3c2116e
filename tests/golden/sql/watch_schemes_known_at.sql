-- One row per row of the latest watch_schemes list known at t. `waiting`: dated after the day up to which the list speaks.
create or replace macro watch_schemes_known_at(t) as table
with latest as (
    select max(load_id) as load_id, max_by(days_to, load_id) as days_to from standing_at(t)
    where export = 'watch_schemes'
),
standing as (
    select watch_schemes.*, coalesce(watch_schemes.day > latest.days_to, false) as waiting
    from watch_schemes join latest using (load_id)
)
select * from standing;
