"""Stop-searches by one cut at a time, by group and against residents: worked by hand, and by pandas from the sample's files."""

from __future__ import annotations

import csv
import datetime as dt
import math
from collections import Counter
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from metrics import census, disproportionality, fairness
from metrics.census import Residents, councils
from metrics.companions import companions
from metrics.disproportionality import compared, residents_of, twelve_months
from metrics.ethnicity import GROUPS, NOT_RECOGNISED, NOT_RECORDED, NOT_STATED, group_of
from metrics.export import identifier
from metrics.fairness import ATTRIBUTES
from metrics.kpis.stop_searches import NO_FURTHER_ACTION
from metrics.rates_said import say_rate
from metrics.stop_and_search import CUTS, Cut, Group, Rate, by_kind, fields, nothing, searches
from metrics.store.snapshot import snapshot
from metrics.terms import WHOLE_FORCE, Area
from tests.conftest import Sample
from tests.small_force import WEEK, SmallForce

DAYS = (dt.date(2026, 8, 24), dt.date(2026, 11, 15))
DRUGS = {"Legislation": "Misuse of Drugs Act 1971 (section 23)", "Object Of Search": "Controlled drugs"}
PACE = {"Legislation": "Police and Criminal Evidence Act 1984 (section 1)", "Object Of Search": "Stolen goods"}
S60 = {
    "Legislation": "Criminal Justice and Public Order Act 1994 (section 60)",
    "Object Of Search": "Offensive weapons",
}
ROWS: list[dict[str, Any]] = [
    {**DRUGS, "Search Type": "Possession", "Outcome": "Arrest", "Outcome Linked To Object": "Y", "Item Found": "Y"},
    {**DRUGS, "Search Type": "Possession", "Outcome": " suspect  ARRESTED", "Outcome Linked To Object": "", "Item Found": "N"},
    {**DRUGS, "Search Type": "Supply", "Outcome": "", "Outcome Linked To Object": "", "Item Found": ""},
    {**DRUGS, "Outcome": "NFA", "Item Found": "Cannabis", "Body Worn Video": "Y"},
    {**PACE, "Search Type": "Other", "Outcome": "Community resolution", "Outcome Linked To Object": "N", "Item Found": "No"},
    {**S60, "Search Type": "Other", "Outcome": "A no  further action disposal", "More Than Outer Clothing": "Y"},
    {"Outcome": "Nothing found - No Further Action", "Self-defined Ethnicity": "N1", "Collar No": "0102", "Beat": "A1"},
    {"Outcome": "Arrest", "Collar No": "0901", "Beat": "A1"},
]  # fmt: skip


@pytest.fixture(scope="module")
def found() -> dict[Cut, tuple[Group, ...]]:
    small = loaded(SmallForce())
    told = searches(small.store, WHOLE_FORCE, WEEK)
    small.store.close()
    return told


def loaded(force: SmallForce, rows: list[dict[str, Any]] = ROWS) -> SmallForce:
    at = {"Searched At": "2026-06-03 15:00", "Collar No": "0101"}
    result = force.load("Stop Searches", [{"Search Ref": f"S{n}", **at, **row} for n, row in enumerate(rows)])
    assert result.outcome.accepted == len(rows)
    return force


def test_the_ladder_by_hand(found: dict[Cut, tuple[Group, ...]]) -> None:
    (whole,) = found["whole"]
    told = [whole.rate(rung) for rung in ("positive", "arrest", "linked", "found", "stripped", "filmed")]
    # A blank outcome may be anything; a positive one whose link is blank may be linked; a sergeant's search is not counted.
    assert told == [Rate(3, 7, 1), Rate(2, 7, 1), Rate(1, 7, 2), Rate(2, 7, 3), Rate(1, 7, 6), Rate(1, 7, 6)]
    assert [group.searches for group in found["others"]] == [1]


