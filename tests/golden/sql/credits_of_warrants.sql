select 'warrants' as kpi, credited_collar as collar, credited_team as team, credited_role as role, day, sum(amount)::double as amount, ref
from (select *, unnest(named_collars) as credited_collar, unnest(named_teams) as credited_team, unnest(named_roles) as credited_role
from ( select *, (1)::double as amount, null::varchar as ref, day as credited_on
from warrants
where not waiting and (true) ))
group by all
;
select 'warrants' as kpi, credited_team as team, credited_role as role, day, sum(amount)::double as amount, ref
from ( select * exclude (place), named_collars[place] as credited_collar, named_teams[place] as credited_team, named_roles[place] as credited_role
from (select *, list_position(list_transform(named_roles, lambda role: role in ('PC')), true) as place
from ( select *, (1)::double as amount, null::varchar as ref, day as credited_on
from warrants
where not waiting and (true) ))
where place >= 1 )
group by all
