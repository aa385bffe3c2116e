-- One row per priority that residents raised, the most returns first; the one without a name counts the returns that raised none.
-- told: at how many of its returns residents were told what was done.
with counted as (
    select nullif(trim(priority_raised), '') as said, feedback_given from ({counted}) where {of_figure}
),
named as (
    select case when lower(said) in ('no', 'n', 'false', '0', 'none') then null
        when lower(said) in ('yes', 'y', 'true', '1') then 'Not named' else said end as priority, feedback_given
    from counted
),
raised as (
    select min(priority) as priority, count(*) as returns, count(*) filter (feedback_given) as told
    from named group by lower(priority)
)
select * from raised order by priority is null, returns desc, priority;
