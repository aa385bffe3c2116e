"""OSARA plans, schemes and engagement, counted on one hand; over the sample force equal to the KPIs of every area and team."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from metrics.calculate import figures
from metrics.community import engagement, priorities, schemes
from metrics.companions import companions
from metrics.loading import now
from metrics.plan_entries import choose_measure, learn, lessons, measures
from metrics.problem_solving import EARLIER, Plan, on_time, plans
from metrics.question import Ask
from metrics.store.snapshot import snapshot
from metrics.terms import WHOLE_FORCE, Area
from tests.conftest import Sample
from tests.small_force import MONDAY, NEXT_MONDAY, SUNDAY, WEEK, SmallForce

DAY = dt.timedelta(days=1)
DAYS = (dt.date(2026, 8, 24), dt.date(2026, 11, 15))


def plan(ref: str, opened: str = "2026-03-02", collar: str = "0101", **more: Any) -> dict[str, Any]:
    return {"Plan Ref": ref, "Opened On": opened, "Collar No": collar, **more}


def found(force: SmallForce, day: dt.date = SUNDAY, area: Area = WHOLE_FORCE, **known: Any) -> dict[str, Plan]:
    return {one.ref: one for one in plans(force.store, area, day, **known)}


def clocked(**days: dt.date | None) -> Plan:
    """A plan on 7 June 2026, the rest of which does not matter here."""
    given = {"due": None, "assessed": None, "closed": None} | days
    opened = dt.date(2026, 3, 2)
    return Plan(
        "O1", "Bikes", None, "0101", "PC", "A1", "Alpha", opened, "Response", opened, opened, given["due"], given["assessed"],
        None, given["closed"], SUNDAY,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("days", "state", "words"),
    [
        ({}, "no day", "nobody has set a day"),
        ({"due": SUNDAY - DAY}, "overdue", "overdue by 1 day"),
        ({"due": SUNDAY}, "soon", "due today"),
        ({"due": SUNDAY + DAY}, "soon", "due in 1 day"),
        ({"due": SUNDAY + 28 * DAY}, "soon", "due in 28 days"),
        ({"due": SUNDAY + 29 * DAY}, "due", "due 6 July 2026"),
        ({"due": SUNDAY - 9 * DAY, "assessed": SUNDAY - 9 * DAY}, "on time", "assessed on time, 29 May 2026"),
        ({"due": SUNDAY - 9 * DAY, "assessed": SUNDAY - 7 * DAY}, "late", "assessed 2 days late, 31 May 2026"),
        ({"assessed": SUNDAY}, "undated", "assessed 7 June 2026; nobody had set a day"),
        ({"due": SUNDAY - DAY, "closed": SUNDAY}, "not assessed", "closed, no day of assessment"),
    ],
)
def test_the_assessment_clock_at_its_boundaries(days: dict[str, dt.date], state: str, words: str) -> None:
    told = clocked(**days).clock
    assert (told.state, told.words) == (state, words)


def test_on_time_is_of_those_due_by_the_day() -> None:
    due = SUNDAY - DAY
    of = [
        clocked(due=due, assessed=due),
        clocked(due=due, assessed=SUNDAY),
        clocked(due=due, closed=due),
        clocked(due=due),
    ]
    assert on_time([*of, clocked(due=SUNDAY + DAY, assessed=due), clocked(assessed=due)]) == (1, 4)


def test_stages_and_ages_on_a_day_and_what_lies_after_it_is_left_out(force: SmallForce) -> None:
    rows = [
        plan("O1", Stage="Analysis", **{"Stage On": "2026-05-20"}),
        plan(
            "O2",
            Stage="Assessment",
            **{"Stage On": "2026-06-07", "Response On": "2026-05-01", "Assessed On": "2026-06-07"},
        ),
        plan("O3", Stage="Closed", **{"Stage On": "2026-06-03", "Result": "Moved"}),
        plan("O4", "2026-06-07", "0103", Beat="B1", Stage="Objective"),
        plan("O5", "2026-06-08"),
    ]
    force.load("Problem Plans", rows, at=dt.datetime(2026, 6, 15, 9, tzinfo=dt.UTC))
    now_ = found(force)
    assert list(now_) == ["O1", "O2", "O3", "O4"], "in the order of beats, then of references"
    assert [(one.stage, one.days_in_stage, one.days_open) for one in now_.values()] == [
        ("Analysis", 18, 97), ("Assessment", 0, 97), ("Closed", 4, 93), ("Objective", None, 0),
    ]  # fmt: skip
    before = found(force, SUNDAY - DAY)
    assert (before["O2"].stage, before["O2"].days_in_stage, before["O2"].assessed) == ("Response", 36, None)
    earlier = found(force, dt.date(2026, 4, 1))
    assert {(one.stage, one.is_open, one.result, one.response) for one in earlier.values()} == {
        (EARLIER, True, None, None)
    }
    assert len(earlier) == 3
    assert found(force, dt.date(2026, 6, 2))["O3"].is_open
    assert not found(force, dt.date(2026, 6, 3))["O3"].is_open, "closed from that day on, as the KPI has it"


def test_a_plan_is_shown_as_it_was_known_then(force: SmallForce) -> None:
    force.load("Problem Plans", [plan("O1", Stage="Analysis", **{"Stage On": "2026-05-20"})])
    then = force.clock
    changed = plan("O1", Stage="Response", **{"Stage On": "2026-06-01", "Response On": "2026-06-01"})
    force.load("Problem Plans", [changed, plan("O2", "2026-06-02")], confirm=True)
    assert found(force, known_at=then)["O1"].stage == "Analysis"
    assert list(found(force)) == ["O1", "O2"]
    assert found(force)["O1"].stage == "Response"


def test_plans_go_with_the_team_of_the_owner_on_the_day_and_those_of_others_are_told_apart(force: SmallForce) -> None:
    rows = [plan("O1", Beat="B1"), plan("O2", collar="0201"), plan("O3", collar="0103", Beat="B1")]
    force.load("Problem Plans", rows)
    assert {ref: one.is_counted for ref, one in found(force, area=Area("beat", "A1")).items()} == {
        "O1": True,
        "O2": False,
    }
    assert found(force, area=Area("beat", "A1"))["O1"].beat_name == "Gamma", "the beat that has the problem"
    assert set(found(force, area=Area("team", "0901"))) == {"O1", "O2"}
    assert set(found(force, area=Area("sector", "Daventry"))) == {"O3"}
    assert force.value("problem_plans", "A1") == 1


def everywhere(sample: Sample) -> list[Area]:
    catalog = snapshot(sample.store)
    known = [Area(level, key) for level, key in sample.store.rows("select level, key from areas", catalog)]
    led = sample.store.rows("select distinct led from led", catalog)
    return [*known, *(Area("team", key.partition(":")[2]) for (key,) in led)]


@pytest.mark.parametrize("days", [DAYS, (dt.date(2026, 4, 1), dt.date(2026, 6, 30))])
def test_every_area_and_team_of_the_sample_agrees_with_its_kpis(sample: Sample, days: tuple[dt.date, dt.date]) -> None:
    asked = ("problem_plans", "citizens_schemes", "new_watch_schemes", "engagement_returns")
    told: dict[tuple[str, str, str], float] = {}
    for by in ("force+lpa+sector+beat", "team"):
        frame = figures(sample.store, Ask(asked, by, (days,)))
        told |= {
            (kpi, by_, key): value
            for kpi, by_, key, value in frame[["kpi", "by", "key", "value"]].itertuples(index=False)
        }
    checked = []
    for area in everywhere(sample):
        mine = [one for one in plans(sample.store, area, days[1]) if one.is_counted]
        made = [one for one in schemes(sample.store, area, days) if one.counted]
        ours = {
            "problem_plans": sum(one.is_open for one in mine),
            "citizens_schemes": sum(one.established for one in made if one.kind == "Citizens in Policing"),
            "new_watch_schemes": sum(one.established for one in made if one.kind != "Citizens in Policing"),
            "engagement_returns": sum(one.returns for one in engagement(sample.store, area, days)),
        }
        assert ours == {kpi: told[kpi, area.level, area.key] for kpi in asked}, area
        checked.append(area.level)
    assert {level: checked.count(level) for level in set(checked)} == {
        "force": 1, "lpa": 2, "sector": 8, "beat": 36, "team": 8,
    }  # fmt: skip


@pytest.mark.parametrize("area", [WHOLE_FORCE, Area("sector", "Corby"), Area("beat", "KET2"), Area("team", "1370")])
def test_what_stands_beside_the_kpis_says_the_same(sample: Sample, area: Area) -> None:
    def beside(kpi: str, label: str) -> Any:
        rows = companions(sample.store, kpi, area.level, *DAYS, within=area)
        return next((row for row in rows if (row.key, row.label) == (area.key, label)), None)

    part, whole = on_time([one for one in plans(sample.store, area, DAYS[1]) if one.is_counted])
    assert beside("problem_plans", "Assessed on time").n == whole
    assert beside("problem_plans", "Assessed on time").number == pytest.approx(part / whole)
    citizens = [one for one in schemes(sample.store, area, DAYS) if one.kind == "Citizens in Policing" and one.counted]
    running = beside("citizens_schemes", "Still running")
    assert (running.number if running else 0) == sum(one.running for one in citizens)
    returns = engagement(sample.store, area, DAYS)
    assert beside("engagement_returns", "Priorities raised").number == sum(one.raised for one in returns)
    share = beside("engagement_returns", "Feedback given")
    assert share.number * share.n == pytest.approx(sum(one.feedback for one in returns))
    listed = priorities(sample.store, area, DAYS, 10_000)
    assert len(listed) == sum(one.raised for one in returns)
    assert sum(bool(one.told) for one in listed) == sum(one.answered for one in returns)
    assert [one.day for one in listed] == sorted((one.day for one in listed), reverse=True)


def test_schemes_established_running_and_those_that_no_kpi_counts(force: SmallForce) -> None:
    rows = [
        {"Scheme Ref": "K1", "Established On": "2026-06-02", "Collar No": "0201", "Members": 9},
        {"Scheme Ref": "K2", "Established On": "2026-05-31", "Collar No": "0201", "Members": 4},
        {"Scheme Ref": "K3", "Established On": "2026-05-01", "Collar No": "0201", "Ended On": "2026-06-07"},
        {"Scheme Ref": "K4", "Established On": "2026-06-03", "Collar No": "0101"},
        {
            "Scheme Ref": "K5",
            "Established On": "2026-06-03",
            "Collar No": "0101",
            "Scheme Type": "Citizens in Policing",
        },
    ]
    force.load("Watch Schemes", rows)
    told = {(one.kind, one.counted): one[3:] for one in schemes(force.store, WHOLE_FORCE, WEEK)}
    assert told == {
        ("Speed Watch", True): (1, 2, 13, 0),
        ("Speed Watch", False): (1, 1, 0, 1),
        ("Citizens in Policing", True): (1, 1, 0, 1),
    }
    assert {one.kind for one in schemes(force.store, WHOLE_FORCE, WEEK, "PC")} == {
        "Speed Watch",
        "Citizens in Policing",
    }


def test_priorities_and_feedback(force: SmallForce) -> None:
    def made(number: str, on: str, **more: Any) -> dict[str, Any]:
        return {"Return No": number, "Engaged On": on, "Collar No": "0201", "Beat": "A1", **more}

    before = (MONDAY - 7 * DAY, SUNDAY - 7 * DAY)
    force.load(
        "Engagements", [made("E0", "2026-05-28", **{"Priority Raised": "Litter", "Feedback Given": "Y"})], days=before
    )
    rows = [
        made("E1", "2026-06-02", Attendees=12, **{"Priority Raised": "Speeding", "Feedback Given": "N"}),
        made("E2", "2026-06-05", Attendees=3, Beat="A2", **{"Priority Raised": "yes"}),
        made("E3", "2026-06-05", **{"Priority Raised": "No", "Feedback Given": "N"}),
    ]
    force.load("Engagements", rows)
    (one,) = engagement(force.store, WHOLE_FORCE, WEEK)
    assert one[2:] == (3, 15, 1, 2, 0, 0, dt.date(2026, 5, 28))
    told = [(p.ref, p.beat, p.priority, p.told) for p in priorities(force.store, WHOLE_FORCE, WEEK, 10)]
    assert told == [("E2", "Beta", "yes", None), ("E1", "Alpha", "Speeding", False)]
    assert len(priorities(force.store, WHOLE_FORCE, WEEK, 1)) == 1
    assert engagement(force.store, Area("sector", "Daventry"), WEEK) == ()


def test_a_measure_and_lessons_stay_with_their_plan_as_known_then(force: SmallForce) -> None:
    force.load("Problem Plans", [plan("O1")])
    at = NEXT_MONDAY + dt.timedelta(days=1)
    choose_measure(force.store, "O1", "arrests", dt.date(2026, 5, 4), " A.  Analyst ", at)
    choose_measure(force.store, "O1", "engagement_returns", None, "sergeant", at + dt.timedelta(hours=1))
    learn(force.store, "O1", "Ask the <b>school</b> first", "sergeant", at)
    learn(force.store, "O1", "Ask the school and the shop", "inspector", at + dt.timedelta(hours=1))
    then = measures(force.store, at)["O1"]
    assert (then.measure, then.response, then.by) == ("arrests", dt.date(2026, 5, 4), "A. Analyst")
    assert measures(force.store)["O1"].measure == "engagement_returns"
    assert [one.words for one in lessons(force.store)["O1"]] == [
        "Ask the school and the shop",
        "Ask the <b>school</b> first",
    ]
    assert [one.by for one in lessons(force.store, at)["O1"]] == ["sergeant"]
    assert lessons(force.store, at - dt.timedelta(days=1)) == {}


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        (("O9", "arrests", None, "me"), "There is no plan with the reference O9."),
        (("O1", "problem_plans", None, "me"), "Choose a measure that is offered."),
        (("O1", "on_beat:Nothing", None, "me"), "Choose a measure that is offered."),
        (
            ("O1", "arrests", dt.date(2026, 3, 1), "me"),
            "The response lies before the day on which the plan was opened.",
        ),
        (
            ("O1", "arrests", dt.date(2099, 1, 1), "me"),
            "The response lies in the future: give the day on which it began.",
        ),
        (("O1", "arrests", None, " "), "Give your name: it is kept with it."),
    ],
)
def test_what_cannot_be_kept_is_said_in_one_sentence(force: SmallForce, asked: Any, fault: str) -> None:
    force.load("Problem Plans", [plan("O1")])
    ref, measure, response, by = asked
    with pytest.raises(ValueError, match=f"^{fault}$"):
        choose_measure(force.store, ref, measure, response, by, now())
    with pytest.raises(ValueError, match=r"^Write what was learnt: it is kept with your name\.$"):
        learn(force.store, "O1", " ", "me", now())
    assert measures(force.store) == {} and lessons(force.store) == {}
