"""Verdicts where a user finds them: beside figures, in the panel, on This week; thanks first; of a person none."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from metrics.flags import Flag, close_flag
from metrics.loading import now
from metrics.terms import CHANGED_WORDS, TARGET_WORDS, UNUSUAL_WORDS
from metrics.ui import stores
from tests.ui.conftest import Open, text_of
from tests.ui.test_words import data_of

pytestmark = pytest.mark.parametrize("state", ["sample"], indirect=True)
TO = {"to": "2026-11-15"}
JUDGING = {*UNUSUAL_WORDS, *CHANGED_WORDS, *TARGET_WORDS}


def test_the_panel_of_an_areas_figure_opens_every_question(open_page: Open) -> None:
    words = text_of(open_page("beats", **TO, kpi="arrests", area="beat:KET2", open="1"))
    for question in (
        "Against the target", "Against its own usual range", "Has it changed?", "Against the year before",
    ):  # fmt: skip
        assert f"<h3>{question} <span" in words
    assert "By luck alone less than 1 time in 1,000,000" in words
    assert "Verdicts are for settled days, to 8 November 2026" in words
    assert "Target of these days" in words
    assert "Usual range" in words


def test_a_flag_is_closed_with_a_reason_and_says_so(open_page: Open) -> None:
    """The form itself is pressed in a real browser (test_journeys.py): AppTest presses no form in a panel."""
    address = {**TO, "kpi": "arrests", "area": "beat:KET2", "open": "1"}
    app = open_page("beats", **address)
    app.session_state["flag-changed-0"] = True
    app.run()
    assert [one.label for one in app.text_area] == ["Reason"]
    flag = Flag(
        "arrests", "beat", "KET2", None, "changed", "Running higher", dt.date(2026, 8, 17), dt.date(2026, 11, 8)
    )  # fmt: skip
    close_flag(stores.store(), flag, "The new team wanted suspects found.", "sergeant", now())
    app = open_page("beats", **address)
    assert "Running higher: closed by sergeant on " in text_of(app)
    assert "The new team wanted suspects found." in text_of(app)
    assert "Open this flag again: Running higher" in [one.label for one in app.expander]


def test_this_week_lists_what_is_more_than_luck_with_what_to_check_first(open_page: Open) -> None:
    words = text_of(open_page("this_week", **TO))
    assert "Figures are provisional after 8 November 2026" in words
    listed = words[words.index("More than luck") : words.index("Against target")]
    assert re.search(r"figures stands? out in the week to 8 November 2026", listed)
    assert (
        "1 of 444 figures stands out in the 12 weeks to 8 November 2026; on average fewer than 1 of them is luck."
        in listed
    )
    assert "Wicksteed: Arrests" in listed
    assert "Check first: its hours are as usual; nothing is missing or set aside" in listed
    assert "before it is called a change" in listed


@pytest.mark.parametrize("area", ["sector:Wellingborough", "team:1370", "beat:WEL1"])
def test_what_opens_for_one_role_is_judged_for_that_role(open_page: Open, area: str) -> None:
    asked = {"area": area, "kpi": "ppn_submissions:PC", "open": "1", "period": "week", "to": "2026-11-08"}
    words = re.sub(r"<[^>]+>", " ", text_of(open_page("team", **asked)))
    told = words[words.index("Luck or difference") :]
    assert "Against the target" in told
    said = re.search(r"recorded (\d+) notices in ([\d,]+) available hours\. Target", words)
    judged = re.search(r"Against the target.*?Counted\s+(\d+) notices\s+Available hours\s+([\d,]+)", told, re.DOTALL)
    assert said and judged and said.groups() == judged.groups()


def test_an_area_shows_only_its_own_of_the_list(open_page: Open) -> None:
    words = text_of(open_page("this_week", **TO, area="sector:Corby"))
    assert "Wicksteed: Arrests" not in words
    assert "0 of them here" in words


@pytest.mark.parametrize(("page", "after"), [("this_week", "Against target"), ("team", "Police constables")])
def test_thanks_come_first(open_page: Open, page: str, after: str) -> None:
    words = text_of(open_page(page, **TO, area="beat:ENO1"))
    assert 0 < words.index("Worth recognising") < words.index(after)


def test_of_a_person_no_verdict_is_said(open_page: Open) -> None:
    app = open_page("team", **TO, area="beat:ENO1")
    people = next(frame for frame in data_of(app) if "luck_low" in frame)
    assert set(people["mark"]) == {""}
    assert people["luck_low"].notna().any()
    words = text_of(open_page("officer", **TO, officer="7367", kpi="intelligence_reports", open="1"))
    assert "an interval, and no verdict" in words
    assert re.search(r"between \d+\.\d and \d+\.\d per 100 hours \(90% interval\)", words)
    assert not {word for word in JUDGING if word in words}


def test_a_persons_weeks_stand_in_their_usual_range(open_page: Open) -> None:
    dots = next(frame for frame in data_of(open_page("officer", **TO, officer="7367")) if "provisional" in frame)
    assert dots["provisional"].any()
    assert dots.filter(like="low").notna().any().any()


def test_rates_are_one_click_away_and_alphabetical(open_page: Open) -> None:
    app = open_page("team", **TO, area="beat:ENO1")
    app.session_state["open-rates-PC"] = True
    app.run()
    assert not app.exception
    rates = [chart for chart in app.get("vega_lite_chart") if "per 100" in chart.proto.alt]
    assert len(rates) == 1


def test_beats_say_how_many_verdicts_luck_alone_would_give(open_page: Open) -> None:
    alts = [chart.proto.alt for chart in open_page("beats", **TO).get("vega_lite_chart")]
    assert all(re.search(r"By luck alone up to \d+ would stand below and as many above\.", alt) for alt in alts)
    cells = next(data_of(open_page("beats", **TO)))
    assert set(cells["mark"]) <= {"", "●", "▲", "▼", "○"}
    assert {"●", "▲", "▼"} <= set(cells["mark"])


def test_rare_events_are_shown_by_days_and_quarters(open_page: Open) -> None:
    app = open_page("beats", **TO, kpi="warrants", area="beat:KET2", open="1")
    assert any(
        "since the last" in chart.proto.alt and "by quarter" in chart.proto.alt for chart in app.get("vega_lite_chart")
    )


def test_hours_have_limits_from_their_weeks(open_page: Open) -> None:
    app = open_page("beats", **TO, kpi="time_in_place", area="beat:NSU5", open="1")
    assert any("Limits from the weeks themselves (XmR)" in chart.proto.alt for chart in app.get("vega_lite_chart"))


def test_shares_stand_with_intervals_by_quarter(open_page: Open) -> None:
    app = open_page("beats", **TO, kpi="ppn_submissions", area="sector:Corby", open="1")
    app.session_state["shares-ppn_submissions"] = True
    app.run()
    assert not app.exception
    assert any("PPN submissions: Corby" in str(frame.to_dict()) for frame in data_of(app) if "head" in frame)
