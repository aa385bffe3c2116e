-- One row per export that feeds the guarantee and of which a row is known.
select 'local_priorities' as export where exists (from local_priorities)
union all select 'queries' where exists (from queries)
union all select 'meetings' where exists (from meetings)
union all select 'training' where exists (from training);
