-- One row per row set aside, sergeant's team that it could count for and run of days: its lead's; where the lead is not known,
-- that of anybody posted to the team. place 0: nobody's own; people: how many it names.
select distinct export, ref, load_id, source_row, aside.role, led.led as key, 0 as place, 1 + len(also_named) as people,
    greatest(aside.from_day, led.from_day) as from_day, least(aside.to_day, led.to_day) as to_day
from aside join led
    on led.team = aside.team and led.from_day <= aside.to_day and led.to_day >= aside.from_day
    and (aside.role is null or lower(led.collar) = lower(aside.collar));
