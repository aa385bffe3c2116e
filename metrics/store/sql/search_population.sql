-- One row per stop-search of some days that was known and counted at t, whose officer was then in the area or sergeant's team
-- asked about, whatever their role; sector: of the beat where it happened, else of the officer's team.
with containment as (select * from containment_known_at($t)),
led as (
    select collar, 'team:' || supervisor as led, from_day, to_day from stints_known_at($t)
    where supervisor is not null and role in ('PC', 'PCSO')
),
{chosen},
searched as (
    select search.*, led.led
    from stop_searches_known_at($t) search
    left join {led} led on led.collar = search.collar_no and search.day between led.from_day and led.to_day
    where not waiting and search.day between $start and $end
),
lies_in as (
    select team, substr(min(area), length('sector:') + 1) as sector from containment
    where area like 'sector:%' group by team
),
found as (
    select search_ref, coalesce(there.sector, own.sector) as sector, self_defined_ethnicity, gender, age_range
    from searched {join}
    left join lies_in there on there.team = 'beat:' || searched.beat
    left join lies_in own on own.team = searched.team
)
select * from found order by search_ref;
