-- One row per area of every level in the order of the Beats list, as known at t; the force is always there.
with beat as (
    select * from beats where load_id = (
        select max(load_id) from standing_at($t) where export = 'beats'
    )
),
area as (
    select 'force' as level, 'Force' as key, 'Force' as name, null as sector, null as lpa, 0 as position
    union all
    select 'lpa', lpa, lpa, null, lpa, min(source_row) from beat group by lpa
    union all
    select 'sector', sector, sector, sector, min_by(lpa, source_row), min(source_row) from beat group by sector
    union all
    select 'beat', beat, beat_name, sector, lpa, source_row from beat
)
select level || ':' || key as area, * from area order by position, list_position(['force', 'lpa', 'sector', 'beat'], level);
