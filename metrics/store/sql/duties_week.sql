-- One row per officer, team, role, ISO week and kind of segment: hours added up under the week's Monday, of what a companion
-- of hours can ask of a segment. Whole weeks are told from half of the rows.
select collar_no, team, role, date_trunc('week', day)::date as day, state, authorised_by, place_name, rostered, abstraction,
    not_deployable, outside, can_be_in_place, dedicated, false as waiting, sum(hours) as hours
from duties
where not waiting
group by all
order by day;
