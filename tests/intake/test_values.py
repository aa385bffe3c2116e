"""Dates, times and numbers: what is read, what is refused, and the clocks of London."""

from __future__ import annotations

import datetime as dt

import pytest

from metrics.export import Column
from metrics.intake.values import EPOCH, Fault, reading_of, wall_time
from tests.intake.books import outcome


def local(text: str) -> dt.datetime | None:
    found = wall_time(text)
    return None if found is None else EPOCH + dt.timedelta(microseconds=found.local)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("12/06/2026", dt.datetime(2026, 6, 12)),
        ("1/6/2026 9:05", dt.datetime(2026, 6, 1, 9, 5)),
        ("12/06/2026 14:30:15", dt.datetime(2026, 6, 12, 14, 30, 15)),
        ("2026-06-12", dt.datetime(2026, 6, 12)),
        ("2026-06-12T14:30", dt.datetime(2026, 6, 12, 14, 30)),
        ("2026-06-12 14:30:15.250", dt.datetime(2026, 6, 12, 14, 30, 15)),
        ("2026-06-12T14:30:00Z", dt.datetime(2026, 6, 12, 15, 30)),
        ("2026-01-12T14:30:00+00:00", dt.datetime(2026, 1, 12, 14, 30)),
        ("2026-06-12T14:30:00+0200", dt.datetime(2026, 6, 12, 13, 30)),
        ("2026-06-12T23:30:00Z", dt.datetime(2026, 6, 13, 0, 30)),
    ],
)
def test_dates_that_are_read(text: str, wanted: dt.datetime) -> None:
    assert local(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "46000",
        "12/06/26",
        "06/13/2026",
        "20260612",
        "12 June 2026",
        "2026-W24-5",
        "31/06/2026",
        "25:00",
        "12.06.2026",
        "x",
    ],
)
def test_dates_that_are_never_guessed(text: str) -> None:
    assert wall_time(text) is None


YES_NO = Column("Actioned", "yes_no", "")
NUMBER = Column("Amount", "number", "", minimum=0)
WHOLE = Column("Count", "whole", "", minimum=0)


@pytest.mark.parametrize("text", ["Y", "yes", "TRUE", "1", "1.0"])
def test_yes(text: str) -> None:
    assert reading_of(YES_NO)(text, "s") is True


@pytest.mark.parametrize("text", ["N", "No", "false", "0", "0.0"])
def test_no(text: str) -> None:
    assert reading_of(YES_NO)(text, "s") is False


@pytest.mark.parametrize(("text", "wanted"), [("12", 12.0), ("1,234.5", 1234.5), ("0", 0.0)])
def test_numbers(text: str, wanted: float) -> None:
    assert reading_of(NUMBER)(text, "s") == wanted


@pytest.mark.parametrize("text", ["c", "*", "..", "<5", "-", "12%", "nan", "1e3", "1,23", "٣"])
def test_suppression_marks_and_words_are_not_numbers(text: str) -> None:
    found = reading_of(NUMBER)(text, "s")
    assert isinstance(found, Fault) and found.code == "not_a_number"


def test_whole_numbers() -> None:
    assert reading_of(WHOLE)("3.0", "s") == 3
    assert reading_of(WHOLE)("3.5", "s").code == "not_whole"
    assert reading_of(WHOLE)("-3", "n").code == "too_small"


def hours(start: object, end: object) -> float:
    found = outcome("Duties", [{"Start": start, "End": end}])
    assert found.rows is not None and found.problems == ()
    [row] = found.rows.to_pylist()
    return float((row["end_utc"] - row["start_utc"]) / dt.timedelta(hours=1))


@pytest.mark.parametrize(
    ("start", "end", "wanted"),
    [
        (dt.datetime(2026, 6, 10, 22), dt.datetime(2026, 6, 11, 7), 9),
        (dt.datetime(2026, 3, 28, 22), dt.datetime(2026, 3, 29, 7), 8),
        (dt.datetime(2025, 10, 25, 22), dt.datetime(2025, 10, 26, 7), 10),
        (dt.datetime(2025, 10, 26, 1, 30), dt.datetime(2025, 10, 26, 1, 15), 0.75),
        ("2025-10-26T01:30:00+01:00", "2025-10-26T01:30:00+00:00", 1),
        (dt.datetime(2025, 10, 26, 0, 30), dt.datetime(2025, 10, 26, 1, 30), 1),
    ],
)
def test_hours_are_elapsed_time_across_clock_changes(start: object, end: object, wanted: float) -> None:
    assert hours(start, end) == wanted


def test_local_time_is_kept_as_it_stood_on_the_wall() -> None:
    found = outcome("Duties", [{"Start": "2026-06-10T21:00:00Z", "End": "2026-06-11T06:00:00Z"}])
    assert found.rows is not None
    [row] = found.rows.to_pylist()
    assert (row["start"], row["day"]) == (dt.datetime(2026, 6, 10, 22), dt.date(2026, 6, 10))
