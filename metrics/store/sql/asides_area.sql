-- One row per row set aside, area that it could count for and run of days. place 0: nobody's own; people: how many it names.
select distinct export, ref, load_id, source_row, role, from_day, to_day, containment.area as key, 0 as place,
    1 + len(also_named) as people
from aside join containment using (team);
