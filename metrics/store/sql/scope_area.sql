chosen as (
    select team as member, area as key from containment where list_contains($keys::varchar[], area)
)
