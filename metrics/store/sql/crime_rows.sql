-- One row per row of Crime Figures known at t, of the areas asked about (in small letters), that states exactly one of the asked
-- periods or one whole month within one.
with asked as (
    select unnest($starts::date[]) as first_day, unnest($ends::date[]) as end_day
),
known as (
    select * from crime_figures_known_at($t) where list_contains($areas::varchar[], lower(trim(area)))
),
stating as (
    select distinct known.* from known join asked
        on (period_start = first_day and period_end = end_day)
        or (period_start >= first_day and period_end <= end_day
            and period_start = date_trunc('month', period_start) and period_end = last_day(period_start))
)
select area, category, period_start, period_end, count, victims, source, load_id, source_row from stating
order by load_id, source_row;
