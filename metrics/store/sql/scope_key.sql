chosen as (
    select unnest($keys::varchar[]) as key
)
