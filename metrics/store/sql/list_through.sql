-- One row per list export known at t, with the last day of which it speaks; since: the day up to which a purge has taken what
-- had ended. A list of which a purge has taken every row, since a later one replaced it, is not known any more.
with replaced as (
    select export, max(load_id) as last_load from loads where replaces = 'list' group by export
),
purged as (
    select about as export, max(through) as since from disposed where what = 'list' group by about
),
known as (
    select export, max(load_id) as load_id, max_by(days_to, load_id) as through
    from standing_at($t) where replaces = 'list' group by export
),
standing as (
    select known.export, known.through, purged.since
    from known left join purged using (export) join replaced using (export)
    where known.load_id = replaced.last_load or known.through > coalesce(purged.since, date '0001-01-01')
)
select * from standing;
