"""Targets set on the page: through the same intake as an upload, with their year, their reasons and every change kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from io import BytesIO
from math import inf
from typing import Any

import openpyxl
import pytest

from metrics import loading
from metrics.corrections import corrections
from metrics.figures_workbook import figures_workbook
from metrics.passport import passport
from metrics.passport_workbook import passport_workbook
from metrics.problems import problem
from metrics.setting_target import NEVER, TargetRefusedError, planned, save, workbook
from metrics.target_preview import periods_of, preview
from metrics.targets import Standing, Target, applying, listed, rationale_of, standing, weekly
from metrics.targets_kept import kept
from metrics.terms import FORCE, TARGET_WORDS, TOO_EARLY_TO_SAY, WHOLE_FORCE, Area
from tests.small_force import BEATS, MONDAY, SUNDAY, WEEK, SmallForce
from tests.test_targets import target as row

A1, A2, CORBY = Area("beat", "A1"), Area("beat", "A2"), Area("sector", "Corby")
BEFORE, AROUND, ABOVE = TARGET_WORDS
YEAR_START = SUNDAY - dt.timedelta(days=7 * 52 - 1)


def wanted(area: Area = A1, **more: Any) -> Target:
    given = {
        "kpi": "ppn_submissions", "role": "PC", "amount": 4.0, "per": "week", "type": "Ambition", "first": MONDAY,
        "last": None, "set_by": "Ex Ample (invented)", "rationale": "",
    }  # fmt: skip
    return Target(area, **(given | more))


def set_it(force: SmallForce, target: Target, by: str = "an inspector") -> Any:
    force.clock += dt.timedelta(minutes=1)
    return save(force.store, target, by, force.clock)


def arrests_by_week(force: SmallForce, numbers: list[int]) -> None:
    """So many arrests by 0101 in each of the last weeks, of which the year before has none; all 52 weeks are loaded."""
    rows = []
    for back, number in enumerate(reversed(numbers)):
        day = MONDAY - dt.timedelta(weeks=back)
        rows += [
            {"Custody Ref": f"C{back}-{n}", "Arrested At": f"{day} 10:00", "Collar No": "0101"} for n in range(number)
        ]
    force.load("Arrests", rows, days=(YEAR_START, SUNDAY))


def test_a_target_that_is_set_is_in_the_figures_and_as_it_was_known_before(force: SmallForce) -> None:
    force.load("Targets", [row("A1", 7, kpi="ppn_submissions")])
    before = force.clock
    result = set_it(force, wanted())
    assert result.status == "accepted"
    assert force.figures("ppn_submissions", "beat", role="PC").target["A1"] == 4
    assert force.figures("ppn_submissions", "beat", role="PC", known_at=before).target["A1"] == 7
    ((by, file, rows),) = force.store.rows(
        "select loaded_by, file, rows from loads where load_id = $load", load=result.load_id
    )
    assert (by, file, rows) == ("an inspector", "Targets set on the page.xlsx", 2)


def test_one_that_runs_on_ends_the_day_before_and_what_is_not_touched_stays(force: SmallForce) -> None:
    force.load(
        "Targets", [row("A1", 7, kpi="ppn_submissions"), row("A2", 3, "month", "warrants", **{"To": "2026-12-31"})]
    )
    other = listed(force.store)[1]
    set_it(force, wanted(first=dt.date(2026, 7, 1)))
    old, same, new = listed(force.store)
    assert (old.first, old.last, old.amount) == (dt.date(2026, 1, 1), dt.date(2026, 6, 30), 7)
    assert same == other
    assert new == wanted(first=dt.date(2026, 7, 1))


def test_one_of_the_same_first_day_is_replaced_and_later_ones_are_told(force: SmallForce) -> None:
    later = row("A1", 9, kpi="ppn_submissions", **{"From": "2026-09-01"})
    force.load("Targets", [row("A1", 7, kpi="ppn_submissions", **{"From": str(MONDAY)}), later])
    plan = planned(force.store, wanted(), force.clock)
    assert plan.replaced is not None
    assert plan.replaced.amount == 7
    assert [one.amount for one in plan.later] == [9]
    set_it(force, wanted())
    assert sorted(one.amount for one in listed(force.store)) == [4, 9]


def test_the_first_target_of_all_can_be_set_here(force: SmallForce) -> None:
    set_it(force, wanted())
    assert listed(force.store) == (wanted(),)


def test_the_same_again_changes_nothing(force: SmallForce) -> None:
    set_it(force, wanted())
    assert set_it(force, wanted()).status == "unchanged"


@pytest.mark.parametrize("kpi", ["arrests", "positive_stop_searches"])
def test_a_volume_target_on_a_power_needs_its_reason(force: SmallForce, kpi: str) -> None:
    with pytest.raises(TargetRefusedError, match="needs a written rationale") as refused:
        set_it(force, wanted(kpi=kpi))
    assert str(refused.value) == problem("needs_rationale", "Targets", value=kpi).message
    assert force.store.rows("select count(*) from loads where export = 'targets'") == [(0,)]
    assert set_it(force, wanted(kpi=kpi, rationale="Because")).status == "accepted"


def test_stop_searches_are_never_a_target(force: SmallForce) -> None:
    for wrong in ({"rationale": "Because"}, {"type": "Monitored", "amount": 3.0}):
        with pytest.raises(TargetRefusedError) as refused:
            set_it(force, wanted(kpi="stop_searches", **wrong))
        assert str(refused.value) == NEVER
    assert set_it(force, wanted(kpi="stop_searches", type="Monitored", amount=0.0)).status == "accepted"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"amount": 0.0}, "needs an amount above 0"),
        ({"kpi": "arrests", "role": "PCSO", "rationale": "x"}, "is counted for PCs only"),
        ({"set_by": ""}, "needs an owner"),
        ({"last": MONDAY - dt.timedelta(days=1)}, "lies before"),
        ({"area": Area("beat", "Z9")}, "Z9"),
    ],
)
def test_what_cannot_be_set_is_refused_in_one_sentence(force: SmallForce, wrong: dict[str, Any], said: str) -> None:
    force.load("Targets", [row("A1", 7, kpi="ppn_submissions")])
    with pytest.raises(TargetRefusedError, match=said) as refused:
        set_it(force, wanted(wrong.pop("area", A1), **wrong))
    assert str(refused.value).endswith(".")
    assert len(listed(force.store)) == 1


def test_another_row_without_its_reason_does_not_stand_in_the_way(force: SmallForce) -> None:
    force.load("Targets", [row("A1", 7, Rationale="")])
    assert set_it(force, wanted()).status == "accepted"


def test_text_that_looks_like_a_formula_stays_text(force: SmallForce) -> None:
    said = wanted(set_by="=1+1", rationale="@all +44 -1")
    set_it(force, said)
    assert listed(force.store) == (said,)


def test_an_area_whose_name_stands_on_two_levels_keeps_its_own(force: SmallForce) -> None:
    force.load("Beats", [{**beat, "LPA": "Corby" if beat["Sector"] == "Corby" else "West"} for beat in BEATS])
    force.load("Targets", [row("lpa:Corby", 7, kpi="ppn_submissions")])
    set_it(force, wanted(CORBY))
    assert {one.area for one in listed(force.store)} == {Area("lpa", "Corby"), CORBY}


def test_what_is_downloaded_loads_again_as_the_same_list(force: SmallForce) -> None:
    force.load("Targets", [row("A1", 7.5), row("Force", 3, "month", "warrants", **{"To": "2026-12-31"})])
    before = listed(force.store)
    again = loading.read([("targets.xlsx", workbook(force.store, before))])
    (result,) = loading.load(force.store, again, force.clock + dt.timedelta(minutes=1), "test")
    assert (result.status, result.outcome.problems) == ("unchanged", ())
    a_week_later = force.clock + dt.timedelta(days=7)
    (result,) = loading.load(force.store, again, a_week_later, "test")
    assert result.status == "accepted", "a list speaks up to the Sunday before it is loaded"
    assert kept(force.store)[0].changes == ()
    assert listed(force.store) == before


def test_what_is_downloaded_has_the_headings_of_the_export_and_no_more(force: SmallForce) -> None:
    set_it(force, wanted())
    book = openpyxl.load_workbook(BytesIO(workbook(force.store, listed(force.store))))
    (sheet,) = book.worksheets
    headings = ["Area", "KPI", "Role", "Target", "Per", "Type", "From", "To", "Set By", "Rationale"]
    assert [cell.value for cell in sheet[1]] == headings
    assert sheet.oddHeader.left.text == "OFFICIAL-SENSITIVE"


def test_every_change_is_kept_with_who_made_it_and_a_withdrawal_undoes_it(force: SmallForce) -> None:
    force.load("Targets", [row("A1", 7, kpi="ppn_submissions"), row("B1", 2, kpi="warrants")])
    result = set_it(force, wanted())
    ended = wanted(first=dt.date(2026, 1, 1), amount=7.0, set_by="0901", rationale="test")
    latest, first = kept(force.store)
    assert [(change.kind, change.before, change.after) for change in latest.changes] == [
        ("ended", ended, replace(ended, last=SUNDAY - dt.timedelta(days=7))),
        ("set", None, wanted()),
    ]
    assert (latest.by, latest.targets, latest.load_id) == ("an inspector", 3, result.load_id)
    assert [change.kind for change in first.changes] == ["set", "set"]
    assert [change.kind for change in kept(force.store, CORBY)[1].changes] == ["set"]
    assert kept(force.store, Area("beat", "A2"))[0].changes == ()

    loading.withdraw(force.store, result.load_id, force.clock + dt.timedelta(minutes=5), "an analyst", "by mistake")
    back = kept(force.store)[0]
    assert (back.withdrawn, back.by) == (True, "an analyst")
    assert {change.kind for change in back.changes} == {"changed", "taken out"}
    assert kept(force.store, known_at=force.clock)[0].load_id == result.load_id


def test_what_stands_is_own_or_the_sum_of_the_beats_or_none() -> None:
    kpi = "ppn_submissions"
    own, other = wanted(), wanted(A2, amount=8.0, per="4 weeks", set_by="Some One (invented)")
    beats = ["A1", "A2"]

    def line(*rows: Target, role: str = "PC") -> Standing:
        found = standing(rows, CORBY, beats, SUNDAY)
        return next(one for one in found if one.kpi.id == kpi and one.role == role)

    summed = line(own, other).summed
    assert summed is not None
    assert (summed.amount, summed.per) == (6, "week"), "8 every 4 weeks are 2 a week"
    assert line(own, wanted(A2)).summed == replace(wanted(WHOLE_FORCE), amount=8)
    assert line(own).summed is None
    assert line(own).beats_with_one == 1
    assert line(own, replace(wanted(A2), type="Monitored")).summed is None
    assert line(own, other, wanted(CORBY, amount=5.0)).shown == wanted(CORBY, amount=5.0)
    assert [one.role for one in standing([], CORBY, beats, SUNDAY) if one.kpi.id == kpi] == ["All"]


def test_of_two_the_later_first_day_applies_and_a_power_has_alls() -> None:
    from metrics.catalogue import kpis

    arrests = wanted(kpi="arrests", role="All")
    later = replace(arrests, first=MONDAY + dt.timedelta(days=1), amount=9.0)
    assert applying([later, arrests], kpis()["arrests"], "PC", SUNDAY) == later
    assert applying([later, arrests], kpis()["arrests"], "PC", MONDAY) == arrests
    assert applying([wanted(role="All")], kpis()["ppn_submissions"], "PC", SUNDAY) is None


def test_a_year_of_a_target_by_hand(force: SmallForce) -> None:
    """52 weeks against 4: P(0; 4) = .018, P(1; 4) = .092; P(>=8; 4) = .051, P(>=9; 4) = .021."""
    arrests_by_week(force, [0, 1, 4, 8, 9])
    found = preview(force.store, wanted(kpi="arrests"))
    assert found is not None
    assert [past.word for past in found.pasts[-5:]] == [BEFORE, AROUND, AROUND, AROUND, ABOVE]
    assert found.words == {BEFORE: 48, AROUND: 3, ABOVE: 1, TOO_EARLY_TO_SAY: 0}
    assert (found.low, found.high) == (1, 8)
    assert found.met == pytest.approx(0.5665, abs=1e-4)
    assert found.met_under == pytest.approx(0.3975, abs=1e-4)
    assert (found.weeks, found.enough) == (1, True)


def test_a_small_target_is_too_early_to_say_in_its_own_period(force: SmallForce) -> None:
    arrests_by_week(force, [9])
    found = preview(force.store, wanted(kpi="arrests", amount=1.0))
    assert found is not None
    assert found.words[TOO_EARLY_TO_SAY] == 52
    assert (found.weeks, found.enough) == (3, False)
    assert str(found.high) == "nan", "no band is drawn around what cannot be judged"
    assert preview(force.store, wanted(kpi="arrests", amount=0.0)).weeks == inf  # type: ignore[union-attr]


def test_four_weeks_are_judged_together(force: SmallForce) -> None:
    arrests_by_week(force, [3, 3, 3, 3])
    found = preview(force.store, wanted(kpi="arrests", amount=12.0, per="4 weeks"))
    assert found is not None
    assert len(found.pasts) == 13
    assert (found.pasts[-1].value, found.pasts[-1].word) == (12, AROUND)


def test_what_is_not_loaded_has_no_word_and_is_not_nought(force: SmallForce) -> None:
    force.load("Arrests", [])
    found = preview(force.store, wanted(kpi="arrests"))
    assert found is not None
    assert len(found.known) == 1
    assert [past.missing for past in found.pasts[:2]] == ["Arrests: nothing loaded"] * 2
    assert sum(found.words.values()) == 1


def test_a_monitored_target_says_nothing_and_a_level_is_compared_directly(force: SmallForce) -> None:
    arrests_by_week(force, [1])
    monitored = preview(force.store, wanted(kpi="arrests", type="Monitored"))
    assert monitored is not None
    assert not sum(monitored.words.values())
    level = preview(force.store, wanted(kpi="problem_plans", per="quarter", amount=2.0))
    assert level is not None
    assert (level.kind, {past.target for past in level.pasts}) == ("level", {2.0})
    assert weekly(level.target, SUNDAY) == 2


def test_hours_are_compared_directly_and_told_by_how_they_vary(force: SmallForce) -> None:
    days = [MONDAY - dt.timedelta(weeks=back) for back in range(52)]
    rows = [
        {"Duty Ref": f"{day}", "Collar No": "0101", "Start": f"{day} 08:00", "End": f"{day} {16 + back % 2}:00"}
        for back, day in enumerate(days)
    ]
    force.load("Duties", rows, days=(YEAR_START, SUNDAY))
    found = preview(force.store, wanted(kpi="time_outside_station", amount=4.0))
    assert found is not None
    assert (found.kind, found.pasts[-1].value, found.pasts[-1].word) == ("hours", 8, "")
    assert all(past.reached for past in found.pasts)
    assert found.assurance == "Consistently met"
    far = preview(force.store, wanted(kpi="time_outside_station", amount=20.0))
    assert far is not None
    assert far.assurance == "Consistently missed"


@pytest.mark.parametrize(("per", "number"), [("week", 52), ("4 weeks", 13), ("month", 11), ("quarter", 3), ("year", 1)])
def test_only_whole_periods_of_the_last_52_weeks(per: str, number: int) -> None:
    found = periods_of(per, dt.date(2026, 11, 15))
    assert len(found) == number
    assert min(start for start, _ in found) >= dt.date(2025, 11, 17)
    assert max(end for _, end in found) <= dt.date(2026, 11, 15)


def test_the_reason_of_a_power_is_shown_wherever_its_target_is(force: SmallForce) -> None:
    force.load("Targets", [row("A1", 4, Rationale="Wanted suspects"), row("A2", 2, Rationale="Wanted suspects")])
    force.load_all_empty()
    asked = {"kpi": "arrests", "start": WEEK[0], "end": WEEK[1]}
    (of_corby,) = rationale_of(force.store, **asked, areas=[CORBY])
    assert of_corby.areas == ("beat:A1", "beat:A2")
    assert of_corby.words.endswith("(ambition, 2 beats, set by 0901): Wanted suspects")
    assert rationale_of(force.store, **asked, areas=[Area("beat", "B1")]) == ()
    assert rationale_of(force.store, **{**asked, "kpi": "warrants"}, areas=[CORBY]) == ()
    of_person = passport(force.store, **asked, collar="0101")
    assert of_person.why == tuple(one.words for one in rationale_of(force.store, **asked, areas=[A1]))
    assert passport(force.store, **asked).why == (), "not all beats have one, so the force is shown against none"
    of_a1 = passport(force.store, **asked, area=A1)
    since = corrections(force.store, of_a1.kpi, *WEEK, None, A1)
    book = openpyxl.load_workbook(BytesIO(passport_workbook(of_a1, since, None, [], "Alpha", force.clock)))
    assert ("Why there is a target", of_a1.why[0]) in [tuple(c.value for c in r) for r in book["Figure"].iter_rows()]
    shown = force.figures("arrests", "beat").reset_index()
    book = openpyxl.load_workbook(
        BytesIO(figures_workbook("Beats", FORCE, shown, [], [(passport(force.store, **asked), since)], force.clock))
    )
    sheet = book["Where it comes from"]
    assert (
        "Wanted suspects" in sheet.cell(2, [cell.value for cell in sheet[1]].index("Why there is a target") + 1).value
    )


def test_a_target_on_a_power_that_has_no_reason_says_that_it_needs_one(force: SmallForce) -> None:
    force.load("Targets", [row("A1", 4, Rationale="")])
    (found,) = rationale_of(force.store, "arrests", *WEEK, [A1])
    assert "No reason is written down" in found.words
