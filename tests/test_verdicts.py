"""Verdicts of areas, worked by hand on a small force that goes in through the production intake."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import astuple, replace

import numpy as np
import pytest

from metrics import __main__ as command
from metrics import terms
from metrics.bands import band
from metrics.history import of_areas
from metrics.judged_figures import with_verdicts
from metrics.notes import About, enter_note
from metrics.question import Ask, Period
from metrics.rates import rates
from metrics.rebases import Rebase, rebases
from metrics.recognition import good_quality, improved
from metrics.signals.verdict import TOO_EARLY, UNSAID
from metrics.stand_out import changed
from metrics.terms import LONDON
from metrics.verdict_questions import QUESTIONS
from metrics.verdict_words import told
from metrics.verdicts import judged
from tests.conftest import Sample
from tests.small_force import SmallForce

FIRST = dt.date(2025, 6, 2)
WEEKS = 60
WEEK = dt.timedelta(weeks=1)
LAST_MONDAY = FIRST + (WEEKS - 1) * WEEK
LAST_SUNDAY = LAST_MONDAY + dt.timedelta(days=6)
LAST: Period = (LAST_MONDAY, LAST_SUNDAY)
USUAL, BURST = 2, 14
"""PPNs a week of 0101: in every week but the last, and in the last."""


def monday(number: int) -> dt.date:
    """Of a week, from 0."""
    return FIRST + number * WEEK


def load_weeks(force: SmallForce, ppns: list[int], hours: list[int], settle: bool = True) -> None:
    """Weeks of duty and PPNs of 0101 (beat A1); 0102 (A2) works 16 hours and submits one a week; nobody else anything."""
    duties, notices = [], []
    for number, (count, length) in enumerate(zip(ppns, hours, strict=True)):
        for collar, worked in (("0101", length), ("0102", 16)):
            for day in range(0, worked, 8):
                start = monday(number) + dt.timedelta(days=day // 8)
                duties.append({
                    "Duty Ref": f"D{number}-{collar}-{day}", "Collar No": collar, "Start": f"{start} 08:00",
                    "End": f"{start} 16:00",
                })  # fmt: skip
        for collar, amount in (("0101", count), ("0102", 1)):
            notices += [
                {"PPN Ref": f"P{number}-{collar}-{n}", "Submitted At": f"{monday(number)} 12:00", "Collar No": collar}
                for n in range(amount)
            ]
    last = monday(len(ppns) - 1) + dt.timedelta(days=6)
    at = dt.datetime.combine(last + dt.timedelta(days=30 if settle else 1), dt.time(9), LONDON)
    for sheet, rows in (("Duties", duties), ("PPNs", notices), ("Arrests", []), ("Engagements", [])):
        force.load(sheet, rows, days=(FIRST, last), at=at)
        at += dt.timedelta(minutes=1)


@pytest.fixture(scope="module")
def year() -> Iterator[SmallForce]:
    """Sixty weeks: two PPNs in 24 hours every week, fourteen in the last; a target of three a week on A1."""
    small = SmallForce()
    small.load("Targets", [{"Area": "A1", "KPI": "ppn_submissions", "Target": 3, "From": "2025-01-01"}])
    load_weeks(small, [USUAL] * (WEEKS - 1) + [BURST], [24] * WEEKS)
    yield small
    small.store.close()


def words(small: SmallForce, name: str, key: str, days: Period = LAST) -> dict[str, str]:
    """Each question's word of one figure."""
    found = judged(small.store, (name,), ("beat", "sector", "force"), days)
    return {question: found.word(name, key, question) for question in QUESTIONS}


def test_a_burst_is_unusual_above_target_and_not_yet_a_change(year: SmallForce) -> None:
    assert words(year, "ppn_submissions", "beat:A1") == {
        "target": "Above target", "unusual": "Unusually high", "changed": "No clear change", "year": "No clear change",
    }  # fmt: skip
    assert words(year, "ppn_submissions", "beat:A2")["unusual"] == "Usual range"


def test_an_area_without_a_target_has_no_verdict_against_one(year: SmallForce) -> None:
    assert words(year, "ppn_submissions", "sector:Corby")["target"] == ""


def test_a_target_under_three_is_too_early_and_over_twelve_weeks_it_is_not(year: SmallForce) -> None:
    small = SmallForce()
    small.load("Targets", [{"Area": "A1", "KPI": "ppn_submissions", "Target": 1, "From": "2025-01-01"}])
    load_weeks(small, [USUAL] * 20, [24] * 20)
    last = monday(19) + dt.timedelta(days=6)
    assert words(small, "ppn_submissions", "beat:A1", (monday(19), last))["target"] == "Too early to say"
    assert words(small, "ppn_submissions", "beat:A1", (monday(8), last))["target"] == "Above target"
    small.store.close()


