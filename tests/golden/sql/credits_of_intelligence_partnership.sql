select kpi, scope, collar, team, role, day, sum(amount)::double as amount, ref
from ( select 'intelligence_partnership' as kpi, 'officer' as scope, collar, team, role, day, amount, ref
from (select collar_no as collar, team, role, day, amount, ref, load_id, source_row
from ( select *, (1)::double as amount, null::varchar as ref
from intelligence
where not waiting and (source = 'Partnership') ))
union all select 'intelligence_partnership', 'area', null, team, role, day, amount, ref
from (select collar_no as collar, team, role, day, amount, ref, load_id, source_row
from ( select *, (1)::double as amount, null::varchar as ref
from intelligence
where not waiting and (source = 'Partnership') )
where role in ('PC', 'PCSO')) )
group by all
