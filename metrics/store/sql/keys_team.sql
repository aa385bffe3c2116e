-- One row per sergeant's team, of those that are the one asked about or have people in the area, where one is given.
select distinct led
from led
where $area is null or led = $area or team in (select team from containment where area = $area)
order by led;
