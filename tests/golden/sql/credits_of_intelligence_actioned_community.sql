select kpi, scope, collar, team, role, day, sum(amount)::double as amount, ref
from ( select 'intelligence_actioned_community' as kpi, 'officer' as scope, collar, team, role, day, amount, ref
from ( select named_collars[place] as collar, named_teams[place] as team, named_roles[place] as role, day, amount, ref, load_id, source_row
from (select *, case when actioned_by is null then 1 else list_position(named_collars, actioned_by) end as place
from ( select *, (1)::double as amount, null::varchar as ref
from intelligence
where not waiting and ((actioned or (actioned is null and actioned_on is not null)) and source = 'Community') ))
where place >= 1 )
union all select 'intelligence_actioned_community', 'area', null, team, role, day, amount, ref
from ( select named_collars[place] as collar, team as team, named_roles[place] as role, day, amount, ref, load_id, source_row
from (select *, list_position(list_transform(named_roles, lambda role: role in ('PC')), true) as place
from ( select *, (1)::double as amount, null::varchar as ref
from intelligence
where not waiting and ((actioned or (actioned is null and actioned_on is not null)) and source = 'Community') ))
where place >= 1 ) )
group by all
