-- One row per live row of {export} as known at t: no later load covers its team and day, none repeats its key.
-- `waiting`: no load covers its team and day yet, so it is known and not counted.
create or replace macro {export}_known_at(t) as table
with known as (
    select {export}.* from {export} join standing_at(t) load using (load_id)
),
repeated as (
    select {key}, max(load_id) as last_load from known group by {key} having min(load_id) < max(load_id)
),
latest as (
    select known.* from known left join repeated using ({key}) where coalesce(last_load, load_id) = load_id
),
standing as (
    select latest.*, cover.load_id is null as waiting
    from latest left join cover_known_at(t) cover
        on cover.export = '{export}' and cover.team = latest.team and cover.day = latest.day
    where latest.load_id >= coalesce(cover.load_id, 0)
)
select * from standing;
