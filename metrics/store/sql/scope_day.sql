day as (
    select unnest($days::date[]) as day, unnest($numbers::integer[]) as period, unnest($lists::bigint[]) as lists
)
