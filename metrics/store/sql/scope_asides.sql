{period},
kpi as (
    select unnest($kpis::varchar[]) as kpi, unnest($exports::varchar[]) as export, unnest($pc::boolean[]) as pc,
        unnest($pcso::boolean[]) as pcso, unnest($stocks::boolean[]) as is_stock, unnest($credits::varchar[]) as credit
),
{chosen},
found as (
    select kpi.kpi, aside.key, period, aside.export, ref, aside.load_id, source_row
    from aside_{scope} aside semi join chosen on chosen.key = aside.key
    join kpi using (export) join period on from_day <= period_end and (is_stock or to_day >= period_start)
    where (
        role is null or (role = 'PC' and pc) or (role = 'PCSO' and pcso)
        -- Of an area: where the lead has another role, one of the others named may count.
        or (place = 0 and people > 1 and credit <> 'lead')
    ) and (place = 0 or credit = 'named' or place = case when credit = 'actioner' and people > 1 then 2 else 1 end)
)
