-- One row per day on which something that a KPI counts is credited to an area or a sergeant's team: how many.
with {chosen},
event as (
    select credit.day, sum(amount)::integer as number
    from credit_{scope}_day credit {join}
    where kpi = $kpi and list_contains($roles::varchar[], role) and credit.day between $start and $end
    group by credit.day
)
select * from event where number > 0 order by day;
