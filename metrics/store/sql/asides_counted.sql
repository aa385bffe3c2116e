-- One row per KPI, key and period that rows set aside could change: how many of them, each reference once.
with {found}
select kpi, key, period, count(distinct ref) as set_aside from found group by all;
