-- One row per moment at which loads or withdrawals changed rows of a figure on days that were stated before: how many rows
-- came new, changed or went. `credited` gives the rows of every load that the figure would count; each is followed through
-- the moments by the rules of known_at_days and known_at_list.
with credited as (
    {credited}
),
row as (
    select distinct load_id, source_row, {key} as key, team, day, {content} as content from credited
),
twin as (
    select {key} as key, load_id from store.main.{export} where {key} in (select key from row)
),
load as (
    select loads.* from store.main.loads loads
    where export = $export and recorded_at <= $t and (not $is_list or days_to >= $end) and (
        (days_from <= $end and days_to >= $start) or load_id in (select load_id from twin)
    )
),
event as (
    select recorded_at as event_at, load_id, false as is_withdrawal from load
    union all
    select withdrawn_at, load_id, true from store.main.withdrawals join load using (load_id) where withdrawn_at <= $t
),
moment as (
    select event_at, row_number() over (order by event_at) as place from (select distinct event_at from event)
),
standing as (
    select place, load_id, days_from, days_to, area
    from moment join load on recorded_at <= event_at left join store.main.withdrawals withdrawals using (load_id)
    where coalesce(withdrawn_at > event_at, true)
),
listed as (
    select place, max(load_id) as load_id, max_by(days_to, load_id) as days_to from standing group by place
),
spoken as (
    select distinct team, day from row
),
cover as (
    select place, spoken.team, spoken.day, max(standing.load_id) as load_id
    from standing join containment on containment.area = standing.area
    join spoken on spoken.team = containment.team and spoken.day between days_from and days_to
    where not $is_list
    group by all
    union all
    select place, team, day, load_id from listed join spoken on day <= days_to where $is_list
),
latest as (
    select place, key, max(load_id) as load_id from twin join standing using (load_id) group by all
),
live as (
    select cover.place, row.key, row.team, row.day, row.content
    from row join cover on cover.team = row.team and cover.day = row.day
    join latest on latest.place = cover.place and latest.key = row.key and latest.load_id = row.load_id
    where row.load_id = cover.load_id or (row.load_id > cover.load_id and not $is_list)
),
paired as (
    select coalesce(after.place, before.place + 1) as place,
        after.key is not null and before.key is null and stated.team is not null as is_new,
        after.content <> before.content as is_changed,
        after.key is null and before.place + 1 <= (select max(place) from moment) as is_gone
    from live after full join live before on before.key = after.key and before.place + 1 = after.place
    left join cover stated on stated.team = after.team and stated.day = after.day and stated.place + 1 = after.place
),
counted as (
    select place, count(*) filter (is_new) as new, count(*) filter (is_changed) as changed,
        count(*) filter (is_gone) as gone
    from paired group by place having new + changed + gone > 0
),
correction as (
    select event_at, new, changed, gone, list(distinct event.load_id order by event.load_id) as loads,
        bool_or(is_withdrawal) as is_withdrawal
    from counted join moment using (place) join event using (event_at) group by all
),
told as (
    select event_at, new, changed, gone, loads, is_withdrawal,
        (select string_agg(distinct file || ': ' || sheet, '; ') from load where list_contains(loads, load_id)) as files,
        (
            select string_agg(distinct case when is_withdrawal then withdrawn_by else loaded_by end, '; ')
            from load left join store.main.withdrawals withdrawals using (load_id) where list_contains(loads, load_id)
        ) as by
    from correction
)
select * from told order by event_at;
