chosen as (
    select area, level, key from areas
    where list_contains($levels::varchar[], level) and ($area is null or area in (select team from containment where area = $area))
),
team_area as (
    select containment.team, containment.area as key from containment join chosen on chosen.area = containment.area
)
