-- One row per area of the levels asked for, of those in an area where it is given, by the name that people see.
select area from areas
where list_contains($levels::varchar[], level) and ($area is null or area in (select team from containment where area = $area))
order by key, area;
