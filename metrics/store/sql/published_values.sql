-- One row per published value known at t, in the order in which the files state them.
with known as (
    select measure, area, period_start, period_end, value, unit, coalesce(status, 'Published') as status, source, note, load_id,
        source_row
    from published_measures_known_at($t)
)
select * from known order by load_id, source_row;
