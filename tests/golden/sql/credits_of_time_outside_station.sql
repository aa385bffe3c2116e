select kpi, scope, collar, team, role, day, sum(amount)::double as amount, ref
from ( select 'time_outside_station' as kpi, 'officer' as scope, collar, team, role, day, amount, ref
from (select collar_no as collar, team, role, day, amount, ref, load_id, source_row
from ( select *, (hours)::double as amount, null::varchar as ref
from duties
where not waiting and (outside) ))
union all select 'time_outside_station', 'area', null, team, role, day, amount, ref
from (select collar_no as collar, team, role, day, amount, ref, load_id, source_row
from ( select *, (hours)::double as amount, null::varchar as ref
from duties
where not waiting and (outside) )
where role in ('PC', 'PCSO')) )
group by all
