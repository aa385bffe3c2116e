select kpi, scope, collar, team, role, day, sum(amount)::double as amount, ref
from ( select 'incidents_attended' as kpi, 'officer' as scope, collar, team, role, day, amount, ref
from (select collar_no as collar, team, role, day, amount, ref, load_id, source_row
from ( select *, (1)::double as amount, incident_no as ref
from incidents
where not waiting and (true) ))
union all select 'incidents_attended', 'area', null, team, role, day, amount, ref
from (select collar_no as collar, team, role, day, amount, ref, load_id, source_row
from ( select *, (1)::double as amount, incident_no as ref
from incidents
where not waiting and (true) )
where role in ('PC')) )
group by all
