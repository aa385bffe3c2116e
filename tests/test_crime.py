"""Crime of 12 months worked by hand on the small force, and once more in plain pandas on the sample's file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import pandas as pd
import pytest
from scipy.stats import binom, chi2_contingency

from metrics import crime, crime_change
from metrics.crime import Figure
from metrics.crime_change import Compared, Line, compare, luck_of
from metrics.question import Period
from metrics.terms import NOT_LOADED, PARTLY_LOADED
from tests.conftest import Sample
from tests.small_force import SmallForce

NOW, BEFORE = crime.year_to(dt.date(2026, 3, 31)), crime.year_to(dt.date(2025, 3, 31))


def months(
    area: str, counts: Iterable[int], days: Period = NOW, category: str = "ASB", **more: Any
) -> list[dict[str, Any]]:
    """A monthly row for each count, from the first month of some days."""
    return [
        row(area, count, month, category, **more) for count, month in zip(counts, crime.months_of(days), strict=False)
    ]


def row(area: str, count: int, days: Period, category: str = "ASB", **more: Any) -> dict[str, Any]:
    return {
        "Area": area, "Category": category, "Period Start": days[0], "Period End": days[1], "Count": count,
        "Source": "test", **more,
    }  # fmt: skip


def line(found: Compared | None, category: str = "ASB", counted: str = "count") -> Line:
    assert found is not None
    return next(one for one in found.lines if (one.category, one.counted) == (category, counted))


def asked(force: SmallForce, name: str, known_at: dt.datetime | None = None) -> Line:
    return line(compare(force.store, name, NOW, BEFORE, known_at))


def load(force: SmallForce, rows: list[dict[str, Any]]) -> None:
    assert force.load("Crime Figures", rows, days=None).status == "accepted"


def test_a_year_ends_with_its_month_and_has_twelve_whole_months() -> None:
    assert crime.year_to(dt.date(2024, 2, 29)) == (dt.date(2023, 3, 1), dt.date(2024, 2, 29))
    assert crime.year_to(dt.date(2025, 2, 3)) == (dt.date(2024, 3, 1), dt.date(2025, 2, 28))
    assert len(crime.months_of(NOW)) == 12


def test_a_row_of_the_12_months_goes_before_their_months_and_the_two_are_told_apart(force: SmallForce) -> None:
    load(force, [row("Force", 130, NOW), *months("Force", [10] * 12), row("Force", 100, BEFORE)])
    found = asked(force, "force:Force")
    assert (found.now.count, found.now.way, sum(found.now.months), found.now.months_differ) == (130, "row", 120, True)
    assert (found.before.count, found.before.months_differ) == (100, False)
    assert (found.difference, found.percent) == (30, 30.0)


def test_months_must_fill_the_12_without_a_gap_and_what_is_missing_is_named(force: SmallForce) -> None:
    load(force, [*months("Force", range(1, 13)), *months("Force", [5] * 12, BEFORE)[1:]])
    found = asked(force, "force:Force")
    assert (found.now.count, found.now.way, found.now.months) == (78, "months", tuple(range(1, 13)))
    assert (found.before.count, found.before.word, found.before.missing) == (None, PARTLY_LOADED, ("April 2024",))
    assert found.word == PARTLY_LOADED and found.luck is None and found.percent is None


def test_rows_that_are_no_whole_month_fill_nothing(force: SmallForce) -> None:
    quarter, half = (dt.date(2025, 4, 1), dt.date(2025, 6, 30)), (dt.date(2025, 7, 1), dt.date(2025, 7, 15))
    load(force, [row("Force", 30, quarter), row("Force", 5, half), *months("Force", [10] * 12)[4:]])
    found = asked(force, "force:Force")
    assert found.now.missing == ("April 2025", "May 2025", "June 2025", "July 2025")
    assert found.before.word == NOT_LOADED


def test_an_area_without_rows_is_the_sum_of_its_parts_only_where_all_have_them(force: SmallForce) -> None:
    load(force, [*months("Corby", [2] * 12), *months("A1", [9] * 12)])
    north = asked(force, "lpa:North")
    assert (north.now.count, north.now.way, north.now.parts, north.now.months) == (24, "parts", ("Corby",), (2,) * 12)
    part = asked(force, "force:Force").now
    assert (part.count, part.word, part.missing) == (None, PARTLY_LOADED, ("West",))
    load(force, months("B1", [3] * 12))
    whole = asked(force, "force:Force")
    assert (whole.now.count, whole.now.parts) == (60, ("Corby", "Gamma"))
    assert asked(force, "sector:Corby").now.way == "months", "its own rows go before its beats"
    load(force, months("West", [1] * 11))
    assert asked(force, "force:Force").now.missing == ("West: March 2026",)


def test_names_are_read_whatever_their_case_and_others_stand_as_they_are(force: SmallForce) -> None:
    load(force, [*months(" corby ", [2] * 6), *months("SECTOR:Corby", [3] * 12)[6:], row("Elsewhere", 7, NOW)])
    assert asked(force, "sector:Corby").now.count == 30
    found = crime.places(force.store)
    names = [crime_change.key_of(place) for place in found]
    assert names == ["force:Force", "lpa:North", "sector:Corby", "Elsewhere"]
    assert [ends.whole for ends in found.values()] == [(), (NOW[1],), (NOW[1],), (NOW[1],)]


def test_a_later_row_replaces_what_it_repeats_and_what_was_known_stays_known(force: SmallForce) -> None:
    load(force, months("Force", [10] * 12))
    then = force.clock
    load(force, months("Force", [4]))
    assert asked(force, "force:Force").now.count == 114
    assert asked(force, "force:Force", then).now.count == 120
    assert compare(force.store, "force:Force", NOW, BEFORE, then - dt.timedelta(days=1)) is None


def test_victims_of_all_crime_are_judged_apart_and_only_where_all_are_known(force: SmallForce) -> None:
    rows = [
        *months("Force", [20] * 12, category="All Crime", Victims=15),
        row("Force", 200, BEFORE, "All Crime", Victims=150),
    ]
    load(force, rows)
    found = line(compare(force.store, "force:Force", NOW, BEFORE), "All Crime", "victims")
    assert (found.now.count, found.before.count, found.name) == (180, 150, "Victims of all crime")
    load(force, [row("Force", 20, crime.months_of(NOW)[0], "All Crime")])
    again = line(compare(force.store, "force:Force", NOW, BEFORE), "All Crime", "victims")
    assert (again.now.count, again.now.missing) == (None, ("April 2025",))
    assert line(compare(force.store, "force:Force", NOW, BEFORE), "All Crime").now.count == 240


def test_no_percentage_on_a_base_under_ten_and_too_little_is_too_early() -> None:
    few = Line("ASB", Figure(NOW, 12, "row"), Figure(BEFORE, 9, "row"))
    assert (few.difference, few.percent) == (3, None)
    enough = Line("ASB", Figure(NOW, 12, "row"), Figure(BEFORE, 10, "row"))
    assert enough.percent == 20.0
    nothing = luck_of(Figure(NOW, 5, "row"), Figure(BEFORE, 0, "row"))
    assert nothing is not None and nothing.word == "Too early to say"


@pytest.mark.parametrize(
    ("now", "before", "word"),
    [(61888, 61373, "No clear change"), (2960, 2569, "Running higher"), (659, 718, "No clear change")],
)
def test_the_test_of_two_counts_is_the_binomial_with_one_half(now: int, before: int, word: str) -> None:
    found = luck_of(Figure(NOW, now, "row"), Figure(BEFORE, before, "row"))
    total, far = now + before, max(now, before)
    mid = binom.sf(far, total, 0.5) + binom.pmf(far, total, 0.5) / 2
    assert found is not None
    assert (found.word, found.dispersion) == (word, None)
    assert found.probability == pytest.approx(2 * mid, rel=1e-6)
    assert found.low < 100 * (now / before - 1) < found.high


def test_months_that_scatter_make_a_change_harder_to_call_and_neither_season_nor_change_is_scatter() -> None:
    season = [10, 20, 40, 80, 160, 80, 40, 20, 10, 10, 20, 40]
    steady = luck_of(figure(NOW, [2 * count for count in season]), figure(BEFORE, season))
    assert steady is not None and steady.dispersion == 1.0 and steady.word == "Running higher"
    wild = [30, 170, 40, 180, 30, 170, 40, 180, 30, 170, 40, 180]
    other = wild[1:] + wild[:1]
    found = luck_of(figure(NOW, [count + 20 for count in wild]), figure(BEFORE, other))
    expected = chi2_contingency([[count + 20 for count in wild], other])[0] / 11
    assert found is not None and found.dispersion == pytest.approx(expected)
    alone = luck_of(Figure(NOW, sum(wild) + 240, "row"), Figure(BEFORE, sum(other), "row"))
    assert alone is not None and (alone.word, found.word) == ("Running higher", "No clear change")


def figure(days: Period, counts: list[int]) -> Figure:
    return Figure(days, sum(counts), "months", tuple(counts))


def test_months_are_paired_by_the_calendar_whichever_month_begins() -> None:
    to_june = crime.year_to(dt.date(2025, 6, 30))
    base = {month: 50 + 20 * month for month in range(1, 13)}
    one, other = ([base[first.month] for first, _ in crime.months_of(days)] for days in (NOW, to_june))
    assert crime_change.dispersion(figure(NOW, one), figure(to_june, other)) == 1.0


@pytest.mark.parametrize(("key", "sectors"), [("force:Force", None), ("sector:Corby", ["Corby"])])
def test_the_sample_is_counted_the_same_in_plain_pandas(sample: Sample, key: str, sectors: list[str] | None) -> None:
    frame = pd.read_csv(sample.folder / "crime_figures.csv", parse_dates=["Period Start", "Period End"])
    if sectors:
        frame = frame[frame["Area"].isin(sectors)]
    for end in (dt.date(2026, 10, 31), dt.date(2025, 12, 31)):
        now = crime.year_to(end)
        before = crime.year_to(now[0] - dt.timedelta(days=1))
        found = compare(sample.store, key, now, before)
        for counted, heading in (("count", "Count"), ("victims", "Victims")):
            for days, which in ((now, "now"), (before, "before")):
                inside = (frame["Period Start"] >= pd.Timestamp(days[0])) & (
                    frame["Period End"] <= pd.Timestamp(days[1])
                )
                sums = frame[inside].groupby("Category")[heading].sum()
                for category in crime.CATEGORIES if counted == "count" else ("All Crime",):
                    assert getattr(line(found, category, counted), which).count == sums[category]
    assert line(found, "ASB").luck is not None and line(found, "ASB").luck.dispersion is not None  # type: ignore[union-attr]


def test_the_planted_changes_of_the_sample_are_found_and_most_others_are_not(sample: Sample) -> None:
    now = crime.year_to(dt.date(2026, 10, 31))
    before = crime.year_to(dt.date(2025, 10, 31))
    whole, corby = (compare(sample.store, key, now, before) for key in ("force:Force", "sector:Corby"))
    assert line(whole, "Rape & Other Sexual Offences").word == "Running higher"
    assert line(corby).word == "Running lower"
    assert whole is not None
    assert sum(one.word in ("Running higher", "Running lower") for one in whole.lines) <= 2
