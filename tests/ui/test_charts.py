"""Chart specs as golden files (GOLDEN=write regenerates), and what a chart must always be."""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path

import altair as alt
import pandas as pd
import pytest
from jsonschema import ValidationError

from metrics.catalogue import kpis
from metrics.charts import (
    before_after,
    community_time,
    figures,
    funnel,
    heat,
    neighbourhood_strips,
    officer,
    osara,
    panels,
    priorities,
    stacks,
    strips,
    target_year,
    themes,
    tiles,
    trend_marks,
    two_years,
    weeks,
    whiskers,
    words,
)
from metrics.charts.figures import Line
from metrics.charts.theme import Spec

GOLDEN = Path(__file__).parents[1] / "golden" / "charts"
SPECS: dict[str, Spec] = {
    "team": panels.spec(panels.Layout((8, 4, 3), 7, gutter=196, least=205)),
    "beats": panels.spec(
        panels.Layout((16,), 44, gutter=150, least=54, numbers="under", line=22, head=54, titles=False)
    ),
    "totals": panels.spec(panels.Layout((9,), 16, numbers="above", spark=True, titles=False)),
    "totals_with_asides": panels.spec(
        panels.Layout((9,), 16, line=42, numbers="above", spark=True, titles=False, asides=True)
    ),
    "hours_by_area": stacks.bars(9),
    "hours_by_week": stacks.columns(12),
    "rates": panels.spec(panels.Layout((7, 2, 1), 7, gutter=196, least=240, bar=0.68, head=42, marks="intervals")),
    "rare": whiskers.spec(strip=True),
    "shares": whiskers.spec(),
    "trend": trend_marks.spec(60),
    "hours_of_the_week": heat.spec(),
    "hours_by_reason": strips.spec(8, 12),
    "funnel": funnel.spec(),
    "officer_weeks": weeks.spec(weeks.Layout((8, 4, 3), 12)),
    "target_year": target_year.spec(52),
    "osara_plans": osara.spec(300),
    "neighbourhood_strips": neighbourhood_strips.spec(44),
    "before_after": before_after.spec(60),
    "residents": themes.spec(4),
    "tiles": tiles.spec(4, (62, 534), (38, 390)),
    "priorities": priorities.spec((5, 14, 3, 0, 0)),
    "community_time": community_time.spec(2, 15),
    "two_years": two_years.spec(8),
    "searches": panels.spec(
        panels.Layout((5,), 5, gutter=142, least=158, line=22, head=38, bar=0.5, titles=False, marks="shares")
    ),
}


@pytest.mark.parametrize("name", SPECS)
def test_the_spec_is_the_agreed_one(name: str) -> None:
    path, now = GOLDEN / f"{name}.json", json.dumps(SPECS[name], indent=1, sort_keys=True) + "\n"
    if os.environ.get("GOLDEN") == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(now, encoding="utf-8")
    assert now == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SPECS)
def test_the_spec_is_one_of_vega_lite(name: str) -> None:
    alt.LayerChart.validate(SPECS[name])  # validates; the app does not, for it takes longer than building the spec
    with pytest.raises(ValidationError):
        alt.LayerChart.validate({**SPECS[name], "params": [{"name": 1}]})


def test_a_spec_of_another_shape_differs_in_its_parameters_only() -> None:
    one, other = (panels.spec(panels.Layout(groups, lines)) for groups, lines in (((8, 4, 3), 7), ((2, 1), 40)))
    assert one["layer"] is other["layer"]
    assert one["params"] != other["params"]


@pytest.mark.parametrize("name", SPECS)
def test_a_spec_holds_no_data_and_grows_with_its_container(name: str) -> None:
    spec = SPECS[name]
    assert "datasets" not in spec
    assert spec["width"] == "container"
    assert "height" in [param["name"] for param in spec["params"]]


@pytest.mark.parametrize("name", SPECS)
def test_text_is_never_in_turquoise_orange_or_purple(name: str) -> None:
    for layer in SPECS[name]["layer"]:
        mark = layer["mark"]
        if mark["type"] == "text":
            assert not {"#F46A25", "#28A197", "#A285D1"} & set(str(mark.get("color", "")).replace(",", " ").split())


