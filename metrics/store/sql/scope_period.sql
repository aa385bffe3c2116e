period as (
    select unnest($starts::date[]) as period_start, unnest($ends::date[]) as period_end,
        generate_subscripts($starts::date[], 1) - 1 as period
)
