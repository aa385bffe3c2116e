"""Hostile and broken files, made here: every one must end in data or in one plain sentence."""

from __future__ import annotations

import io
import random
import struct
import warnings
import zipfile
from collections.abc import Callable

from tests.intake.books import book, grid, with_part
from tests.intake.writers import compound, ods, record, shared, xls, xlsb, zipped

GRID = grid("Arrests", [{}, {}, {}])
GOOD = book({"Arrests": GRID})
SHARED = shared({"Arrests": GRID})
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
BILLION = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def sheet_of(*addresses: str) -> bytes:
    """A sheet with a 1 at each address."""
    cells = "".join(f'<c r="{address}"><v>1</v></c>' for address in addresses)
    return f"<worksheet {MAIN}><sheetData><row>{cells}</row></sheetData></worksheet>".encode()


def doubled_part() -> bytes:
    """Two parts of one name: readers differ in which they take."""
    stream = io.BytesIO(GOOD)
    with zipfile.ZipFile(stream, "a") as parts, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parts.writestr(SHEET, b"<worksheet/>")
    return stream.getvalue()


def many_parts(count: int = 250) -> bytes:
    """More parts than any workbook has."""
    stream = io.BytesIO(GOOD)
    with zipfile.ZipFile(stream, "a") as parts:
        for i in range(count):
            parts.writestr(f"xl/media/image{i}.png", b"")
    return stream.getvalue()


def one_long_text() -> bytes:
    """A text of 32,000 letters that every one of 60,000 cells shares."""
    cells = "".join(
        f'<row r="{y}">' + "".join(f'<c r="{x}{y}" t="s"><v>0</v></c>' for x in "ABCDEF") + "</row>"
        for y in range(1, 10_001)
    )
    made = with_part(SHARED, STRINGS, f"<sst {MAIN}><si><t>{'x' * 32_000}</t></si></sst>".encode())
    return with_part(made, SHEET, f"<worksheet {MAIN}><sheetData>{cells}</sheetData></worksheet>".encode())


def full_of_cells() -> bytes:
    """As many small cells as fit below the limit of a part."""
    rows = (f'<row r="{y}">' + '<c><v>1</v></c>' * 150 + "</row>" for y in range(1, 13_000))  # fmt: skip
    return with_part(GOOD, SHEET, f"<worksheet {MAIN}><sheetData>{''.join(rows)}</sheetData></worksheet>".encode())


def ods_of(table: str) -> bytes:
    """An OpenDocument file with this content of its table."""
    made = ods({"S": [["x"]]})
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        content = parts.read("content.xml").decode()
    start, end = content.index("<table:table-row"), content.index("</table:table>")
    return with_part(made, "content.xml", (content[:start] + table + content[end:]).encode())


def repeated(rows: int, columns: int) -> str:
    """One cell that claims to stand for many."""
    return (
        f'<table:table-row table:number-rows-repeated="{rows}"><table:table-cell office:value-type="string" '
        f'table:number-columns-repeated="{columns}"><text:p>x</text:p></table:table-cell></table:table-row>'
    )


def endless_chain() -> bytes:
    """An old workbook whose sectors follow each other in a circle."""
    data = bytearray(xls({"Arrests": GRID}))
    fat = (struct.unpack_from("<I", data, 76)[0] + 1) * 512
    struct.pack_into("<I", data, fat, 0)
    return bytes(data)


def nested(depth: int) -> bytes:
    """A zip in a zip in a zip."""
    made = zipped({"arrests.xlsx": GOOD})
    for _ in range(depth):
        made = zipped({"inner.zip": made})
    return made


def flagged_encrypted() -> bytes:
    """A zip that says of a part that it is encrypted."""
    data = bytearray(GOOD)
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def says(count: int) -> bytes:
    """A zip whose end tells another number of parts."""
    data = bytearray(GOOD)
    struct.pack_into("<HH", data, data.rindex(b"PK\x05\x06") + 8, count, count)
    return bytes(data)


def lone_quote() -> bytes:
    """A quotation mark that swallows the rest."""
    return b'Custody Ref,Arrested At,Collar No\nR1,"10/06/2026,0101\nR2,10/06/2026,0101\n'


def text_of(*rows: str, times: int) -> bytes:
    """The headings of arrests, and rows below them again and again."""
    headings = "Custody Ref,Arrested At,Collar No,Assisting Collar Nos,Beat,Offence,Result"
    return "\n".join([headings, *(row.replace("#", str(i)) for i in range(times) for row in rows)]).encode()


