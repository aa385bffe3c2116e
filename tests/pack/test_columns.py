"""Columns of a table on paper: no word is broken where there is room, and the page is used."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from metrics.pack.columns import MARGINS, _wide, across

TOTAL = 9638
"""Twips between the margins of an A4 page."""
WORD = st.text("abcdefgimnotw019,.%ABMW-", max_size=9)
CELL = st.lists(WORD, max_size=12).map(" ".join)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[list[str]]]:
    wide = draw(st.integers(1, 8))
    rows = st.lists(st.lists(CELL, min_size=wide, max_size=wide), max_size=6)
    return draw(st.lists(WORD, min_size=wide, max_size=wide)), draw(rows)


@given(tables(), st.booleans())
def test_every_word_has_room_and_the_page_is_used(table: tuple[list[str], list[list[str]]], parts: bool) -> None:
    headings, rows = table
    widths = across(headings, rows, TOTAL, [1.0 + n for n in range(len(headings))] if parts else ())
    assert TOTAL - len(widths) - 1 <= sum(widths) <= TOTAL
    words = [[heading, *(word for row in rows for word in row[n].split())] for n, heading in enumerate(headings)]
    least = [max(map(_wide, column)) + MARGINS for column in words]
    if sum(least) * 1.1 < TOTAL:
        assert all(width >= low - 1 for width, low in zip(widths, least, strict=True))


def test_short_columns_keep_one_line_and_the_longest_gives() -> None:
    rows = [
        ["Croyland and Swanspool", "2,698", "19 to 107", "● Within the usual spread", "about 1 time in 20,000 " * 3]
    ] * 9
    headings = ["Area", "Hours", "Usual spread", "Verdict", "By luck"]
    widths = across(headings, rows, TOTAL)
    assert all(width >= _wide(cell) + MARGINS - 1 for width, cell in list(zip(widths, rows[0], strict=True))[:4])


def test_what_cannot_fit_is_narrower_by_the_same_share() -> None:
    assert across(["W" * 60, "W" * 60], [], TOTAL) == [TOTAL // 2] * 2
