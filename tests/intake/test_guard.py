"""Hostile and broken files end in one plain sentence or in data, and the next file is read as if nothing had been."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from metrics.intake import Reader, Unreadable, Workbook
from metrics.intake import reader as reading
from tests.intake.books import book, grid, with_part

REAL = Path(__file__).parents[3] / "shared" / "real"
GOOD = book({"Arrests": grid("Arrests", [{}, {}, {}])})
SHEET = "xl/worksheets/sheet1.xml"
BILLION = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    made = Reader()
    yield made
    made.close()


def sheet_of(*addresses: str) -> bytes:
    cells = "".join(f'<c r="{address}"><v>1</v></c>' for address in addresses)
    return (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f"<row>{cells}</row></sheetData></worksheet>"
    ).encode()


def doubled_part() -> bytes:
    stream = io.BytesIO(GOOD)
    with zipfile.ZipFile(stream, "a") as parts, pytest.warns(UserWarning):
        parts.writestr(SHEET, b"<worksheet/>")
    return stream.getvalue()


def many_parts() -> bytes:
    stream = io.BytesIO(GOOD)
    with zipfile.ZipFile(stream, "a") as parts:
        for i in range(250):
            parts.writestr(f"xl/media/image{i}.png", b"")
    return stream.getvalue()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "entities": lambda: with_part(GOOD, SHEET, BILLION),
    "entities in UTF-16": lambda: with_part(GOOD, SHEET, BILLION.decode().encode("utf-16")),
    "far cells": lambda: with_part(GOOD, SHEET, sheet_of("A1", "XFD1048576")),
    "far cells in lower case": lambda: with_part(GOOD, SHEET, sheet_of("a1", "xfd1048576")),
    "far cells with spaces": lambda: with_part(GOOD, SHEET, sheet_of("A1", "XFD1048576").replace(b"r=", b"r = ")),
    "far cells with two spaces": lambda: with_part(GOOD, SHEET, sheet_of("A1", "XFD1048576").replace(b"r=", b"r  =")),
    "far cells over two lines": lambda: with_part(GOOD, SHEET, sheet_of("A1", "XFD1048576").replace(b"r=", b"r \n= ")),
    "as far as allowed": lambda: with_part(GOOD, SHEET, sheet_of("A1", "GR100000")),
    "macros": lambda: with_part(GOOD, "xl/vbaProject.bin"),
    "embedded": lambda: with_part(GOOD, "xl/embeddings/oleObject1.bin"),
    "external links": lambda: with_part(GOOD, "xl/externalLinks/externalLink1.xml"),
    "odd name": lambda: with_part(GOOD, "../../etc/passwd"),
    "a part twice": doubled_part,
    "many parts": many_parts,
    "zip bomb": lambda: with_part(GOOD, "xl/media/image1.png", bytes(60_000_000)),
    "not XML": lambda: with_part(GOOD, SHEET, b"<worksheet><sheetData><row><c r="),
    "page in front": lambda: b"<html></html>" + GOOD,
    "cut short": lambda: GOOD[:-40],
    "only a header": lambda: b"PK\x03\x04",
    "zip that is no workbook": lambda: with_part(b"PK\x05\x06" + bytes(18), "hello.txt"),
    "web page": lambda: b"<!DOCTYPE html><html><table><tr><td>Custody Ref</td></tr></table></html>",
    "noise": lambda: random.Random(1).randbytes(5000),
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_hostile_files_end_in_a_sentence(reader: Reader, name: str, ending: str) -> None:
    with pytest.raises(Unreadable) as refused:
        reader.read(f"week.{ending}", HOSTILE[name]())
    message = refused.value.problem.message
    assert message.startswith("week.") and message.endswith(".") and ":" in message
    assert "Traceback" not in message and "Error" not in message
    assert len(reader.read("good.xlsx", GOOD).sheets) == 1


def test_a_child_that_takes_too_long_is_one_sentence_and_the_next_has_another() -> None:
    with Reader(seconds=0.0) as hasty:
        with pytest.raises(Unreadable) as refused:
            hasty.read("week.xlsx", GOOD)
        assert refused.value.problem.code == "could_not_read"
        hasty._seconds = 20.0
        assert isinstance(hasty.read("week.xlsx", GOOD), Workbook)


def test_the_files_after_one_that_kills_the_child_are_read(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    guarded = reading.turn_of

    def deadly(file: tuple[str, bytes]) -> reading.Turn:
        return reading.Turn(file[0], b"no request\n") if file[0] == "deadly.xlsx" else guarded(file)

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
        else:
            assert folder == "messy" and found.sheets
