select kpi, scope, collar, team, role, day, sum(amount)::double as amount, ref
from ( select 'arrests' as kpi, 'officer' as scope, collar, team, role, day, amount, ref
from (select unnest(named_collars) as collar, unnest(named_teams) as team, unnest(named_roles) as role, day, amount, ref, load_id, source_row
from ( select *, (1)::double as amount, null::varchar as ref
from arrests
where not waiting and (true) ))
union all select 'arrests', 'area', null, team, role, day, amount, ref
from ( select named_collars[place] as collar, named_teams[place] as team, named_roles[place] as role, day, amount, ref, load_id, source_row
from (select *, list_position(list_transform(named_roles, lambda role: role in ('PC')), true) as place
from ( select *, (1)::double as amount, null::varchar as ref
from arrests
where not waiting and (true) ))
where place >= 1 ) )
group by all
