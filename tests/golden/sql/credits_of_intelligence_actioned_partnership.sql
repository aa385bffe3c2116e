select 'intelligence_actioned_partnership' as kpi, credited_collar as collar, credited_team as team, credited_role as role, day, sum(amount)::double as amount, ref
from ( select * exclude (place), named_collars[place] as credited_collar, named_teams[place] as credited_team, named_roles[place] as credited_role
from (select *, case when actioned_by is null then 1 else list_position(named_collars, actioned_by) end as place
from ( select *, (1)::double as amount, null::varchar as ref, day as credited_on
from intelligence
where not waiting and ((actioned or (actioned is null and actioned_on is not null)) and source = 'Partnership') ))
where place >= 1 )
group by all
;
select 'intelligence_actioned_partnership' as kpi, credited_team as team, credited_role as role, day, sum(amount)::double as amount, ref
from ( select * exclude (place), collar_no as credited_collar, team as credited_team, named_roles[place] as credited_role
from (select *, list_position(list_transform(named_roles, lambda role: role in ('PC')), true) as place
from ( select *, (1)::double as amount, null::varchar as ref, day as credited_on
from intelligence
where not waiting and ((actioned or (actioned is null and actioned_on is not null)) and source = 'Partnership') ))
where place >= 1 )
group by all
