"""One person's weeks: usual ranges, provisional weeks, and pins, in the picture, the sentences and the table."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from metrics.catalogue import kpis
from metrics.charts import officer
from metrics.charts.drawing import Drawing
from metrics.charts.marks import Mark, pins

STARTS = [dt.date(2026, 6, 1) + dt.timedelta(weeks=number) for number in range(3)]
ARRESTS = kpis()["arrests"]


def week(start: dt.date, value: float | None, hours: float = 30.0, kpi: str = "arrests") -> dict[str, object]:
    nothing = float("nan")
    return {
        "kpi": kpi,
        "key": "a",
        "name": "a",
        "role": "PC",
        "value": nothing if value is None else value,
        "exposure_hours": hours,
        "target": nothing,
        "verdict": "" if value is not None else "Not loaded",
        "missing": "" if value is not None else "Arrests",
        "set_aside": 0,
        "period_start": start,
        "period_end": start + dt.timedelta(days=6),
    }


def drawn(*values: float | None, kpi: str = "arrests", **around: object) -> Drawing:
    frame = pd.DataFrame([week(start, value, kpi=kpi) for start, value in zip(STARTS, values, strict=False)])
    return officer.kpi_weeks([("", [kpis()[kpi]])], "a", "Adeyemi, T", frame, frame.head(1), {}, **around)  # type: ignore[arg-type]


def test_a_week_stands_in_its_usual_range_which_ends_half_a_count_further() -> None:
    dots = drawn(4, 2, 3, bands={("arrests", STARTS[0]): (1, 7), ("arrests", STARTS[1]): (0, 3)}).data["dots"]
    assert (dots["low_part"] * 7.5).round(6).fillna(-1).tolist() == [0.5, 0.0, -1]
    assert (dots["high_part"] * 7.5).round(6).fillna(-1).tolist() == [7.5, 3.5, -1]
    assert (dots["part"] * 7.5).round(6).tolist() == [4, 2, 3]
    assert dots["sentence"][0].endswith("Usual range 1 to 7 for these hours.")
    assert "Usual range" not in dots["sentence"][2]


def test_hours_are_drawn_to_their_very_limits() -> None:
    dots = drawn(4, kpi="abstraction", bands={("abstraction", STARTS[0]): (2.0, 8.0)}).data["dots"]
    assert dots[["low_part", "high_part"]].values.tolist() == [[0.25, 1.0]]


def test_a_week_that_ends_after_the_settled_day_is_provisional() -> None:
    drawing = drawn(4, 2, 3, settled={"arrests": STARTS[1] + dt.timedelta(days=6)})
    assert drawing.data["dots"]["provisional"].tolist() == [False, False, True]
    assert drawing.data["dots"]["sentence"][2].endswith("Provisional: more may still be recorded.")
    assert drawing.table()["State"].tolist() == ["", "", "Provisional"]


def test_without_ranges_and_marks_nothing_is_said_of_them() -> None:
    drawing = drawn(4, None)
    assert list(drawing.table()) == ["KPI", "Week", "Figure", "Hours", "Fair share", "State", "Missing"]
    assert drawing.data["dots"]["high_part"].isna().all()
    assert drawing.data["marks"].empty


def test_a_pin_stands_over_its_week_and_in_the_table() -> None:
    moved = Mark(STARTS[1] + dt.timedelta(days=3), "note", "two people joined. ")
    other = Mark(STARTS[1], "rebase", "not of this KPI", "warrants")
    early = Mark(STARTS[0] - dt.timedelta(days=1), "note", "before the first week")
    drawing = drawn(4, 2, 3, marks=[moved, other, early], bands={("arrests", STARTS[1]): (0, 3)})
    pinned = drawing.data["marks"]
    assert pinned["week"].tolist() == [1]
    assert pinned["sentence"].tolist() == ["11 June 2026, note: two people joined."]
    assert drawing.table()["Note"].tolist() == ["", "11 June 2026, note: two people joined.", ""]
    assert drawing.table()["Usual range"].tolist() == ["–", "0 to 3", "–"]


def test_marks_of_one_week_share_a_pin_earliest_first() -> None:
    weeks = [(start, start + dt.timedelta(days=6)) for start in STARTS]
    late, early = (Mark(STARTS[0] + dt.timedelta(days=day), "note", f"day {day}") for day in (5, 2))
    assert pins([late, early], weeks, "arrests") == {0: "3 June 2026, note: day 2. 6 June 2026, note: day 5."}


@pytest.mark.parametrize("values", [(None, None, None), (0, 0, 0)])
def test_nothing_and_nought_are_drawn(values: tuple[float | None, ...]) -> None:
    drawing = drawn(*values)
    assert drawing.arrow["dots"]
    assert drawing.data["dots"]["part"].fillna(-1).tolist() == [-1 if value is None else 0 for value in values]


def test_a_cell_still_opens_the_figure_of_its_week() -> None:
    opens = drawn(4, 2).opens()
    assert opens[1, 2] == {"key": "a", "kpi": "arrests", "week_start": STARTS[1].isoformat()}
