select 'problem_plans' as kpi, credited_collar as collar, credited_team as team, credited_role as role, day, sum(amount)::double as amount, ref
from (select *, collar_no as credited_collar, team as credited_team, role as credited_role
from ( with entered as ( select *, (1)::double as amount, null::varchar as ref, day as credited_on
from problem_plans
where not waiting and (true) ), ended as ( select *, (case when stage = 'Closed' then coalesce(stage_on, assessed_on, opened_on) end)::date as last_day
from entered ) select * exclude (last_day)
from ended
union all select * exclude (last_day) replace (last_day as day, -amount as amount)
from ended
where last_day is not null ))
group by all
;
select 'problem_plans' as kpi, credited_team as team, credited_role as role, day, sum(amount)::double as amount, ref
from (select *, collar_no as credited_collar, team as credited_team, role as credited_role
from ( with entered as ( select *, (1)::double as amount, null::varchar as ref, day as credited_on
from problem_plans
where not waiting and (true) ), ended as ( select *, (case when stage = 'Closed' then coalesce(stage_on, assessed_on, opened_on) end)::date as last_day
from entered ) select * exclude (last_day)
from ended
union all select * exclude (last_day) replace (last_day as day, -amount as amount)
from ended
where last_day is not null )
where role in ('PC'))
group by all
