-- One row per row of the latest problem_plans list known at t. `waiting`: dated after the day up to which the list speaks.
create or replace macro problem_plans_known_at(t) as table
with latest as (
    select max(load_id) as load_id, max_by(days_to, load_id) as days_to from standing_at(t)
    where export = 'problem_plans'
),
standing as (
    select problem_plans.*, coalesce(problem_plans.day > latest.days_to, false) as waiting
    from problem_plans join latest using (load_id)
)
select * from standing;
