"""A view is its address: what is written there is read back to the letter."""

from __future__ import annotations

import datetime as dt

import pytest

from metrics.terms import Area
from metrics.ui.selection import Selection, first_day

END = dt.date(2026, 11, 15)


@pytest.mark.parametrize(
    ("kind", "first"),
    [
        ("week", dt.date(2026, 11, 9)),
        ("4weeks", dt.date(2026, 10, 19)),
        ("12weeks", dt.date(2026, 8, 24)),
        ("quarter", dt.date(2026, 10, 1)),
        ("year", dt.date(2026, 4, 1)),
    ],
)
def test_a_period_starts_where_its_kind_says(kind: str, first: dt.date) -> None:
    assert first_day(kind, END) == first  # type: ignore[arg-type]


def test_the_words_of_the_bar() -> None:
    view = Selection("12weeks", dt.date(2026, 8, 24), END, area=Area("beat", "COR2"))
    assert view.period_words == "12 weeks to 15 November 2026"
    assert view.of("year").period_words == "financial year to 15 November 2026"
    assert view.of("quarter").period_words == "quarter to 15 November 2026"
    assert view.known_words == "as known now"


def test_weeks_are_iso_weeks_clipped_to_the_period() -> None:
    view = Selection("dates", dt.date(2026, 11, 4), dt.date(2026, 11, 10))
    assert view.weeks() == ((dt.date(2026, 11, 4), dt.date(2026, 11, 8)), (dt.date(2026, 11, 9), dt.date(2026, 11, 10)))
    assert view.weeks(back=2)[-1] == (dt.date(2026, 11, 2), dt.date(2026, 11, 8))


def test_only_what_differs_from_the_plain_view_is_in_the_address_and_the_dates_always_are() -> None:
    view = Selection("week", dt.date(2026, 11, 9), END)
    assert view.params() == {"period": "week", "to": "2026-11-15"}
    assert view.params(officer="0418", opened=True) == {
        "officer": "0418",
        "period": "week",
        "to": "2026-11-15",
        "open": "1",
    }
