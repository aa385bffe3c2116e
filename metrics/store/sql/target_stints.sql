-- One row per area, KPI, variant and run of days on which one target is in force. A variant says which roles' targets
-- are looked for, in order: "PC" only PC's; "PC+All" PC's, else All's. amount is null for a monitored target (F6).
with variant as (
    select * from (values
        ('PC', 'PC', 0), ('PCSO', 'PCSO', 0), ('All', 'All', 0),
        ('PC+All', 'PC', 0), ('PC+All', 'All', 1), ('PCSO+All', 'PCSO', 0), ('PCSO+All', 'All', 1)
    ) as variant (variant, role, place)
),
target as (
    select team as area, lower(kpi) as kpi, variant.variant, target.role, variant.place, target.target, per, type, rationale,
        set_by, target."from" as from_day, coalesce(target."to", date '9999-12-30') as to_day
    from targets_known_at($t) target join variant using (role)
),
edge as (
    select area, kpi, variant, from_day as day from target
    union select area, kpi, variant, to_day + 1 from target
),
slice as (
    select area, kpi, variant, day::date as from_day,
        (lead(day) over (partition by area, kpi, variant order by day) - 1)::date as to_day
    from edge
),
applied as (
    select slice.area, slice.kpi, slice.variant, slice.from_day, slice.to_day,
        target.role, target.target, target.per, target.type, target.rationale, target.set_by
    from slice join target
        on target.area = slice.area and target.kpi = slice.kpi and target.variant = slice.variant
        and target.from_day <= slice.from_day and target.to_day >= slice.to_day
    where slice.to_day is not null
    qualify row_number() over (
        partition by slice.area, slice.kpi, slice.variant, slice.from_day order by target.place, target.from_day desc
    ) = 1
),
stint as (
    select *, case when type = 'Monitored' then null else target end as amount from applied
)
select * from stint;