def figure(
    key: str,
    value: float | None,
    target: float | None = None,
    missing: str = "",
    verdict: str = "",
    set_aside: int = 0,
) -> dict[str, object]:
    nothing = float("nan")
    return {
        "kpi": "arrests",
        "key": key,
        "name": key,
        "role": "PC",
        "value": nothing if value is None else value,
        "exposure_hours": 100.0,
        "target": nothing if target is None else target,
        "verdict": verdict,
        "missing": missing,
        "set_aside": set_aside,
    }


def test_rows_set_aside_stand_beside_the_number_in_the_sentence_the_table_and_the_finding() -> None:
    frame = pd.DataFrame([figure("a", 31, set_aside=2), figure("b", 4), figure("c", None, set_aside=1)])
    lines = [Line("a", "Adeyemi, T"), Line("b", "Brook, L"), Line("c", "Clarke, S")]
    drawn = figures.draw([("", [kpis()["arrests"]])], lines, frame, "Finding.", person=True)
    cells = drawn.data["cells"].set_index("key")
    assert list(cells["text"]) == ["31 +2 aside", "4", "not loaded"]
    assert cells["sentence"]["a"].endswith("2 rows set aside could change this figure.")
    assert "set aside" not in cells["sentence"]["b"]
    assert list(drawn.table()["Figure"]) == ["31 (+2 set aside)", "4", "–"]
    hours = pd.DataFrame([{"available": 1.0, "rostered": 2.0, "abstraction": 1.0, "set_aside": 0}])
    found = figures.team_alt("PC", "Corby 2", lines, hours, [kpis()["arrests"]], frame.head(2))
    assert found.endswith("Rows set aside could change 1 of these figures: they read “+n aside”.")


def test_the_weeks_of_one_person_mark_those_that_rows_set_aside_could_change() -> None:
    start = dt.date(2026, 6, 1)
    week = {"period_start": start, "period_end": start + dt.timedelta(days=6)}
    frame = pd.DataFrame([figure("a", 31, set_aside=2) | week])
    drawn = officer.kpi_weeks([("", [kpis()["arrests"]])], "a", "Adeyemi, T", frame, frame, {})
    assert drawn.data["dots"]["aside"].tolist() == ["+2"]
    assert drawn.data["heads"]["total"].tolist() == ["31 +2 aside"]
    assert drawn.alt == "Adeyemi, T, over 1 weeks: arrests 31 (+2 set aside)."
    assert drawn.table()["Figure"].tolist() == ["31 (+2 set aside)"]


def test_bars_and_ticks_share_one_scale_from_nought() -> None:
    frame = pd.DataFrame(
        [figure("a", 4, 8), figure("b", 2, 1), figure("c", None, verdict="Not loaded", missing="Arrests")]
    )
    lines = [Line("a", "Adeyemi, T"), Line("b", "Brook, L"), Line("c", "Clarke, S")]
    drawn = figures.draw([("", [kpis()["arrests"]])], lines, frame, "Finding.", person=True)
    cells = drawn.data["cells"].set_index("key")
    assert list(cells["part"].fillna(-1)) == [0.5, 0.25, -1]
    assert list(cells["share_part"].fillna(-1)) == [1.0, 0.125, -1]
    assert list(cells["text"]) == ["4", "2", "not loaded"]
    assert list(drawn.table()["Figure"]) == ["4", "2", "–"]


def test_a_sentence_has_the_hours_the_share_and_whose_target_it_is() -> None:
    said = words.figure_sentence(kpis()["arrests"], figure("a", 4, 7.96), "Adeyemi, T", person=True)
    assert said == (
        "Adeyemi, T has done 4 arrests in 100 available hours. "
        "Fair share 8.0: the beat's target for these hours, not a personal target."
    )


@pytest.mark.parametrize(
    ("value", "said"), [(None, "–"), (0.0, "0"), (0.03, "under 0.1"), (9.25, "9.2"), (120.4, "120"), (8.0, "8")]
)
def test_shares_are_printed_with_no_more_digits_than_they_bear(value: float | None, said: str) -> None:
    assert words.say_share(value) == said