REFUSED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "tables by turns": (
        "w.csv",
        lambda: text_of(
            "Warrant Ref,Issued On,Executed On,Collar No,,,", "Custody Ref,Arrested At,Collar No,,,,", times=20_000
        ),
    ),
    "entities": ("w.xlsx", lambda: with_part(GOOD, SHEET, BILLION)),
    "entities in UTF-16": ("w.xlsx", lambda: with_part(GOOD, SHEET, BILLION.decode().encode("utf-16"))),
    "entities in the shared texts": ("w.xlsx", lambda: with_part(SHARED, STRINGS, BILLION)),
    "far cells": ("w.xlsx", lambda: with_part(GOOD, SHEET, sheet_of("A1", "XFD1048576"))),
    "far cells in lower case": ("w.xlsx", lambda: with_part(GOOD, SHEET, sheet_of("a1", "xfd1048576"))),
    "far cells, spaced": (
        "w.xlsx",
        lambda: with_part(GOOD, SHEET, sheet_of("A1", "XFD1048576").replace(b"r=", b"r = ")),
    ),
    "far cells, two spaces": (
        "w.xlsx",
        lambda: with_part(GOOD, SHEET, sheet_of("A1", "XFD1048576").replace(b"r=", b"r  =")),
    ),
    "far cells over two lines": (
        "w.xlsx",
        lambda: with_part(GOOD, SHEET, sheet_of("A1", "XFD1048576").replace(b"r=", b"r \n= ")),
    ),
    "as far as allowed": ("w.xlsx", lambda: with_part(GOOD, SHEET, sheet_of("A1", "GR100000"))),
    "one long text, many times": ("w.xlsx", one_long_text),
    "full of cells": ("w.xlsx", full_of_cells),
    "macros in a plain workbook": ("w.xlsx", lambda: with_part(GOOD, "xl/vbaProject.bin")),
    "old macro sheets": ("w.xlsx", lambda: with_part(GOOD, "xl/macrosheets/sheet1.xml")),
    "embedded": ("w.xlsx", lambda: with_part(GOOD, "xl/embeddings/oleObject1.bin")),
    "active controls": ("w.xlsm", lambda: with_part(GOOD, "xl/activeX/activeX1.bin")),
    "external links": ("w.xlsx", lambda: with_part(GOOD, "xl/externalLinks/externalLink1.xml")),
    "odd name": ("w.xlsx", lambda: with_part(GOOD, "../../etc/passwd")),
    "absolute name": ("w.xlsx", lambda: with_part(GOOD, "/etc/passwd")),
    "a part twice": ("w.xlsx", doubled_part),
    "many parts": ("w.xlsx", many_parts),
    "fewer parts than there are": ("w.xlsx", lambda: says(3)),
    "more parts than there are": ("w.xlsx", lambda: says(40)),
    "a part said to be encrypted": ("w.xlsx", flagged_encrypted),
    "zip bomb": ("w.xlsx", lambda: with_part(GOOD, "xl/media/image1.png", bytes(60_000_000))),
    "five bombs": (
        "w.xlsx",
        lambda: zipped({**{f"xl/{i}.png": bytes(25_000_000) for i in range(5)}, "workbook.xml": ""}),
    ),
    "not XML": ("w.xlsx", lambda: with_part(GOOD, SHEET, b"<worksheet><sheetData><row><c r=")),
    "XML without end": ("w.xlsx", lambda: with_part(GOOD, SHEET, b"<worksheet>" + b"<row>" * 500_000)),
    "no shared texts": ("w.xlsx", lambda: with_part(SHARED, STRINGS, b"<sst/>")),
    "page in front": ("w.xlsx", lambda: b"<html></html>" + GOOD),
    "cut short": ("w.xlsx", lambda: GOOD[:-40]),
    "cut in half": ("w.xlsx", lambda: GOOD[: len(GOOD) // 2]),
    "only a header": ("w.xlsx", lambda: b"PK\x03\x04"),
    "web page": ("w.xls", lambda: b"<!DOCTYPE html><html><table><tr><td>Custody Ref</td></tr></table></html>"),
    "noise": ("w.xlsx", lambda: random.Random(1).randbytes(5000)),
    "noise as text": ("w.csv", lambda: random.Random(2).randbytes(5000)),
    "nothing": ("w.csv", lambda: b" \r\n "),
    "lone quotation mark": ("w.csv", lone_quote),
    "text after a quotation": ("w.csv", lambda: b'Custody Ref,Offence\nR1,"Theft"s from "shop"\n'),
    "half a character": ("w.csv", lambda: "Custody Ref,Beat\r\n".encode("utf-16-le") + b"\x41"),
    "a million columns": ("w.csv", lambda: b"a," * 1_000_000),
    "a million rows": ("w.csv", lambda: b"a,b\n" * 1_000_000),
    "one endless line": ("w.csv", lambda: b"x" * 20_000_000),
    "password": ("w.xlsx", lambda: compound({"EncryptionInfo": b"x", "EncryptedPackage": b"x"})),
    "old header, nothing behind": ("w.xls", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)),
    "old workbook in a circle": ("w.xls", endless_chain),
    "old workbook cut short": ("w.xls", lambda: xls({"Arrests": GRID})[:3000]),
    "old workbook of noise": (
        "w.xls",
        lambda: compound({"Workbook": record(0x0809, bytes(16)) + random.Random(3).randbytes(9000)}),
    ),
    "old file that is no workbook": ("w.xls", lambda: compound({"WordDocument": b"x"})),
    "OpenDocument, a billion cells": ("w.ods", lambda: ods_of(repeated(999_999_999, 999_999_999))),
    "OpenDocument, many rows": ("w.ods", lambda: ods_of(repeated(1_000_000, 150))),
    "OpenDocument, macros": ("w.ods", lambda: with_part(ods({"S": GRID}), "Basic/Standard/Module1.xml", b"<x/>")),
    "OpenDocument, entities": ("w.ods", lambda: with_part(ods({"S": GRID}), "content.xml", BILLION)),
    "OpenDocument, password": (
        "w.ods",
        lambda: with_part(ods({"S": GRID}), "META-INF/manifest.xml", b"<m><encryption-data/></m>"),
    ),
    "OpenDocument, no content": ("w.ods", lambda: with_part(ods({"S": GRID}), "content.xml", b"<x/>")),
    "binary, sheet of noise": (
        "w.xlsb",
        lambda: with_part(xlsb({"S": GRID}), "xl/worksheets/sheet1.bin", random.Random(4).randbytes(3000)),
    ),
    "binary, workbook of noise": (
        "w.xlsb",
        lambda: with_part(xlsb({"S": GRID}), "xl/workbook.bin", random.Random(5).randbytes(300)),
    ),
    "binary, no links": ("w.xlsb", lambda: with_part(xlsb({"S": GRID}), "xl/_rels/workbook.bin.rels", b"<x/>")),
    "zip in zip": ("w.zip", lambda: nested(3)),
    "zip of too many": ("w.zip", lambda: zipped({f"{i}.csv": b"a,b" for i in range(150)})),
    "zip of bombs": ("w.zip", lambda: zipped({f"{i}.csv": bytes(25_000_000) for i in range(5)})),
    "zip of nothing": ("w.zip", lambda: zipped({"folder/": b""})),
    "zip, climbing": ("w.zip", lambda: zipped({"../../arrests.csv": b"a,b"})),
    "zip of pictures": ("w.zip", lambda: zipped({"a.png": b"x"})),
}
"""Name -> a file's name and what makes it: nothing of it may be loaded."""

