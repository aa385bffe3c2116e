-- One row per team and day that any weekly export covers: bit i of the mask is the export at place i of $exports.
select team, day, bit_or(1::bigint << list_position($exports::varchar[], export)) as mask
from cover_known_at($t)
where list_contains($exports::varchar[], export)
group by team, day;
