"""The funnel of beats: what its chart holds and says, and how the Beats page shows it, or what is missing for it."""

from __future__ import annotations

import datetime as dt
import math

import pytest

from metrics.catalogue import kpis
from metrics.charts import funnel_points
from metrics.charts import funnel_words as words
from metrics.charts.drawing import Drawing
from metrics.charts.funnel import PLOT
from metrics.charts.funnel_words import Point
from metrics.signals.verdict import HIGH, LOW, SURELY, TOO_EARLY, WITHIN
from metrics.terms import SPREAD_WORDS, TOO_EARLY_TO_SAY
from metrics.ui import drawings, funnels
from metrics.ui.selection import Selection
from tests.ui.conftest import Open, text_of
from tests.ui.test_pages import charts

ARRESTS = kpis()["arrests"]
NAMES = {LOW: SPREAD_WORDS[0], WITHIN: SPREAD_WORDS[1], HIGH: SPREAD_WORDS[2], TOO_EARLY: TOO_EARLY_TO_SAY}


def point(key: str, value: float, expected: float, code: int = WITHIN, set_aside: int = 0, mine: bool = True) -> Point:
    figure = {"value": value, "exposure_hours": 1204.0, "target": math.nan, "verdict": "", "missing": ""}
    return Point(
        key, f"Beat {key}", figure | {"set_aside": set_aside}, expected, 12, 39, code, NAMES[code], 2000.0, mine
    )


def drawn(*points: Point, tau2: float = 0.0) -> Drawing:
    said = [words.point_sentence(ARRESTS, one, ["PC"], tau2 > 0, []) for one in points]
    found = words.finding(ARRESTS, points, ["PC"], tau2, "12 weeks to 15 November 2026")
    return funnel_points.draw(ARRESTS, points, said, tau2, found)


BEATS = (
    point("A1", 20, 20, set_aside=2), point("A2", 60, 24, HIGH), point("A3", 50, 24, HIGH), point("B1", 2, 80, LOW),
    point("B2", 4, 4, TOO_EARLY, mine=False),
)  # fmt: skip


def test_dots_stand_where_expected_and_ratio_put_them_between_their_limits() -> None:
    data = drawn(*BEATS).data
    dots = data["dots"].set_index("key")
    assert dots["shape"].to_dict() == {"A1": "within", "A2": "high", "A3": "high", "B1": "low", "B2": "early"}
    one = data["ticks"].set_index("axis").loc["one", "part"]
    assert dots["part"]["A1"] == pytest.approx(one)
    assert dots["part"]["A2"] == pytest.approx(one * 2.5)
    assert dots["place"].between(0, 1).all()
    assert dots["place"]["B1"] == dots["place"].max()
    lines = data["lines"].groupby("line")["ratio"].last()
    assert lines["outer_low"] < lines["inner_low"] < 1 < lines["inner_high"] < lines["outer_high"]
    assert list(data["ends"]["text"]) == ["99.8%", "95%", "99.8%", "95%"]


def test_only_what_lies_outside_has_its_name_and_no_label_lies_on_another() -> None:
    dots = drawn(*BEATS).data["dots"].set_index("key")
    assert dots["name"].to_dict() == {"A1": "", "A2": "Beat A2", "A3": "Beat A3", "B1": "Beat B1", "B2": ""}
    assert dots["word"]["A2"] == "Outside the usual spread"
    close = [point("A2", 60, 24, HIGH), point("A3", 60, 24, HIGH), *BEATS[3:]]
    labels = drawn(*close).data["dots"].set_index("key")["label"]
    assert labels["A3"] - labels["A2"] == pytest.approx(funnel_points.LABEL)
    crowd = [point(str(number), 60, 24, HIGH) for number in range(7)]
    assert set(drawn(*crowd).data["dots"]["word"]) == {""}


def test_a_beat_far_above_all_stands_at_the_upper_edge() -> None:
    dots = drawn(*BEATS, point("C1", 300, 6, HIGH)).data["dots"].set_index("key")
    assert dots["part"]["C1"] == 1
    assert PLOT * dots["part"].max() <= PLOT


