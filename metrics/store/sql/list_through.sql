-- One row per list export known at t, with the last day of which it speaks.
select export, max_by(days_to, load_id) as through
from loads where replaces = 'list' and recorded_at <= $t group by export;
