-- One row per load that stands at t: recorded by then, and not withdrawn by then.
create or replace macro standing_at(t) as table
with standing as (
    select loads.* from loads
    where recorded_at <= t and load_id not in (select load_id from withdrawals where withdrawn_at <= t)
)
select * from standing;