def test_drugs_for_possession_only_supply_and_section_60_stand_apart(found: dict[Cut, tuple[Group, ...]]) -> None:
    kinds = {group.name: (group.searches, group.positive) for group in by_kind(found["kind"])}
    assert kinds == {
        "Drugs, possession only": (2, 2), "Drugs, supply": (1, 0), "Other objects": (1, 1), "Section 60": (1, 0),
        "Drugs, neither recorded": (1, 0), "Power and object not recorded": (1, 0),
    }  # fmt: skip
    assert list(kinds)[:4] == ["Drugs, possession only", "Drugs, supply", "Other objects", "Section 60"]
    assert [group.name for group in by_kind([])] == list(kinds)[:4], "shown also where there is none"


def test_cuts_are_in_list_or_alphabetical_order_and_beats_are_where_it_happened(
    found: dict[Cut, tuple[Group, ...]],
) -> None:
    def told(cut: Cut) -> list[tuple[str, int]]:
        return [(group.name, group.searches) for group in found[cut]]

    assert told("team") == [("Alpha", 6), ("Beta", 1)]
    assert sorted(told("beat")) == [("", 6), ("Alpha", 1)], "a search without a beat is kept"
    assert told("sector") == [("Corby", 7)]
    assert told("object") == [("", 1), ("Controlled drugs", 4), ("Offensive weapons", 1), ("Stolen goods", 1)]
    assert told("type") == [("", 2), ("Other", 2), ("Possession", 2), ("Supply", 1)]


def test_what_is_filled_in_is_counted_and_not_stated_is_an_answer(found: dict[Cut, tuple[Group, ...]]) -> None:
    (whole,) = found["whole"]
    filled = dict(zip(fields(), whole.filled, strict=True))
    assert (filled["Outcome"], filled["Item Found"], filled["Self-defined Ethnicity"], filled["Legislation"]) == (
        6,
        4,
        1,
        6,
    )
    assert filled["Beat"] == 1
    assert [group_of(group.value) for group in found["self_defined"]] == [NOT_RECORDED, NOT_STATED]


def test_areas_teams_days_and_what_was_known_then(force: SmallForce) -> None:
    store, before = loaded(force).store, force.clock
    moved = [{**ROWS[0], "Outcome": "NFA"}, *ROWS[1:]]
    force.load(
        "Stop Searches",
        [
            {"Search Ref": f"S{n}", "Searched At": "2026-06-03 15:00", "Collar No": "0101", **row}
            for n, row in enumerate(moved)
        ],
    )

    def positive(area: Area, **known: Any) -> list[tuple[int, int]]:
        return [(group.searches, group.positive) for group in searches(store, area, WEEK, ("whole",), **known)["whole"]]

    assert positive(WHOLE_FORCE) == [(7, 2)]
    assert positive(WHOLE_FORCE, known_at=before) == [(7, 3)]
    assert positive(Area("beat", "A2")) == [(1, 0)]
    assert positive(Area("team", "0901")) == [(7, 2)]
    assert positive(Area("lpa", "West")) == []
    assert not any(searches(store, WHOLE_FORCE, (WEEK[1], WEEK[1])).values())


@pytest.mark.parametrize(
    ("rate", "words"),
    [
        (Rate(0, 0), "none"),
        (Rate(5, 19), "5 of 19 (too few for a rate)"),
        (Rate(5, 20), "5 of 20, 25% (11% to 47%)"),
        (Rate(5, 20, 2), "5 of 20, 25% (11% to 47%); 2 not recorded, so between 25% and 35%"),
    ],
)
def test_a_share_in_words_at_its_boundary(rate: Rate, words: str) -> None:
    assert say_rate(rate) == words


# ----------------------------------------------------------------------------------------------------------- groups
@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("White - English/Welsh/Scottish/Northern Irish/British", "White"), ("White: Irish", "White"), ("W1", "White"),
        ("Any other White background", "White"), ("White - Gypsy or Irish Traveller", "White"), ("IC2", "White"),
        ("Black/African/Caribbean/Black British - African", "Black"), ("black", "Black"), ("B9", "Black"), ("IC3", "Black"),
        ("Mixed/Multiple ethnic groups - White and Black Caribbean", "Mixed"), ("White and Asian", "Mixed"), ("M1", "Mixed"),
        ("Asian/Asian British - Indian", "Asian"), ("Chinese", "Asian"), ("A1", "Asian"), ("O1", "Asian"), ("IC5", "Asian"),
        ("Other ethnic group - Any other ethnic group", "Other"), ("Arab", "Other"), ("O9", "Other"), ("IC6", "Other"),
        ("Other ethnic group - Not stated", NOT_STATED), ("N1", NOT_STATED), ("Refused", NOT_STATED), ("IC9", NOT_STATED),
        ("", NOT_RECORDED), ("  ", NOT_RECORDED), (None, NOT_RECORDED), ("see notebook", NOT_RECOGNISED), ("Z9", NOT_RECOGNISED),
    ],
)  # fmt: skip
def test_ethnicity_as_exports_write_it(text: str | None, group: str) -> None:
    assert group_of(text) == group


