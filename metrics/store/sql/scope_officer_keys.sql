chosen as (
    select distinct collar from stints
    where ($area is null or team in (select team from containment where area = $area))
        and ($supervisor is null or supervisor = $supervisor)
        and (len($collars::varchar[]) = 0 or list_contains($collars::varchar[], collar))
        and from_day <= (select max(period_end) from period) and to_day >= (select min(period_start) from period)
)