def test_hours_come_first_half_the_hours_halve_what_is_expected() -> None:
    """Half the work in half the hours is no change; the same count in half the hours is one."""
    for ppns, word in ((3, "No clear change"), (6, "Running higher")):
        small = SmallForce()
        load_weeks(small, [6] * 40 + [ppns] * 12, [48] * 40 + [24] * 12)
        last = monday(51) + dt.timedelta(days=6)
        assert words(small, "ppn_submissions", "beat:A1", (monday(51), last))["changed"] == word
        small.store.close()


def test_what_a_verdict_opens_to(year: SmallForce) -> None:
    found = judged(year.store, ("ppn_submissions",), ("beat",), LAST)
    answers = {one.question: one for one in told(found, "ppn_submissions", "beat:A1")}
    unusual = answers["unusual"]
    facts = dict(unusual.facts)
    assert (unusual.mark, unusual.word, unusual.tone) == ("▲", "Unusually high", "quiet")  # PPNs are neutral
    assert facts["Counted"] == "14 notices"
    assert facts["Available hours"] == "24"
    assert facts["Expected"] == "2.0"
    assert facts["Usual range"] == "0 to 8"
    assert facts["Against"].endswith("104 notices in 1,248 hours of 52 weeks")
    assert "1 time in" in unusual.luck
    assert "1 time in 1,000" in unusual.rule
    assert dict(answers["target"].facts)["Target of these days"] == "3"
    assert answers["target"].days == LAST
    # Sixty weeks: of the last twelve only eight have their week of the year before, and the days are theirs.
    assert answers["year"].days == (monday(52), LAST[1])
    assert dict(answers["year"].facts)["Counted"] == "28 notices"
    assert dict(answers["year"].facts)["Against"].endswith("16 notices in 192 hours of 8 weeks")


def test_the_latest_weeks_are_provisional_and_earlier_ones_are_judged() -> None:
    small = SmallForce()
    load_weeks(small, [USUAL] * 29 + [BURST], [24] * 30, settle=False)
    week = (monday(29), monday(29) + dt.timedelta(days=6))
    row = judged(small.store, ("ppn_submissions",), ("beat",), week).rows["ppn_submissions"]
    assert row.shifted
    assert row.days == (monday(27), monday(27) + dt.timedelta(days=6))
    frame = with_verdicts(small.store, Ask(("ppn_submissions",), "beat", (week,))).set_index("key")
    assert frame.verdict["A1"] == ""
    both = with_verdicts(small.store, Ask(("ppn_submissions",), "beat", ((monday(24), week[1]),))).set_index("key")
    assert both.verdict["A1"] == "Usual range"  # the burst is not in the settled days of these six weeks
    small.store.close()


def test_what_is_not_wholly_loaded_has_no_verdict(year: SmallForce) -> None:
    found = judged(year.store, ("incidents_attended",), ("beat",), LAST)
    assert {int(found.rows["incidents_attended"].verdicts[question].code[0]) for question in QUESTIONS} <= {
        UNSAID,
        TOO_EARLY,
    }
    assert told(found, "incidents_attended", "beat:B1") == []
    frame = with_verdicts(year.store, Ask(("incidents_attended",), "beat", (LAST,)))
    assert set(frame.verdict) == {terms.NOT_LOADED}


def test_the_command_line_prints_the_one_word_of_a_figure(
    year: SmallForce, sample: Sample, capsys: pytest.CaptureFixture[str]
) -> None:
    frame = with_verdicts(year.store, Ask(("ppn_submissions",), "beat", (LAST,))).set_index("key")
    assert frame.verdict.to_dict() == {"A1": "Above target", "A2": "Usual range", "B1": ""}  # nobody works in B1
    asked = ["--kpi", "arrests", "--by", "beat", "--per", "total", "--from", "2026-08-24", "--to", "2026-11-08"]
    store = str(sample.home / "sample.duckdb")
    sample.store.close()
    try:
        assert command.main(["figures", *asked, "--store", store]) == 0
    finally:
        object.__setattr__(sample, "store", type(sample.store).open(store))
    rows = {row["key"]: row["verdict"] for row in csv.DictReader(io.StringIO(capsys.readouterr().out))}
    assert rows["KET2"] == "Above target"
    assert set(rows.values()) <= terms.VERDICT_WORDS