def test_every_ethnicity_of_the_sample_has_its_group(sample: Sample) -> None:
    values = {
        group.value
        for cut in searches(sample.store, WHOLE_FORCE, DAYS).values()
        for group in cut
        if group.cut == "self_defined"
    }
    assert NOT_RECOGNISED not in {group_of(value) for value in values}


def group(name: str, whole: int, positive: int, unknown: int = 0, cut: Cut = "gender") -> Group:
    return nothing(cut, name, name)._replace(searches=whole, positive=positive, positive_unknown=unknown)


def test_differences_by_hand() -> None:
    gender = next(one for one in ATTRIBUTES if one.cut == "gender")
    given = [group("Female", 70, 56, 7), group("Male", 80, 48, 8), group("Other", 19, 1), group(NOT_RECORDED, 99, 99)]
    told = fairness.differences(gender, given, "positive")
    assert list(told) == ["Female", "Male", "Other"] and told["Other"] is None
    assert told["Female"] is not None
    assert told["Female"].value == pytest.approx(56 / 70 - 49 / 99), "against all others that are known"
    ethnicity = ATTRIBUTES[0]
    pair = [group("Black", 70, 56, 7, "self_defined"), group("White", 80, 48, 8, "self_defined")]
    found = fairness.differences(ethnicity, [*pair, group("Asian", 70, 0, 0, "self_defined")], "positive")
    black = found["Black"]
    assert list(found) == ["Black", "Asian"] and black is not None
    assert tuple(black) == pytest.approx((0.2, 0.0524, 0.3339, 56 / 70 - 56 / 80, 63 / 70 - 48 / 80), abs=1e-4)
    assert black.leaves_out_nought


def test_groups_stand_in_their_own_order() -> None:
    ages = [group(name, 1, 0, cut="age") for name in ("over 34", "18-24", "", "under 10", "10-17")]
    mixed = [group(name, 1, 0, cut="self_defined") for name in ("White - Irish", "N1", "W1", "Chinese")]
    told: dict[Cut, list[Group]] = {"age": ages, "self_defined": mixed}
    named = [[(one.name, one.searches) for one in fairness.groups(ATTRIBUTES[place], told)] for place in (2, 0)]
    assert [name for name, _ in named[0]] == ["Under 10", "10-17", "18-24", "Over 34", NOT_RECORDED]
    assert named[1] == [("Asian", 1), ("White", 2), (NOT_STATED, 1)]


# ------------------------------------------------------------------------------------------------- against residents
def test_twelve_months_to_a_day() -> None:
    assert twelve_months(dt.date(2026, 11, 15)) == (dt.date(2025, 11, 16), dt.date(2026, 11, 15))
    assert twelve_months(dt.date(2028, 2, 29)) == (dt.date(2027, 3, 1), dt.date(2028, 2, 29))


def test_against_residents_by_hand() -> None:
    people = Residents(
        "Somewhere", dict.fromkeys(GROUPS, 1_000) | {"White": 10_000}, dict.fromkeys(GROUPS, 0) | {"Black": 10}
    )
    counts = {"W1": 100, "Black": 30, "Asian": 19, "N1": 20, "": 5, "M1": 0}
    found = compared(
        WHOLE_FORCE, people, [group(name, number, 0, cut="self_defined") for name, number in counts.items()]
    )
    assert (found.searches, found.not_stated, found.not_known) == (174, 20, 25)
    lines = {line.group: line for line in found.lines}
    assert list(lines) == list(GROUPS)
    black = lines["Black"]
    assert (black.rate, black.most_residents) == (30.0, 1_090)
    assert (black.low, black.high) == pytest.approx((20.24, 42.83), abs=0.005), "Garwood's interval of 30"
    assert black.ratio is not None
    assert black.ratio[0] == pytest.approx(3.0)
    # 30 of 130 is exactly 16.144% to 31.276% (statsmodels, "beta"); their odds times 10,000 / 1,000.
    assert black.ratio[1:] == pytest.approx((1.9252, 4.5510), abs=1e-4)
    assert (black.least_ratio, black.most_ratio) == pytest.approx((2.4, 5.5)), "the 25 not known all White, all Black"
    assert black.counted_ratio == pytest.approx(3 * 1_000 / 1_090)
    assert lines["Asian"].ratio is None and not lines["Asian"].enough and lines["White"].ratio is None
    assert lines["Mixed"].rate == 0


