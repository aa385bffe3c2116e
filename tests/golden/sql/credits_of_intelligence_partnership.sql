select kpi, scope, collar, team, role, day, sum(amount)::double as amount, ref
from ( select 'intelligence_partnership' as kpi, 'officer' as scope, credited_collar as collar, credited_team as team, credited_role as role, day, amount, ref
from (select *, collar_no as credited_collar, team as credited_team, role as credited_role
from ( select *, (1)::double as amount, null::varchar as ref
from intelligence
where not waiting and (source = 'Partnership') ))
union all select 'intelligence_partnership', 'area', null, credited_team, credited_role, day, amount, ref
from (select *, collar_no as credited_collar, team as credited_team, role as credited_role
from ( select *, (1)::double as amount, null::varchar as ref
from intelligence
where not waiting and (source = 'Partnership') )
where role in ('PC', 'PCSO')) )
group by all
