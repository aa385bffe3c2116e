-- One row per load week and export: what the loads of that week set aside, by problem, and their late rows.
with load as (
    select load_id, export, rows, set_aside, date_trunc('week', recorded_at)::date as week
    from standing_at($t)
    where recorded_at >= $since
),
aside as (
    select week, export, code, count(*) as number from set_aside join load using (load_id) group by all
),
coded as (
    select week, export, list(struct_pack(code, number) order by number desc, code) as codes from aside group by all
),
counted as (
    select week, export, count(*) as loads, sum(rows) as rows, sum(load.set_aside) as set_aside from load group by all
),
quality as (
    select week, export, loads, rows, set_aside, coalesce(codes, []) as codes
    from counted left join coded using (week, export)
)
select * from quality order by week, export;