@pytest.mark.parametrize("level", ["sector", "beat", "team"])
def test_a_small_place_is_refused_with_the_reason(level: str) -> None:
    words = disproportionality.refused(Area(level, "x"))  # type: ignore[arg-type]
    assert "nor ever for an officer" in words and "do not live there" in words
    assert bool(fairness.refused(level)) is (level != "sector")


def test_residents_are_known_where_they_are_declared_and_listed() -> None:
    north, west = councils()
    both = residents_of(WHOLE_FORCE, [north, west])
    assert (
        both is not None
        and both.residents["White"] == councils()[north].residents["White"] + councils()[west].residents["White"]
    )
    assert residents_of(WHOLE_FORCE, [north]) is None
    assert residents_of(north, [west]) is None
    assert residents_of(Area("lpa", "Countywide"), [north, Area("lpa", "Countywide")]) is None


CENSUS = Path(__file__).parents[2] / "shared" / "real" / "census" / "census2021_ethnic_by_age_ltla.csv"


@pytest.mark.skipif(
    not CENSUS.exists(), reason=f"the census file is not at {CENSUS}: only totals made of it are kept here"
)
def test_the_residents_are_those_of_the_census_file() -> None:
    frame = pd.read_csv(CENSUS, dtype=str, encoding="utf-8-sig")
    frame = frame[frame["Geography Name"].isin([one.name for one in councils().values()])]
    long = frame.melt(["Geography Code", "Geography Name", "Age"], var_name="ethnicity", value_name="people")
    long = long[long["Age"].str.extract(r"^(\d+)", expand=False).astype(int) >= census.FROM_AGE]
    long["group"] = long["ethnicity"].str.split(r"[:, ]", regex=True).str[0]
    number = pd.to_numeric(long["people"], errors="coerce")
    long = long.assign(number=number.fillna(0), gone=number.isna())
    assert set(long[long["gone"]]["people"]) == {"c"}
    assert number.min() == census.MOST_SUPPRESSED + 1, "so a suppressed cell holds fewer"
    sums = long.groupby(["Geography Name", "group"])[["number", "gone"]].sum()
    for one in councils().values():
        assert one.residents == sums.loc[one.name]["number"].astype(int).to_dict()
        assert one.suppressed == sums.loc[one.name]["gone"].astype(int).to_dict()
    assert {group_of(text.split(": ")[0]) for text in frame.columns[3:]} == set(GROUPS)
    assert all(group_of(text) == text.split(":")[0].split(",")[0].split(" ")[0] for text in frame.columns[3:])


# -------------------------------------------------------------------------------------------------- a second opinion
@pytest.fixture(scope="module")
def rows(sample: Sample) -> pd.DataFrame:
    """The sample's searches of the days, one a row as they stand: counted here by pandas alone."""
    text = "select * exclude (load_id, source_row) from stop_searches where day between $start and $end and not waiting"
    return sample.store.frame(text, snapshot(sample.store), start=DAYS[0], end=DAYS[1])


def expected(rows: pd.DataFrame) -> tuple[int, ...]:
    outcome = rows["outcome"].fillna("").str.strip().str.lower()
    positive = (outcome != "") & ~outcome.isin(NO_FURTHER_ACTION)
    linked, filmed = rows["outcome_linked_to_object"].eq(True), rows["body_worn_video"].eq(True)
    return tuple(
        int(number)
        for number in (
            len(rows), positive.sum(), (outcome == "").sum(), (outcome == "arrest").sum(), (positive & linked).sum(),
            (rows["item_found"] == "Y").sum(), filmed.sum(),
        )
    )  # fmt: skip


