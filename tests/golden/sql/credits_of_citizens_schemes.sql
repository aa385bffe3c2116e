select kpi, scope, collar, team, role, day, sum(amount)::double as amount, ref
from ( select 'citizens_schemes' as kpi, 'officer' as scope, collar, team, role, day, amount, ref
from (select collar_no as collar, team, role, day, amount, ref, load_id, source_row
from ( select *, (1)::double as amount, null::varchar as ref
from watch_schemes
where not waiting and (scheme_type = 'Citizens in Policing') ))
union all select 'citizens_schemes', 'area', null, team, role, day, amount, ref
from (select collar_no as collar, team, role, day, amount, ref, load_id, source_row
from ( select *, (1)::double as amount, null::varchar as ref
from watch_schemes
where not waiting and (scheme_type = 'Citizens in Policing') )
where role in ('PC')) )
group by all
