"""Hostile and broken files end in one plain sentence or in data, and the next file is read as if nothing had been."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from metrics.intake import Reader, ReadSheet, SheetOutcome, Unreadable, Workbook, read_files
from metrics.intake import reader as reading
from metrics.intake.limits import Limits
from tests.assurance.hostile import GOOD, READ, REFUSED
from tests.intake.books import book

REAL = Path(__file__).parents[3] / "shared" / "real"
READABLE = frozenset(
    {"date.xls", "date.xlsb", "date.ods", "date_1904.xls", "any_sheets.ods", "Attendance.csv", "mac_newlines.csv"}
)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    made = Reader()
    yield made
    made.close()


@pytest.mark.parametrize("kind", REFUSED)
def test_hostile_files_end_in_a_sentence(reader: Reader, kind: str) -> None:
    name, make = REFUSED[kind]
    found = read_files([(name, make())], reader=reader)
    assert found and all(isinstance(one, SheetOutcome) and one.status != "acceptable" for one in found)
    for message in [problem.message for one in found if isinstance(one, SheetOutcome) for problem in one.problems]:
        assert message.endswith(".") and (":" in message or ";" in message)
        assert "Traceback" not in message and "Error" not in message
    assert any(isinstance(one, ReadSheet) for one in read_files([("good.xlsx", GOOD)], reader=reader))


@pytest.mark.parametrize("kind", READ)
def test_odd_files_that_are_understood_are_read(reader: Reader, kind: str) -> None:
    name, make = READ[kind]
    assert any(isinstance(one, ReadSheet) for one in read_files([(name, make())], reader=reader))


def test_a_child_that_takes_too_long_is_one_sentence_and_the_next_has_another() -> None:
    with Reader(seconds=0.0) as hasty:
        with pytest.raises(Unreadable) as refused:
            hasty.read("week.xlsx", GOOD)
        assert refused.value.problem.code == "could_not_read"
        hasty._seconds = 20.0
        assert isinstance(hasty.read("week.xlsx", GOOD), Workbook)


def test_many_files_that_take_too_long_do_not_take_the_time_of_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        reading, "turn_of", lambda file, *_: reading.Turn(file[0], b'{"type": "csv", "bytes": 9999999}\nshort')
    )
    with Reader(seconds=0.8) as patient:
        began = time.perf_counter()
        found = list(patient.read_all([(f"{i}.csv", b"x") for i in range(100)]))
        spent = time.perf_counter() - began
        monkeypatch.undo()
        assert isinstance(patient.read("week.xlsx", GOOD), Workbook)
    said = [one.problem.code for one in found if isinstance(one, Unreadable)]
    assert said == ["could_not_read"] * reading.MOST_LOST + ["not_tried"] * (100 - reading.MOST_LOST)
    assert spent < 6 * 0.8


def test_the_files_after_one_that_kills_the_child_are_read(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    guarded = reading.turn_of

    def deadly(file: tuple[str, bytes], limits: Limits) -> reading.Turn:
        return reading.Turn(file[0], b"no request\n") if file[0] == "deadly.xlsx" else guarded(file, limits)

    monkeypatch.setattr(reading, "turn_of", deadly)
    names = ["first.xlsx", "empty.xlsx", "deadly.xlsx", "third.xlsx", "deadly.xlsx", "last.xlsx"]
    found = list(reader.read_all((name, b"" if name == "empty.xlsx" else GOOD) for name in names))
    said = [one.problem.code if isinstance(one, Unreadable) else one.name for one in found]
    assert said == ["first.xlsx", "empty_file", "could_not_read", "third.xlsx", "could_not_read", "last.xlsx"]


def test_a_flipped_bit_is_never_silently_another_figure(reader: Reader) -> None:
    whole = reader.read("week.xlsx", GOOD)
    chance = random.Random(7)
    for _ in range(150):
        damaged = bytearray(GOOD)
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        try:
            found = reader.read("week.xlsx", bytes(damaged))
        except Unreadable:
            continue
        assert found == whole


def test_an_error_and_a_formula_without_result_are_marked_and_a_blank_is_not(reader: Reader) -> None:
    cells: list[list[Any]] = [["A", "B", "C"], ["#REF!", ("=", "1+1"), None]]
    [sheet] = reader.read("week.xlsx", book({"S": cells})).sheets
    assert [kinds[1] for kinds in sheet.kinds[:2]] == ["x", "x"]
    assert sheet.kinds[2][1] == "e"


@pytest.mark.skipif(not REAL.exists(), reason="the files of ../shared/real are not here")
@pytest.mark.parametrize("folder", ["hostile", "messy"])
def test_real_files_end_in_data_or_in_a_sentence(reader: Reader, folder: str) -> None:
    for path in sorted((REAL / folder).iterdir()):
        try:
            found = reader.read(path.name, path.read_bytes())
        except Unreadable as refused:
            assert refused.problem.message.startswith(path.name)
            assert refused.problem.message.endswith(".")
            assert path.name not in READABLE
        else:
            assert folder == "messy" and found.sheets
