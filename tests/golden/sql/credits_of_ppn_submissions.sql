select kpi, scope, collar, team, role, day, sum(amount)::double as amount, ref
from ( select 'ppn_submissions' as kpi, 'officer' as scope, collar, team, role, day, amount, ref
from (select collar_no as collar, team, role, day, amount, ref, load_id, source_row
from ( select *, (1)::double as amount, null::varchar as ref
from ppns
where not waiting and (true) ))
union all select 'ppn_submissions', 'area', null, team, role, day, amount, ref
from (select collar_no as collar, team, role, day, amount, ref, load_id, source_row
from ( select *, (1)::double as amount, null::varchar as ref
from ppns
where not waiting and (true) )
where role in ('PC', 'PCSO')) )
group by all