def ours(one: Group) -> tuple[int, ...]:
    return (one.searches, one.positive, one.positive_unknown, one.arrest, one.linked, one.found, one.filmed)


COLUMNS: dict[Cut, str] = {
    "object": "object_of_search", "type": "search_type", "self_defined": "self_defined_ethnicity",
    "officer_defined": "officer_defined_ethnicity", "age": "age_range", "gender": "gender", "beat": "beat", "team": "team",
}  # fmt: skip


def test_every_cut_of_the_sample_equals_plain_pandas(sample: Sample, rows: pd.DataFrame) -> None:
    found = searches(sample.store, WHOLE_FORCE, DAYS)
    assert len(rows) > 1_500
    assert ours(found["whole"][0]) == expected(rows)
    for cut, column in COLUMNS.items():
        told = {one.value.removeprefix("beat:") if cut == "beat" else one.value: ours(one) for one in found[cut]}
        assert told == {value: expected(mine) for value, mine in rows.groupby(rows[column].fillna(""))}, cut
    filled = {field: int(rows[identifier(field)].notna().sum()) for field in fields()}
    assert dict(zip(fields(), found["whole"][0].filled, strict=True)) == filled


@pytest.mark.parametrize(
    "area", [WHOLE_FORCE, Area("lpa", "North"), Area("sector", "Corby"), Area("beat", "KET2"), Area("team", "1370")]
)
def test_what_stands_beside_the_kpi_says_the_same(sample: Sample, area: Area) -> None:
    (whole,) = searches(sample.store, area, DAYS, ("whole",))["whole"]
    beside = {
        row.label: row for row in companions(sample.store, "stop_searches", area.level, *DAYS, within=area) if row.key == area.key
    }  # fmt: skip
    for rung, label in (
        ("positive", "Positive outcome rate"),
        ("linked", "Linked outcome rate"),
        ("found", "Find rate"),
    ):
        rate = whole.rate(rung)  # type: ignore[arg-type]
        assert (beside[label].n, beside[label].number) == (rate.whole, pytest.approx(rate.share))
        assert (beside[label].low, beside[label].high) == pytest.approx(rate.interval)


def test_every_cut_adds_up_to_the_whole(sample: Sample) -> None:
    for area in (WHOLE_FORCE, Area("sector", "Kettering"), Area("team", "1370")):
        found = searches(sample.store, area, DAYS)
        (whole,) = found["whole"]
        for cut in CUTS:
            if cut not in ("whole", "others"):
                assert sum(one.searches for one in found[cut]) == whole.searches, (area, cut)
                assert sum(one.positive for one in found[cut]) == whole.positive, (area, cut)


def test_the_map_of_areas_and_councils_stands_in_the_file() -> None:
    lines = [line for line in census.FILE.read_text("utf-8").splitlines() if not line.startswith("#")]
    read = list(csv.DictReader(lines))
    assert Counter(row["council"] for row in read) == {"North Northamptonshire": 5, "West Northamptonshire": 5}
    assert (
        "Open Government Licence v3.0" in census.FILE.read_text("utf-8")
        and "Open Government Licence v3.0" in census.SOURCE
    )
    assert all(math.isfinite(number) and number > 0 for one in councils().values() for number in one.residents.values())


def test_the_residents_of_each_council_are_set_against_the_searches_of_its_lpa(
    sample: Sample, rows: pd.DataFrame
) -> None:
    found = searches(sample.store, WHOLE_FORCE, DAYS, ("resident",))["resident"]
    lpas = dict(sample.store.rows("select 'beat:' || key, lpa from areas where level = 'beat'", snapshot(sample.store)))
    for area in (WHOLE_FORCE, *councils()):
        mine = rows if area == WHOLE_FORCE else rows[rows["team"].map(lpas) == area.key]
        told: Counter[str] = Counter()
        for one in disproportionality.within(found, area):
            told[group_of(one.value)] += one.searches
        assert told == Counter(mine["self_defined_ethnicity"].fillna("").map(group_of))