def test_a_new_baseline_leaves_the_weeks_before_it_out() -> None:
    small = SmallForce()
    load_weeks(small, [USUAL] * 30 + [6] * 30, [24] * 60)
    assert words(small, "ppn_submissions", "beat:A1")["unusual"] == "Usual range"
    assert words(small, "ppn_submissions", "beat:A1", (monday(45), LAST_SUNDAY))["unusual"] == "Unusually high"
    about = About("sector", "Corby", start=monday(30))
    enter_note(small.store, about, "Rebase", "Notices are now filed by the team itself", "A. Analyst", small.clock)
    since = rebases(small.store)
    assert since == (Rebase("", "sector", "Corby", monday(30)),)
    found = judged(small.store, ("ppn_submissions",), ("beat",), (monday(45), LAST_SUNDAY), rebases=since)
    assert found.word("ppn_submissions", "beat:A1", "unusual") == "Usual range"
    low, high = (
        getattr(band(of_areas(small.store), "ppn_submissions", "beat:A1", monday(30)), name) for name in ("low", "high")
    )
    assert np.isnan(high[30:42]).all()  # too few weeks of the new baseline
    assert low[50] <= 6 <= high[50]
    some = band(of_areas(small.store), "ppn_submissions", "beat:A1", monday(30), slice(25, 52))
    np.testing.assert_array_equal((some.low, some.high), (low[25:52], high[25:52]))  # a band of some weeks is the same
    small.store.close()


def test_a_band_widens_with_the_hours(year: SmallForce) -> None:
    small = SmallForce()
    load_weeks(small, [6] * 30, [48] * 28 + [8, 48])
    found = band(of_areas(small.store), "ppn_submissions", "beat:A1")
    assert found.high[28] < found.high[29]
    assert found.expected[28] == pytest.approx(1.0)
    assert np.isnan(found.high[:12]).all()
    small.store.close()


def test_a_stock_is_compared_with_its_target_and_with_nothing_else(sample: Sample) -> None:
    found = judged(sample.store, ("problem_plans",), ("beat",), (dt.date(2026, 8, 24), dt.date(2026, 11, 15)))
    row = found.rows["problem_plans"]
    assert set(row.verdicts["target"].word) <= {"Below target", "Around target", "Above target", ""}
    assert set(row.verdicts["unusual"].word) == {""}


def test_what_stands_out_is_listed_with_how_many_luck_gives(year: SmallForce) -> None:
    found = changed(year.store, ("ppn_submissions", "arrests"), "beat", LAST, "unusual")
    assert [(one.name, one.key, one.told.word) for one in found.changes] == [
        ("ppn_submissions", "beat:A1", "Unusually high")
    ]
    assert found.changes[0].hours_ratio == pytest.approx(1.0)
    assert found.by_luck == pytest.approx(0.1)
    assert found.days == LAST


def test_with_nothing_loaded_nothing_stands_out() -> None:
    small = SmallForce()
    assert changed(small.store, ("arrests",), "beat", LAST, "unusual").changes == ()
    assert improved(small.store, ("0101",)).people == ()
    assert good_quality(small.store, "beat") == ()
    small.store.close()


def test_growth_beyond_luck_is_recognised_and_powers_are_not() -> None:
    small = SmallForce()
    load_weeks(small, [1] * 40 + [4] * 12, [24] * 52)
    found = improved(small.store, ("0101", "0102"))
    assert [(one.collar, one.kpi, one.count) for one in found.people] == [("0101", "ppn_submissions:PC", 48.0)]
    assert found.people[0].expected == pytest.approx(88 * 12 / 52)
    small.store.close()


def test_a_persons_rate_needs_hours_and_enough_of_the_role(sample: Sample) -> None:
    days = (dt.date(2026, 8, 24), dt.date(2026, 11, 15))
    found = rates(sample.store, ("ppn_submissions:PC", "time_in_place:PC"), days)
    assert set(found) == {"ppn_submissions:PC"}  # hours have no rate
    told_of = found["ppn_submissions:PC"]
    assert told_of.days == (days[0], dt.date(2026, 11, 8))
    judged_people = [one for one in told_of.people.values() if not np.isnan(one.rate)]
    assert all(one.low <= one.rate <= one.high and one.hours >= 40 for one in judged_people)
    assert all(np.isnan(one.rate) for one in told_of.people.values() if one.hours < 40)
    role = sum(one.count for one in judged_people) / sum(one.hours for one in judged_people) * 100
    assert told_of.role_rate == pytest.approx(role)
    some = tuple(told_of.people)[3:5]
    (alone,) = rates(sample.store, ("ppn_submissions:PC",), days, collars=(*some, "0000")).values()
    assert (alone.days, alone.role_rate, tuple(alone.people)) == (told_of.days, told_of.role_rate, some)
    for collar in some:
        assert astuple(alone.people[collar]) == pytest.approx(astuple(told_of.people[collar]), rel=1e-12, nan_ok=True)
    (nobody,) = rates(sample.store, ("ppn_submissions:PC",), days, collars=()).values()
    assert nobody == replace(told_of, people={})
