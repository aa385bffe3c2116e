select kpi, scope, collar, team, role, day, sum(amount)::double as amount, ref
from ( select 'problem_plans' as kpi, 'officer' as scope, collar, team, role, day, amount, ref
from (select collar_no as collar, team, role, day, amount, ref, load_id, source_row
from ( with entered as ( select *, (1)::double as amount, null::varchar as ref
from problem_plans
where not waiting and (true) ), ended as ( select *, (case when stage = 'Closed' then coalesce(stage_on, assessed_on, opened_on) end)::date as last_day
from entered ) select * exclude (last_day)
from ended
union all select * exclude (last_day) replace (last_day as day, -amount as amount)
from ended
where last_day is not null ))
union all select 'problem_plans', 'area', null, team, role, day, amount, ref
from (select collar_no as collar, team, role, day, amount, ref, load_id, source_row
from ( with entered as ( select *, (1)::double as amount, null::varchar as ref
from problem_plans
where not waiting and (true) ), ended as ( select *, (case when stage = 'Closed' then coalesce(stage_on, assessed_on, opened_on) end)::date as last_day
from entered ) select * exclude (last_day)
from ended
union all select * exclude (last_day) replace (last_day as day, -amount as amount)
from ended
where last_day is not null )
where role in ('PC')) )
group by all
