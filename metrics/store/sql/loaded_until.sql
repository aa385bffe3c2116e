-- One row: the last day of which a weekly file speaks that stands and was recorded by $before; null where none was.
select max(days_to) from standing_at(timestamp '9999-01-01') where replaces = 'days' and recorded_at <= $before
