select kpi, scope, collar, team, role, day, sum(amount)::double as amount, ref
from ( select 'time_outside_station' as kpi, 'officer' as scope, credited_collar as collar, credited_team as team, credited_role as role, day, amount, ref
from (select *, collar_no as credited_collar, team as credited_team, role as credited_role
from ( select *, (hours)::double as amount, null::varchar as ref
from duties
where not waiting and (outside) ))
union all select 'time_outside_station', 'area', null, credited_team, credited_role, day, amount, ref
from (select *, collar_no as credited_collar, team as credited_team, role as credited_role
from ( select *, (hours)::double as amount, null::varchar as ref
from duties
where not waiting and (outside) )
where role in ('PC', 'PCSO')) )
group by all
