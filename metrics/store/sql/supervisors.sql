-- One row per person who supervises somebody on a day of the period, as in their own latest posting; alphabetical.
with led as (
    select supervisor as collar, count(distinct collar) as members
    from stints
    where supervisor is not null and from_day <= $end and to_day >= $start
    group by supervisor
),
known as (
    select collar, max_by(struct_pack(surname, forename, role, team), from_day) as latest
    from stints semi join led using (collar) group by collar
)
select collar, members, latest.surname || ', ' || latest.forename as name, latest.role, latest.team
from led left join known using (collar)
order by name, collar;
