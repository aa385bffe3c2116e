-- One row per row set aside, person whom it names, posting and run of days; the lead has place 1.
with named as (
    select distinct export, ref, load_id, source_row, from_day, to_day, 1 + len(also_named) as people,
        unnest([collar] || also_named) as collar, generate_subscripts([collar] || also_named, 1) as place
    from aside
),
posted as (
    select named.* exclude (collar, from_day, to_day), coalesce(stint.collar, named.collar) as key, stint.role,
        greatest(named.from_day, coalesce(stint.from_day, named.from_day)) as from_day,
        least(named.to_day, coalesce(stint.to_day, named.to_day)) as to_day
    from named left join stints stint
        on lower(stint.collar) = lower(named.collar) and stint.from_day <= named.to_day and stint.to_day >= named.from_day
    where named.collar is not null
)
select * from posted;
