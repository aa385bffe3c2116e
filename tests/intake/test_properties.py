"""What holds for any rows: their order does not matter, and what is written is read."""

from __future__ import annotations

import datetime as dt
import io
import random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metrics.catalogue import exports
from metrics.intake import References, SheetOutcome, check_sheet, read_files
from metrics.intake.outcome import Posting
from metrics.intake.parse import ReadSheet
from metrics.terms import WHOLE_FORCE, Area
from tests.effort import TIMES
from tests.intake.books import TODAY, book, csv_text, grid, lists, outcomes
from tests.warm_reader import READER

POSTING = Posting("0101", "PC", Area("beat", "N01"), dt.date(2000, 1, 1), None)
KNOWN = References(beats={"N01": ("Corby", "North")}, postings={"0101": [POSTING]})
TEXT = st.text(st.characters(codec="cp1252", exclude_categories=["C", "Z"]), min_size=1, max_size=12)
WORDS = st.none() | st.lists(TEXT, min_size=1, max_size=3).map(" ".join)
DAY = st.dates(dt.date(2025, 1, 1), dt.date(2027, 1, 1))
MOMENT = st.datetimes(dt.datetime(2025, 1, 1), dt.datetime(2027, 1, 1)).map(lambda m: m.replace(microsecond=0))
ENGAGEMENT = st.fixed_dictionaries(
    {
        "Engaged On": DAY,
        "Activity": WORDS.filter(bool),
        "Attendees": st.none() | st.integers(0, 10_000),
        "Duration Minutes": st.none() | st.floats(0, 600).map(lambda x: round(x, 2)),
        "Priority Raised": WORDS,
    }
)
INCIDENT = st.fixed_dictionaries({"Attended At": MOMENT, "Type": WORDS, "Grade": WORDS})
QUICK = settings(max_examples=25 * TIMES, deadline=None, suppress_health_check=list(HealthCheck))


def numbered(rows: list[dict[str, Any]], key: str) -> list[dict[str, Any]]:
    return [{**row, key: f"K{i}"} for i, row in enumerate(rows)]


def read_back(name: str, data: bytes) -> SheetOutcome:
    [read] = read_files([(name, data)], reader=READER)
    assert isinstance(read, ReadSheet)
    days = (dt.date(2025, 1, 1), dt.date(2027, 1, 1))
    return check_sheet(read, KNOWN, area=WHOLE_FORCE, days=days, today=TODAY, secret=b"s")


def as_read(value: Any) -> Any:
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


@QUICK
@given(st.lists(ENGAGEMENT, min_size=1, max_size=8))
def test_engagements_written_to_a_workbook_are_read_back(rows: list[dict[str, Any]]) -> None:
    rows = numbered(rows, "Return No")
    found = read_back("e.xlsx", book({"Engagements": grid("Engagements", rows)}))
    assert found.problems == () and found.rows is not None
    for row, got in zip(rows, found.rows.to_pylist(), strict=True):
        assert got["return_no"] == row["Return No"]
        assert got["engaged_on"] == got["day"] == row["Engaged On"]
        assert (got["activity"], got["priority_raised"]) == (row["Activity"], row["Priority Raised"])
        assert (got["attendees"], got["duration_minutes"]) == (row["Attendees"], as_read(row["Duration Minutes"]))


@QUICK
@given(st.lists(INCIDENT, min_size=1, max_size=8))
def test_incidents_written_to_csv_are_read_back(rows: list[dict[str, Any]]) -> None:
    rows = numbered(rows, "Incident No")
    cells = grid("Incidents", rows)
    text = csv_text([[str(c).replace('"', '""') if isinstance(c, str) else c for c in row] for row in cells])
    found = read_back("i.csv", io.BytesIO(text.encode()).getvalue())
    assert found.problems == () and found.rows is not None
    for row, got in zip(rows, found.rows.to_pylist(), strict=True):
        assert got["attended_at"] == row["Attended At"]
        assert (got["type"], got["grade"]) == (row["Type"], row["Grade"])


@QUICK
@given(st.lists(ENGAGEMENT, min_size=1, max_size=8), st.randoms())
def test_the_order_of_rows_does_not_matter(rows: list[dict[str, Any]], chance: random.Random) -> None:
    rows = numbered(rows, "Return No")
    mixed = list(rows)
    chance.shuffle(mixed)
    one, two = (read_back("e.xlsx", book({"E": grid("Engagements", r)})) for r in (rows, mixed))
    assert one.rows is not None and two.rows is not None
    assert one.coverage == two.coverage
    key = [("return_no", "ascending")]
    assert one.rows.drop_columns("source_row").sort_by(key).equals(two.rows.drop_columns("source_row").sort_by(key))


JUNK: list[Any] = [
    None, "", "x", "#REF!", 1e300, -5, "=1+1", True, dt.time(3, 4), dt.datetime(1900, 1, 1), dt.date(9999, 12, 31),
    "0102", "0101;0103", "a" * 500, "Total", ("=", "1+1"), 3.0, "0001-01-01T00:00:00+05:00",
    "9999-12-31T23:59:59-05:00",
]  # fmt: skip


def test_whatever_stands_in_a_cell_ends_in_rows_or_in_sentences() -> None:
    chance = random.Random(5)
    for _ in range(30):
        sheets = lists()
        for export in chance.sample(list(exports().values()), 3):
            cells = grid(export.sheet, [{} for _ in range(6)])
            for _ in range(chance.randrange(12)):
                cells[chance.randrange(7)][chance.randrange(len(cells[0]))] = chance.choice(JUNK)
            sheets[export.sheet] = cells
        for found in outcomes(("junk.xlsx", book(sheets))):
            assert all(p.message.endswith(".") and "{" not in p.message for p in found.problems)
            assert len({row for row, _, _ in found.set_aside_rows}) == found.set_aside
            if found.rows is not None:
                found.rows.validate(full=True)
