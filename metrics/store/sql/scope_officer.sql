{keys},
unit_day as (
    select collar as key, day_period.day, role, team
    from stints semi join chosen using (collar)
    join (select distinct day from day_period) day_period on day_period.day between from_day and to_day
    where role in ('PC', 'PCSO')
),
grid as (
    select distinct kpi.kpi, collar as key, period.period_start, period.period_end
    from stints semi join chosen using (collar)
    join period on from_day <= period_end and to_day >= period_start
    join kpi on (role = 'PC' and pc) or (role = 'PCSO' and pcso)
),
credit as (
    select kpi as counts, collar as key, role, day, amount, ref from credit_officer semi join chosen using (collar)
    where day between list_min($starts::date[]) and list_max($ends::date[])
),
credit_until as (
    select kpi as counts, collar as key, role, day, amount from credit_officer semi join chosen using (collar)
    where day <= list_max($ends::date[]) and kpi in (select counts from kpi where is_stock)
),
worked as (
    select collar as key, * exclude (collar, team) from hours_day semi join chosen using (collar)
    where day between list_min($starts::date[]) and list_max($ends::date[])
)
