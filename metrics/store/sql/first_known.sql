-- One row: when the first weekly file that speaks of $day or of later days, and stands, was recorded; null where none was.
select min(recorded_at) from standing_at(timestamp '9999-01-01') where replaces = 'days' and days_to >= $day
