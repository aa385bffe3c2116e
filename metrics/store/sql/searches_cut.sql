-- One row per cut (whole, kind, team, object ...) of those asked for and value of it ("" where it is not recorded), of the searches
-- of the period in the area or sergeant's team asked about: how many, their outcomes, and in how many of them each field of the
-- record is filled in. {counts}: of rows that are alike, with outcomes as the KPIs have them. {sums}: of these. {placed}: where they
-- lie (team, team_sector, team_lpa, beat), as far as a cut asks. The cut resident is of the team's LPA and self-defined ethnicity
-- together; others is of searches that the KPI does not count, by other roles.
with {chosen},
led_by as (
    select search.*, led.led, list_contains($roles::varchar[], search.role) as counted
    from stop_searches search
    left join {led} led on led.collar = search.collar_no and search.day between led.from_day and led.to_day
    where not waiting and search.day between $start and $end
),
searched as (
    select led_by.*, home.sector as team_sector, home.lpa as team_lpa
    from led_by {join} left join areas home on home.area = led_by.team
),
alike as (
    select counted, legislation, {placed}, object_of_search, search_type, self_defined_ethnicity,
        officer_defined_ethnicity, age_range, gender, {counts}
    from searched group by all
),
drugs as (
    select *, regexp_matches(lower(legislation), '\bsection 60\b|\bs\.? ?60\b') as section_60,
        coalesce(regexp_matches(lower(legislation), 'misuse of drugs|psychoactive'), false)
            or coalesce(regexp_matches(lower(object_of_search), '\bdrugs?\b|psychoactive'), false) as drugs
    from alike
),
sorted as (
    select *, case
        when section_60 then 'section 60'
        when drugs and search_type = 'Possession' then 'possession'
        when drugs and search_type = 'Supply' then 'supply'
        when drugs then 'drugs'
        when legislation is null and object_of_search is null then ''
        else 'other'
    end as kind
    from drugs
),
cut as (
    select sorted.*, unnest([
        {'cut': 'whole', 'value': ''}, {'cut': 'kind', 'value': kind}, {'cut': 'team', 'value': team},
        {'cut': 'beat', 'value': 'beat:' || beat}, {'cut': 'sector', 'value': 'sector:' || team_sector},
        {'cut': 'lpa', 'value': 'lpa:' || team_lpa},
        {'cut': 'object', 'value': object_of_search}, {'cut': 'type', 'value': search_type},
        {'cut': 'self_defined', 'value': self_defined_ethnicity},
        {'cut': 'officer_defined', 'value': officer_defined_ethnicity}, {'cut': 'age', 'value': age_range},
        {'cut': 'gender', 'value': gender},
        {'cut': 'resident', 'value': 'lpa:' || coalesce(team_lpa, '') || '|' || coalesce(self_defined_ethnicity, '')}
    ], recursive := true)
    from sorted where counted
    union all by name
    select *, 'others' as cut, '' as value from sorted where not counted
),
named as (
    select *, coalesce(regexp_replace(trim(value), '\s+', ' ', 'g'), '') as said from cut
    where list_contains($cuts::varchar[], cut)
),
found as (
    select cut, min(said) as value, {sums} from named group by cut, lower(said)
)
select found.cut, found.value, coalesce(areas.name, found.value) as name, found.* exclude (cut, value)
from found left join areas on areas.area = found.value
order by found.cut, areas.position, lower(found.value);
