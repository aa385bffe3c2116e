-- One row per publishing force and whether a person was searched, of the force's months asked for ($publishers and $months stand
-- in pairs; a month is its first day): how many searches, and their outcomes. {counts}: of these, with outcomes as the KPIs have
-- them. A vehicle alone, and a row that does not say what was searched, is no person.
with asked as (
    select unnest($publishers::varchar[]) as publisher, unnest($months::date[]) as month
),
published as (
    select substr(team, length('publisher:') + 1) as publisher, date_trunc('month', day)::date as month, outcome,
        outcome_linked_to_object,
        coalesce(list_contains($persons::varchar[], lower(regexp_replace(trim(type), '\s+', ' ', 'g'))), false) as person
    from published_stop_searches_known_at($t)
)
select publisher, person, {counts}
from published semi join asked using (publisher, month)
group by publisher, person order by publisher, person;
