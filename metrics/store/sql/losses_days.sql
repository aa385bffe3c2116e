-- One row per ISO week of the covered days: rows of {export} known for the area, and how many the incoming file lacks.
with team as (
    select team from containment_known_at($t) where area = $area
),
load as (
    select load_id, area, greatest(days_from, $days_from) as days_from, least(days_to, $days_to) as days_to
    from standing_at($t) where export = '{export}' and days_from <= $days_to and days_to >= $days_from
),
cover as (
    select team, day, max(load_id) as load_id from (
        select contained.team, unnest(generate_series(days_from, days_to, interval 1 day))::date as day, load_id
        from load join containment_known_at($t) contained on contained.area = load.area
    ) group by team, day
),
known as (
    select {export}.* from {export} semi join team using (team) semi join standing_at($t) using (load_id)
    left join cover using (team, day)
    where day between $days_from and $days_to and {export}.load_id >= coalesce(cover.load_id, 0)
    qualify {export}.load_id = max({export}.load_id) over (partition by {key})
),
week as (
    select date_trunc('week', day)::date as week, count(*) as known, count(*) filter (incoming.kept is null) as gone
    from known left join (select distinct {key}, true as kept from incoming) incoming using ({key})
    group by all
)
select * from week order by week;
