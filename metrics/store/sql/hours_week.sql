-- One row per officer and ISO week with duty, by team and role: the days of `hours_day` added up under the week's Monday. Their sum
-- in days is as wide as the days' own: what DuckDB makes of it takes as long to read as all else.
select collar, date_trunc('week', day)::date as day, team, role,
    sum(rostered) as rostered, sum(abstraction) as abstraction, sum(not_deployable) as not_deployable,
    sum(available) as available, sum(outside) as outside, sum(in_place) as in_place, sum(absent_days)::bigint as absent_days
from hours_day
group by all
order by day;
