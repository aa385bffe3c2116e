-- One row per officer and run of days on which one posting applies, as known at t: of the postings that hold on a day,
-- the one with the latest start. `lent` where a longer posting lies under it.
create or replace macro stints_known_at(t) as table
with posting as (
    select collar_no as collar, role, team, surname, forename, supervisor_collar_no as supervisor,
        coalesce(fte, 1.0) as fte, coalesce(student_officer, false) as student,
        start_date, coalesce(end_date, date '9999-12-30') as end_date
    from officers_known_at(t)
),
edge as (
    select collar, start_date as day from posting
    union select collar, end_date + 1 from posting
),
slice as (
    select collar, day as from_day, lead(day) over (partition by collar order by day) - 1 as to_day from edge
),
applied as (
    select slice.collar, slice.from_day, slice.to_day, max_by(struct_pack(
        role, team, surname, forename, supervisor, fte, student), posting.start_date) as posting, count(*) > 1 as lent
    from slice join posting
        on posting.collar = slice.collar and posting.start_date <= slice.from_day and posting.end_date >= slice.to_day
    where slice.to_day is not null
    group by slice.collar, slice.from_day, slice.to_day
),
stint as (
    select collar, from_day::date as from_day, to_day::date as to_day, posting.role, posting.team, posting.surname,
        posting.forename, posting.supervisor, posting.fte, posting.student, lent
    from applied
)
select * from stint;
