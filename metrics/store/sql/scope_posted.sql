stint as (
    select {who}, from_day, to_day from {stints}
),
followed as (
    select *, max(to_day) over (
        partition by {who} order by from_day, to_day rows between unbounded preceding and 1 preceding
    ) as posted_until
    from stint
),
numbered as (
    select *, sum(case when from_day <= posted_until + 1 then 0 else 1 end) over (
        partition by {who} order by from_day, to_day rows unbounded preceding
    ) as run
    from followed
),
posted_run as (
    select {who}, min(from_day) as from_day, max(to_day) as to_day from numbered group by {who}, run
)