def test_a_sentence_opens_to_count_hours_expected_range_and_how_often_luck_goes_as_far() -> None:
    assert words.point_sentence(ARRESTS, BEATS[1], ["PC"], False, [("Results", "charged 4")]) == (
        "Beat A2 recorded 60 arrests in 1,204 available hours. Results: charged 4. Expected 24.0: what all beats together "
        "recorded per available hour in the same kind of shift, for this beat's hours. Outside the usual spread: 12 to 39 "
        "hold 99.8% of beats that differ by luck alone. By luck alone about 1 time in 2,000."
    )
    both = words.point_sentence(ARRESTS, BEATS[4], ["PC", "PCSO"], False, [])
    assert both.endswith(
        "in the same role and kind of shift, for this beat's hours. Too early to say: under 5 expected."
    )


@pytest.mark.parametrize(
    ("one_in", "said"),
    [
        (1.0, "in most periods"),
        (14.4, "about 1 time in 14"),
        (20269, "about 1 time in 20,000"),
        (SURELY, "less than 1 time in 1,000,000"),
    ],
)
def test_how_often_luck_goes_as_far(one_in: float, said: str) -> None:
    assert words.odds(one_in) == said


def test_the_finding_says_how_many_by_luck_and_whether_beats_differ_beyond_it() -> None:
    assert drawn(*BEATS).alt == (
        "Arrests of 5 beats, 12 weeks to 15 November 2026, standardised by kind of shift: 1 within the usual spread, 3 "
        "outside it: ▲ Beat A2 (60, 24.0 expected), ▲ Beat A3 (50, 24.0 expected) and ▼ Beat B1 (2, 80.0 expected). Of 1 it "
        "is too early to say (○). By luck alone about 1 in 125 such pictures would show one outside. The beats differ no "
        "more than luck alone makes them."
    )
    everybody = [point(str(number), 20, 20) for number in range(36)]
    said = words.finding(kpis()["ppn_submissions"], everybody, ["PC", "PCSO"], 0.0036, "week to 15 November 2026")
    assert said == (
        "PPN submissions of 36 beats, week to 15 November 2026, standardised by role and kind of shift: all within the "
        "usual spread, none outside it. By luck alone about 1 in 14 such pictures would show one outside. The beats differ "
        "more than luck alone makes them, usually by about 12% either way, and the limits allow for that."
    )
    one = words.finding(kpis()["ppn_submissions"], everybody, ["PCSO"], 0, "week to 15 November 2026")
    assert one.startswith("PPN submissions by PCSOs of 36 beats")


def test_the_table_is_in_list_order_and_opens_the_same_figures() -> None:
    shown = drawn(*BEATS)
    table = shown.table()
    assert list(table["Area"]) == ["Beat A1", "Beat A2", "Beat A3", "Beat B1", "Beat B2"]
    assert list(table["Figure"]) == ["20 (+2 set aside)", "60", "50", "2", "4"]
    assert list(table["Usual spread"]) == ["12 to 39"] * 4 + ["–"]
    assert table["Verdict"][1] == "▲ Outside the usual spread"
    assert table["Verdict"][4] == "○ Too early to say"
    assert shown.opens()[1, 1] == {"key": "A2", "kpi": "arrests"}
    assert table.columns[1] == "Figure"
    assert table["By luck alone"][1] == "about 1 time in 2,000"
    assert list(drawn(*BEATS, tau2=0.01).table().columns)[-1] == "By luck and the usual spread alone"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            (4, 36, 36, 84, 1.67),
            "Too early to say: only 4 of 36 beats have 5 or more expected in these 12 weeks, and 10 are needed to show a "
            "usual spread. Choose a longer period: about 21 weeks would do.",
        ),
        (
            (1, 36, 36, 10, 40.0),
            "Too early to say: only 1 of 36 beats has 5 or more expected in these 10 days, and 10 are needed to show a usual "
            "spread. At this rate a year would not be enough.",
        ),
        (
            (0, 36, 36, 7, math.nan),
            "Too early to say: none of 36 beats have 5 or more expected in this week, and 10 are needed to show a usual "
            "spread. At this rate a year would not be enough.",
        ),
        (
            (3, 3, 36, 7, math.nan),
            "Too early to say: 3 of 36 beats are wholly loaded, and 10 are needed to show a usual spread.",
        ),
    ],
)
def test_below_the_minimum_it_says_what_is_missing(asked: tuple[int, int, int, int, float], said: str) -> None:
    assert words.too_little(*asked) == said


