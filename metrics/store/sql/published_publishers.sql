-- One row per publishing force of whose searches a load known at t speaks.
select distinct substr(area, length('publisher:') + 1) as publisher
from standing_at($t) where export = 'published_stop_searches' order by publisher;
