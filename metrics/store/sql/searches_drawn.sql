-- One row per stop-search with one of the references, as known.
with lies_in as (
    select team, substr(min(area), length('sector:') + 1) as sector from containment
    where area like 'sector:%' group by team
),
found as (
    select search.*, coalesce(areas.name, search.beat) as beat_name, coalesce(there.sector, own.sector) as sector
    from stop_searches search
    left join areas on areas.area = 'beat:' || search.beat
    left join lies_in there on there.team = 'beat:' || search.beat
    left join lies_in own on own.team = search.team
    where list_contains($refs::varchar[], search_ref)
)
select search_ref, searched_at, day, collar_no, beat, beat_name, sector, legislation, object_of_search, search_type, outcome,
    outcome_linked_to_object, item_found, self_defined_ethnicity, officer_defined_ethnicity, age_range, gender,
    more_than_outer_clothing, body_worn_video, grounds_reviewed_by, grounds_reviewed_on, grounds_reasonable
from found order by search_ref;
