-- One row per team and area that holds it, as known at t. Teams and areas are level:key; a team lies in itself.
create or replace macro containment_known_at(t) as table
with beat as (
    select beats.beat, beats.sector, beats.lpa from beats
    where load_id = (select max(load_id) from standing_at(t) where export = 'beats')
),
contained as (
    select 'beat:' || beat as team, 'beat:' || beat as area from beat
    union select 'beat:' || beat, 'sector:' || sector from beat
    union select 'beat:' || beat, 'lpa:' || lpa from beat
    union select 'sector:' || sector, 'sector:' || sector from beat
    union select 'sector:' || sector, 'lpa:' || lpa from beat
    union select 'lpa:' || lpa, 'lpa:' || lpa from beat
),
known_team as (
    select team from contained
    union select 'force:Force'
    union select distinct team from officers where team is not null
),
everywhere as (
    select team, area from contained
    union select team, 'force:Force' from known_team
    union select team, team from known_team
)
select * from everywhere;
