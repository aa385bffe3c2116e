-- One row per person posted to the area (or under the supervisor) on a day of the period, with their latest posting in it.
with stint as (
    select * from stints
    where from_day <= $end and to_day >= $start
        and ($area is null or team in (select team from containment where area = $area))
        and ($supervisor is null or supervisor = $supervisor)
),
member as (
    select collar, max_by(struct_pack(surname, forename, role, fte, student, team, supervisor, lent), from_day) as latest,
        list(distinct team order by team) as teams, list(distinct role order by role) as roles,
        min(greatest(from_day, $start)) as posted_from, max(least(to_day, $end)) as posted_to
    from stint group by collar
)
select collar, latest.surname, latest.forename, latest.surname || ', ' || latest.forename as name, latest.role, latest.fte,
    latest.student, latest.team, latest.supervisor, latest.lent, teams, roles, posted_from, posted_to
from member order by latest.surname, latest.forename, collar;
