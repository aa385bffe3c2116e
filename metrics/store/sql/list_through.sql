-- One row per list export known at t, with the last day of which it speaks.
select export, max_by(days_to, load_id) as through
from standing_at($t) where replaces = 'list' group by export;
