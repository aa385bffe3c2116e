select 'time_outside_station' as kpi, credited_collar as collar, credited_team as team, credited_role as role, day, sum(amount)::double as amount, ref
from (select *, collar_no as credited_collar, team as credited_team, role as credited_role
from ( select *, (hours)::double as amount, null::varchar as ref, day as credited_on
from duties
where not waiting and (outside) ))
group by all
;
select 'time_outside_station' as kpi, credited_team as team, credited_role as role, day, sum(amount)::double as amount, ref
from (select *, collar_no as credited_collar, team as credited_team, role as credited_role
from ( select *, (hours)::double as amount, null::varchar as ref, day as credited_on
from duties
where not waiting and (outside) )
where role in ('PC', 'PCSO'))
group by all
