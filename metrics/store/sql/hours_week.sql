-- One row per officer and ISO week with duty, by team and role: the days of `hours_day` added up under the week's Monday. absent_days
-- is as wide as a day's: DuckDB's own sum of whole numbers is 128 bits wide, and takes longer to read than all the others.
select collar, date_trunc('week', day)::date as day, team, role,
    sum(rostered) as rostered, sum(abstraction) as abstraction, sum(not_deployable) as not_deployable,
    sum(available) as available, sum(outside) as outside, sum(in_place) as in_place, sum(absent_days)::bigint as absent_days
from hours_day
group by all
order by day;
