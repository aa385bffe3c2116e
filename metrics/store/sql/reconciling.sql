-- One row per row of an export that the figure does not count, and that the source system's own total may: why, and where it
-- stands. waiting: known, on a day that nothing covers. other_role: of the area's team, led by somebody without a role of
-- the KPI. gone: counted once, and in no file that stands.
with waiting as (
    {waiting}
),
of_other_role as (
    select * from {export}
    where not waiting and ({where}) and {days} and team in (select team from containment where area = $area)
        and $collar is null and not list_contains($counted::varchar[], load_id || ':' || source_row)
),
ever as (
    {ever}
),
gone as (
    select ever.* from ever
    where {key} not in (select {key} from {export})
        and load_id in (select load_id from store.main.loads where recorded_at <= $t)
    qualify row_number() over (partition by {key} order by load_id desc) = 1
),
found as (
    select 'waiting' as why, load_id, source_row, {key} as reference from waiting
    union select 'other_role', load_id, source_row, {key} from of_other_role
    union select case when load_id in (select load_id from store.main.withdrawals where withdrawn_at <= $t)
        then 'withdrawn' else 'gone' end, load_id, source_row, {key} from gone
)
select why, reference, loads.file, loads.sheet, source_row as row
from found join store.main.loads loads using (load_id)
order by why, reference;