READ: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a title without end": (
        "w.csv",
        lambda: b"start from " * 90_000 + b"\n" + text_of("R#,10/06/2026,0101,,,,", times=3),
    ),
    "headings of digits": (
        "w.csv",
        lambda: (b"1" * 79 + b"x,") * 150 + b"\n" + text_of("R#,10/06/2026,0101,,,,", times=3),
    ),
    "every row lacks what it needs": ("w.csv", lambda: text_of("R#,,,,,,", times=50_000)),
    "every row holds other headings": ("w.csv", lambda: text_of("Beat #,Outcome,,Type #,Role,Area,", times=50_000)),
    "every row says the headings": (
        "w.csv",
        lambda: text_of("Custody Ref,Arrested At,Collar No,Assisting Collar Nos,Beat,Offence,Result", times=50_000),
    ),
    "every row is a note": ("w.csv", lambda: text_of("note # without end,,,,,,", times=50_000)),
    "macros in a macro workbook": ("w.xlsm", lambda: with_part(GOOD, "xl/vbaProject.bin")),
    "plain workbook called .xls": ("w.xls", lambda: GOOD),
    "plain workbook called .csv": ("w.csv", lambda: GOOD),
    "NULs in the text": ("w.csv", lambda: b"Custody Ref,Arrested At,Collar No\nR\x001,10/06/2026,0101\n"),
    "formulas as text": ("w.csv", lambda: b"Custody Ref,Arrested At,Collar No\n=cmd|' /C calc'!A0,10/06/2026,0101\n"),
    "zip with a damaged file beside a good one": (
        "w.zip",
        lambda: zipped({"bad.xlsx": GOOD[:500], "good.xlsx": GOOD}),
    ),
}
"""The same, where what is understood is read."""
