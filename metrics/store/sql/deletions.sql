-- One row per deletion that took rows of some exports from loads that speak of some days, the latest first.
with by_rule as (
    select export, through, sum(disposals.rows)::bigint as count, rule, recorded_by as deleted_by, agreed_by,
        disposals.recorded_at as deleted_at
    from disposals join loads using (load_id)
    where through >= $start and days_from <= $end and days_to >= $start
    group by all
),
by_purge as (
    select about, through, rows, rule, proposed_by, recorded_by, recorded_at
    from disposed
    where what in ('rows', 'list') and rows > 0 and through >= $start and from_day <= $end
),
deletion as (
    select * from by_rule union all select * from by_purge
)
select * from deletion where list_contains($exports::varchar[], export) order by deleted_at desc, export;
