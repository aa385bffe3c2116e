-- One row per live row of {export} as known at t: no later load of the same publisher covers its day. Rows that look alike
-- are different things, so nothing is dropped for being repeated.
create or replace macro {export}_known_at(t) as table
with load as (
    select load_id, area, days_from, days_to from standing_at(t) where export = '{export}'
),
known as (
    select {export}.*, false as waiting from {export} semi join load using (load_id)
),
standing as (
    select known.* from known
    anti join load as later
        on later.area = known.team and later.load_id > known.load_id
        and known.day between later.days_from and later.days_to
)
select * from standing;
