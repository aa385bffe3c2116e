-- One row per team, sergeant's team, role and ISO week (its Monday) with rostered duty: hours rostered, those outside the station,
-- and of these the ones in neighbourhood work (in_community: not abstraction).
select team, led, role, date_trunc('week', day)::date as day, sum(hours) as rostered,
    coalesce(sum(hours) filter (outside), 0) as outside,
    coalesce(sum(hours) filter (outside and not abstraction), 0) as in_community
from duties
where rostered and not waiting and role in ('PC', 'PCSO')
group by all
order by day;
