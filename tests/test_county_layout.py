"""Where sectors and beats stand on the tiles: as the county lies, none upon another, whatever the list."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.charts.tile_places import NARROW, WIDE, Shape, laid, of_tile
from metrics.county_layout import MOST_COLUMNS, Place, declared, is_declared, places
from tests.conftest import Sample

SECTORS = list(declared())
UNKNOWN = [f"Sector {number}" for number in range(9)]
LISTS = st.lists(st.sampled_from([*SECTORS, *UNKNOWN]), min_size=1, max_size=17)


def test_every_sector_of_the_sample_has_a_place_and_no_place_is_left_over(sample: Sample) -> None:
    names = {name for (name,) in sample.store.rows("select distinct sector from beats")}
    assert len(names) == 8
    assert {name.casefold() for name in names} == set(declared())
    assert len(set(declared().values())) == 8


def test_the_blocks_lie_as_the_county_does() -> None:
    names = ("corby", "east northamptonshire", "kettering", "wellingborough", "daventry", "south northamptonshire")
    corby, east, kettering, wellingborough, daventry, south = (declared()[name] for name in names)
    centre, suburban = declared()["northampton town centre"], declared()["northampton suburban"]
    assert corby.row == kettering.row == east.row == 0, "the north"
    assert kettering.column < corby.column < east.column == max(place.column for place in declared().values())
    assert wellingborough.row > kettering.row and daventry.column < centre.column < wellingborough.column
    assert daventry.column == south.column == 0 and south.row > daventry.row, "the west, and the south-west"
    assert suburban.column == centre.column and suburban.row > centre.row


def test_rows_and_columns_without_a_sector_are_left_out_and_others_follow_below_in_list_order() -> None:
    found = places(["Elsewhere", "CORBY", "Daventry ", "Rural crime team", "And another"])
    assert found == [Place(2, 0), Place(0, 1), Place(1, 0), Place(2, 1), Place(3, 0)]


def test_a_force_of_which_nothing_is_declared_is_laid_out_in_list_order() -> None:
    assert not any(map(is_declared, UNKNOWN))
    assert places(UNKNOWN[:6]) == [Place(number // MOST_COLUMNS, number % MOST_COLUMNS) for number in range(6)]
    assert places(["One"]) == [Place(0, 0)]
    assert places([]) == []


@given(LISTS)
def test_no_two_sectors_have_one_place(sectors: list[str]) -> None:
    found = places(sectors)
    assert len(set(found)) == len(sectors)
    assert min(place.row for place in found) == min(place.column for place in found) == 0


Box = tuple[float, float, float, float]


def boxes(sectors: list[str], counts: list[int], shape: Shape) -> tuple[list[tuple[int, int, Box]], int]:
    """Of each head (tile -1) and tile its block, number and box, in blocks 120 pixels wide; and the height of the grid."""
    where = places(sectors)
    grid = laid(where, counts, shape)
    found = []
    for block, (place, count) in enumerate(zip(where, counts, strict=True)):
        left, top = place.column * 120.0, grid.tops[block]
        found.append((block, -1, (left, top, left + 120, top + shape.head)))
        for number in range(count):
            beside, at = of_tile(number, top, shape)
            wide = 120 / shape.across
            found.append((block, number, (left + beside * wide, at, left + (beside + 1) * wide, at + shape.tile)))
    return found, grid.height


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize("shape", [WIDE, NARROW], ids=["wide", "narrow"])
@given(data=st.data(), sectors=LISTS)
def test_no_tile_lies_on_another_and_all_lie_on_the_sheet(
    data: st.DataObject, sectors: list[str], shape: Shape
) -> None:
    counts = data.draw(st.lists(st.integers(1, 12), min_size=len(sectors), max_size=len(sectors)))
    found, height = boxes(sectors, counts, shape)
    assert not any(overlap(one[2], other[2]) for one, other in itertools.combinations(found, 2))
    assert all(box[1] >= 0 and box[3] <= height for _, _, box in found)


@given(st.integers(1, 12), st.sampled_from([WIDE, NARROW]))
def test_beats_stand_in_the_order_of_the_list_from_left_to_right(count: int, shape: Shape) -> None:
    found = [of_tile(number, 100, shape) for number in range(count)]
    assert sorted(found, key=lambda place: (place[1], place[0])) == found
    assert found[0] == (0, 100 + shape.head)
