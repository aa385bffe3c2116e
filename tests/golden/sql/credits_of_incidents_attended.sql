select 'incidents_attended' as kpi, credited_collar as collar, credited_team as team, credited_role as role, day, sum(amount)::double as amount, ref
from (select *, collar_no as credited_collar, team as credited_team, role as credited_role
from ( select *, (1)::double as amount, incident_no as ref, day as credited_on
from incidents
where not waiting and (true) ))
group by all
;
select 'incidents_attended' as kpi, credited_team as team, credited_role as role, day, sum(amount)::double as amount, ref
from (select *, collar_no as credited_collar, team as credited_team, role as credited_role
from ( select *, (1)::double as amount, incident_no as ref, day as credited_on
from incidents
where not waiting and (true) )
where role in ('PC'))
group by all
