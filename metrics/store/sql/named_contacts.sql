-- One row per beat (of those asked about, where they are given) in list order: its named contact, where they are posted on the day,
-- since when without a break, and their last day on the beat before it. here: posted to the beat or to an area that holds it.
-- listed: the collar number is on the Officers list. any_named: the Beats list names a contact of any beat.
with contact as (
    select beats.beat, beats.beat_name, beats.sector, named_contact_collar_no as collar, areas.position
    from beats join areas on areas.area = 'beat:' || beats.beat
    where $beats is null or beats.beat in (select unnest($beats::varchar[]))
),
posted as (
    select contact.beat, stint.from_day, stint.to_day, stint.team, holder.area is not null as here,
        stint.surname, stint.forename
    from contact join stints stint using (collar)
    left join containment holder on holder.team = 'beat:' || contact.beat and holder.area = stint.team
),
stood as (
    select beat, count(*) > 0 as listed, arg_max(surname, from_day) as surname, arg_max(forename, from_day) as forename,
        coalesce(bool_or(here) filter ($day between from_day and to_day), false) as here,
        max(team) filter ($day between from_day and to_day) as posted_to,
        max(to_day) filter (here and to_day < $day) as last_here
    from posted group by beat
),
begun as (
    select beat, from_day, to_day, (from_day > lag(to_day) over (partition by beat order by from_day) + 1)::integer as is_new
    from posted where here
),
run as (
    select *, sum(coalesce(is_new, 0)) over (partition by beat order by from_day rows unbounded preceding) as number from begun
),
stretch as (
    select beat, min(from_day) as here_since, max(to_day) as here_until from run group by beat, number
),
found as (
    select (select count(*) > 0 from beats where named_contact_collar_no is not null) as any_named,
        contact.beat, beat_name, sector, collar, coalesce(listed, false) as listed, surname, forename,
        coalesce(here, false) as here, posted_to, last_here, here_since, position
    from contact left join stood using (beat)
    left join stretch on stretch.beat = contact.beat and $day between here_since and here_until
)
select * exclude (position) from found order by position;
