select 'positive_stop_searches' as kpi, credited_collar as collar, credited_team as team, credited_role as role, day, sum(amount)::double as amount, ref
from (select *, collar_no as credited_collar, team as credited_team, role as credited_role
from ( select *, (1)::double as amount, null::varchar as ref, day as credited_on
from stop_searches
where not waiting and (outcome is not null and lower(regexp_replace(trim(outcome), '\s+', ' ', 'g')) not in ('no further action', 'a no further action disposal', 'nfa', 'nothing found - no further action')) ))
group by all
;
select 'positive_stop_searches' as kpi, credited_team as team, credited_role as role, day, sum(amount)::double as amount, ref
from (select *, collar_no as credited_collar, team as credited_team, role as credited_role
from ( select *, (1)::double as amount, null::varchar as ref, day as credited_on
from stop_searches
where not waiting and (outcome is not null and lower(regexp_replace(trim(outcome), '\s+', ' ', 'g')) not in ('no further action', 'a no further action disposal', 'nfa', 'nothing found - no further action')) )
where role in ('PC'))
group by all
