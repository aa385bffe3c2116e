select kpi, scope, collar, team, role, day, sum(amount)::double as amount, ref
from ( select 'stop_searches' as kpi, 'officer' as scope, collar, team, role, day, amount, ref
from (select collar_no as collar, team, role, day, amount, ref, load_id, source_row
from ( select *, (1)::double as amount, null::varchar as ref
from stop_searches
where not waiting and (true) ))
union all select 'stop_searches', 'area', null, team, role, day, amount, ref
from (select collar_no as collar, team, role, day, amount, ref, load_id, source_row
from ( select *, (1)::double as amount, null::varchar as ref
from stop_searches
where not waiting and (true) )
where role in ('PC')) )
group by all
