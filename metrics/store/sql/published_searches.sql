-- One row per publishing force and week or month ($per) that a load known at t covers: its days, how many of them are covered,
-- how many loads say so, when the last was made, and the searches known on them. Days are local days.
with load as (
    select load_id, recorded_at, area as team, days_from, days_to from standing_at($t)
    where export = 'published_stop_searches'
),
covered_day as (
    select team, load_id, recorded_at, day
    from (select *, unnest(generate_series(days_from, days_to, interval 1 day))::date as day from load) spoken
    where not exists (
        select 1 from disposed where what = 'rows' and about = 'published_stop_searches' and spoken.load_id <= last
            and spoken.day between from_day and through
    )
),
covered as (
    select team, date_trunc($per, day)::date as first_day, count(distinct day) as covered, count(distinct load_id) as loads,
        max(recorded_at) as loaded_at
    from covered_day group by all
),
searched as (
    select team, date_trunc($per, day)::date as first_day, count(*) as searches,
        count(*) filter (outcome is null) as blank_outcomes
    from published_stop_searches_known_at($t) group by all
),
period as (
    select substr(team, length('publisher:') + 1) as publisher, first_day,
        case $per when 'week' then first_day + 6 else last_day(first_day) end::date as last_day,
        covered, coalesce(searches, 0) as searches, coalesce(blank_outcomes, 0) as blank_outcomes, loads, loaded_at
    from covered left join searched using (team, first_day)
)
select * from period order by publisher, first_day;
