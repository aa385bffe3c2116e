-- One row per person of an area, of a sergeant's team or of a list, posted on a day of the question; all where none narrows it.
select distinct collar from stints
where from_day <= $last and to_day >= $first
    and (
        $area is null or team in (select team from containment where area = $area) or 'team:' || supervisor = $area
    )
    and (len($collars::varchar[]) = 0 or list_contains($collars::varchar[], collar))
order by collar;
