-- One row per KPI, whoever is credited, role and ISO week: the amounts of its days added up under the week's Monday.
select * exclude (day, amount, ref), date_trunc('week', day)::date as day, sum(amount) as amount
from credit_{scope}_day
group by all
order by day;
