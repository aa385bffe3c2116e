-- One row per written reason (and who set it, and the type) of the targets on one KPI that figures of these areas and days
-- are shown against: an area's own, else its beats'; of people their beat's.
with held as (
    select distinct area, rationale, set_by, type from target_stints
    where kpi = $kpi and list_contains($variants::varchar[], variant) and amount is not null
        and from_day <= $end and to_day >= $start
),
asked as (
    select unnest($areas::varchar[]) as area
),
member as (
    select asked.area as asked, asked.area as area from asked
    union all
    select asked.area, team from asked join containment using (area)
    where team like 'beat:%' and team <> asked.area and not $person and asked.area not in (select area from held)
),
reason as (
    select rationale, set_by, type, list(distinct held.area order by held.area) as areas
    from held join member using (area) group by all
)
select * from reason order by areas, rationale;
