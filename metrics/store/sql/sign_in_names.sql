-- One row per email address of the Officers list: whose it is by their latest posting. One that stands with two people is
-- nobody's.
with posting as (
    select lower(trim(email)) as email, collar_no as collar, start_date from officers_known_at($t) where trim(email) <> ''
),
latest as (
    select collar, max_by(email, start_date) as email from posting group by collar
),
alone as (
    select email, any_value(collar) as collar from latest group by email having count(*) = 1
)
select email, collar from alone
