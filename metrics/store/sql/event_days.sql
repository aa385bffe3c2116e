-- One row per day on which something that a KPI counts is credited to the teams of an area: how many.
with event as (
    select credit.day, sum(amount)::integer as number
    from credit_area_day credit join containment using (team)
    where kpi = $kpi and area = $area and list_contains($roles::varchar[], role) and credit.day between $start and $end
    group by credit.day
)
select * from event where number > 0 order by day;
