-- One row: how many weeks of an export were stated in time since a day, and within how many days nearly all of their records
-- had arrived. A week is stated in time where a load that covers it came within a week of its end.
with load as (
    select load_id, recorded_at::date as loaded_on, days_from, days_to
    from loads left join withdrawals using (load_id)
    where loads.export = $export and recorded_at <= $t and (withdrawn_at is null or withdrawn_at > $t)
),
week as (
    select distinct date_trunc('week', day)::date as monday
    from range($since::timestamp, $last::timestamp, interval 7 days) days (day)
),
stated as (
    select monday, min(loaded_on) as stated_on
    from week join load on days_from <= monday and days_to >= monday + 6
    group by monday having min(loaded_on) <= monday + 6 + 7
),
arrived as (
    select monday, min(loaded_on) - any_value(day) as days
    from {export} record join load using (load_id) join stated on record.day between monday and monday + 6
    group by monday, {key}
),
late as (
    select count(distinct monday) as weeks, quantile_disc(greatest(days, 0), $share) as days from arrived
)
select * from late;
