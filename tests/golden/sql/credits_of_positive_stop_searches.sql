select kpi, scope, collar, team, role, day, sum(amount)::double as amount, ref
from ( select 'positive_stop_searches' as kpi, 'officer' as scope, collar, team, role, day, amount, ref
from (select collar_no as collar, team, role, day, amount, ref, load_id, source_row
from ( select *, (1)::double as amount, null::varchar as ref
from stop_searches
where not waiting and (outcome is not null and lower(regexp_replace(trim(outcome), '\s+', ' ', 'g')) not in ('no further action', 'a no further action disposal', 'nfa', 'nothing found - no further action')) ))
union all select 'positive_stop_searches', 'area', null, team, role, day, amount, ref
from (select collar_no as collar, team, role, day, amount, ref, load_id, source_row
from ( select *, (1)::double as amount, null::varchar as ref
from stop_searches
where not waiting and (outcome is not null and lower(regexp_replace(trim(outcome), '\s+', ' ', 'g')) not in ('no further action', 'a no further action disposal', 'nfa', 'nothing found - no further action')) )
where role in ('PC')) )
group by all