def test_who_is_left_out_is_named() -> None:
    assert words.left_out_words([], "Arrests") == ""
    assert words.left_out_words(["Alpha", "Beta"], "Arrests") == (
        "2 beats left out, since Arrests and Duties are not loaded for every day: Alpha and Beta."
    )
    assert words.unplaced_words(ARRESTS, 0.999) == words.unplaced_words(ARRESTS, math.nan) == ""
    assert words.unplaced_words(ARRESTS, 0.9).startswith("For 10% of the arrests the officer had no duty that day")


HEADING = "Is any beat different from the others?"
SAMPLE = pytest.mark.parametrize("state", ["sample"], indirect=True)


@SAMPLE
def test_the_beats_page_compares_the_beats_by_the_kpi_chosen_and_by_no_other(open_page: Open) -> None:
    asked = {"period": "12weeks", "to": "2026-11-15"}
    app = open_page("beats", kpi="arrests", **asked)
    assert not app.exception
    assert HEADING in text_of(app)
    assert "▲ Wicksteed" in charts(app)[-1]
    assert charts(app)[-1] in text_of(app)
    assert "Fainter dots" not in text_of(app)
    assert HEADING not in text_of(open_page("beats", **asked))


@SAMPLE
def test_the_funnels_table_has_the_beats_in_the_order_of_the_bars(state: str) -> None:
    view = Selection("12weeks", dt.date(2026, 8, 24), dt.date(2026, 11, 15), kpi="arrests")
    drawing, _ = funnels.compared(view, ARRESTS)
    assert drawing is not None
    assert list(drawing.table()["Area"]) == [line.name for line in drawings.beat_lines(view) if not line.heading]


@SAMPLE
def test_the_funnel_follows_role_and_area_and_names_who_is_left_out(open_page: Open) -> None:
    asked = {"period": "12weeks", "to": "2026-11-15"}
    app = open_page("beats", kpi="engagement_returns", role="PCSO", area="sector:Corby", **asked)
    assert charts(app)[-1].startswith("Engagement returns by PCSOs of 32 beats")
    assert (
        "Fainter dots: beats outside Corby. 4 beats left out, since Engagements and Duties are not loaded for every day"
        in text_of(app)
    )


@SAMPLE
@pytest.mark.parametrize(
    ("kpi", "said"),
    [
        ("time_in_place", "Time in dedicated places: hours, not a count of events."),
        ("problem_plans", "OSARA plans open: what is open on one day, not what happened."),
        ("warrants", "Too early to say: none of 36 beats have 5 or more expected in these 12 weeks"),
    ],
)
def test_where_beats_cannot_be_compared_the_page_says_why(open_page: Open, kpi: str, said: str) -> None:
    app = open_page("beats", kpi=kpi, period="12weeks", to="2026-11-15")
    assert not app.exception
    assert HEADING in text_of(app)
    assert said in text_of(app)
    assert not [alt for alt in charts(app) if "usual spread" in alt]


@pytest.mark.parametrize("state", ["half-loaded", "priority_area_team"], indirect=True)
def test_a_force_too_small_or_not_loaded_is_told_so(open_page: Open) -> None:
    app = open_page("beats", kpi="arrests", period="week", to="2026-06-07")
    assert not app.exception
    assert "wholly loaded, and 10 are needed to show a usual spread" in text_of(app)
