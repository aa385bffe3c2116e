-- One row per export, area of a level and ISO week with late records that wait for their week's own file: how many.
with waiting_area as (
    select export, area, date_trunc('week', day)::date as week_start, late
    from waiting join containment using (team)
    where starts_with(area, $level || ':') and day between $start and $end
)
select export, area, week_start, sum(late)::integer as late from waiting_area group by all;
