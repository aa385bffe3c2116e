-- One row per live row of published_stop_searches as known at t: no later load of the same publisher covers its day. Rows that look alike
-- are different things, so nothing is dropped for being repeated.
create or replace macro published_stop_searches_known_at(t) as table
with load as (
    select load_id, area, days_from, days_to from standing_at(t) where export = 'published_stop_searches'
),
known as (
    select published_stop_searches.*, false as waiting from published_stop_searches semi join load using (load_id)
),
standing as (
    select known.* from known
    anti join load as later
        on later.area = known.team and later.load_id > known.load_id
        and known.day between later.days_from and later.days_to
)
select * from standing;
