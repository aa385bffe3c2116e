-- One row: rows of the {export} list as known, and how many the incoming list lacks.
select null::date as week, count(*) as known, count(*) filter (incoming.kept is null) as gone
from {export}_known_at($t) known left join (select distinct {key}, true as kept from incoming) incoming using ({key});
