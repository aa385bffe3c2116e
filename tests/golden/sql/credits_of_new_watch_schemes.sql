select 'new_watch_schemes' as kpi, credited_collar as collar, credited_team as team, credited_role as role, day, sum(amount)::double as amount, ref
from (select *, collar_no as credited_collar, team as credited_team, role as credited_role
from ( select *, (1)::double as amount, null::varchar as ref, day as credited_on
from watch_schemes
where not waiting and (not (scheme_type = 'Citizens in Policing')) ))
group by all
;
select 'new_watch_schemes' as kpi, credited_team as team, credited_role as role, day, sum(amount)::double as amount, ref
from (select *, collar_no as credited_collar, team as credited_team, role as credited_role
from ( select *, (1)::double as amount, null::varchar as ref, day as credited_on
from watch_schemes
where not waiting and (not (scheme_type = 'Citizens in Policing')) )
where role in ('PCSO'))
group by all
