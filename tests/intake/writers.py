"""Workbooks in the formats that openpyxl does not write, the last three as small as a reader accepts them. All invented."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter

Grid = list[list[Any]]
EPOCH = dt.datetime(1899, 12, 30)
ERROR = "#REF!"
DATE_FORMAT = 22
"""d/m/yy h:mm, which every Excel knows by this number."""


def zipped(parts: Mapping[str, bytes | str]) -> bytes:
    """A zip file of the parts, the same bytes for the same parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, content in parts.items():
            made.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def serial(value: dt.date) -> float:
    """A date or moment as the number of days that Excel keeps."""
    moment = value if isinstance(value, dt.datetime) else dt.datetime(value.year, value.month, value.day)
    return (moment - EPOCH) / dt.timedelta(days=1)


def shared(sheets: Mapping[str, Grid]) -> bytes:
    """An .xlsx file as Excel lays it out: texts in a table that the cells share."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as made:
        made.set_properties({"created": dt.datetime(2026, 6, 22)})
        dated = made.add_format({"num_format": "dd/mm/yyyy hh:mm:ss"})
        for name, cells in sheets.items():
            sheet = made.add_worksheet(name)
            for y, row in enumerate(cells):
                for x, value in enumerate(row):
                    write_shared(sheet, y, x, value, dated)
    return stream.getvalue()


def write_shared(sheet: Any, y: int, x: int, value: Any, dated: Any) -> None:
    """One cell; text stays text."""
    if isinstance(value, str):
        sheet.write_string(y, x, value)
    elif isinstance(value, dt.date):
        sheet.write_datetime(y, x, value, dated)
    elif value is not None:
        sheet.write(y, x, value)


# --- OpenDocument

NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
)
EXTENDED = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
COLLAPSED = ' table:visibility="collapse"'
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def ods(sheets: Mapping[str, Grid], hidden: Sequence[str] = (), hidden_rows: Sequence[int] = ()) -> bytes:
    """An OpenDocument spreadsheet. An error is given as #REF!, a formula without a result as ("=", "A1+1")."""
    tables = "".join(ods_table(name, cells, name in hidden, hidden_rows) for name, cells in sheets.items())
    style = '<style:style style:name="off" style:family="table"><style:table-properties table:display="false"/></style:style>'
    content = (
        f'<?xml version="1.0"?><office:document-content {NAMESPACES} {EXTENDED} office:version="1.3">'
        f"<office:automatic-styles>{style}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({"mimetype": ODS_TYPE, "content.xml": content, "META-INF/manifest.xml": "<manifest/>"})


def ods_table(name: str, cells: Grid, hidden: bool, hidden_rows: Sequence[int]) -> str:
    """One sheet."""
    rows = "".join(
        f"<table:table-row{COLLAPSED if y in hidden_rows else ''}>"
        f"{''.join(map(ods_cell, row)) or '<table:table-cell/>'}</table:table-row>"
        for y, row in enumerate(cells, 1)
    )
    style = ' table:style-name="off"' if hidden else ""
    return f"<table:table table:name={quoteattr(name)}{style}>{rows}</table:table>"


def ods_cell(value: Any) -> str:
    """One cell."""
    words = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
    given = {"office:value-type": "string"}
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, tuple):
        given, words = {"table:formula": f"of:={value[1]}"}, ""
    elif value == ERROR:
        given |= {"table:formula": "of:=#REF!", "office:string-value": "", "calcext:value-type": "error"}
    elif isinstance(value, bool):
        given = {"office:value-type": "boolean", "office:boolean-value": str(value).lower()}
    elif isinstance(value, dt.date):
        given = {"office:value-type": "date", "office:date-value": value.isoformat()}
    elif isinstance(value, int | float):
        given = {"office:value-type": "float", "office:value": repr(value)}
    said = "".join(f" {name}={quoteattr(text)}" for name, text in given.items())
    return f"<table:table-cell{said}>{words}</table:table-cell>"


# --- Binary workbook

CONTENT_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def xlsb(sheets: Mapping[str, Grid], hidden: Sequence[str] = (), hidden_rows: Sequence[int] = ()) -> bytes:
    """A binary workbook. An error is given as #REF!."""
    links = "".join(
        f'<Relationship Id="rId{i}" Type="{LINK}/worksheet" Target="worksheets/sheet{i}.bin"/>'
        for i in range(1, len(sheets) + 1)
    )
    named = b"".join(
        record12(156, struct.pack("<II", name in hidden, i) + text12(f"rId{i}") + text12(name))
        for i, name in enumerate(sheets, 1)
    )
    styles = record12(617, struct.pack("<I", 2)) + b"".join(
        record12(47, struct.pack("<HHHHHBBH", 0, number, 0, 0, 0, 0, 0, 0)) for number in (0, DATE_FORMAT)
    )
    pages = {
        f"xl/worksheets/sheet{i}.bin": xlsb_sheet(cells, hidden_rows) for i, cells in enumerate(sheets.values(), 1)
    }
    links += f'<Relationship Id="styles" Type="{LINK}/styles" Target="styles.bin"/>'
    return zipped(
        {
            "[Content_Types].xml": CONTENT_TYPES,
            "xl/workbook.bin": record12(131) + record12(143) + named + record12(144) + record12(132),
            "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{LINK}">{links}</Relationships>',
            "xl/styles.bin": record12(278) + styles + record12(618) + record12(279),
            **pages,
        }
    )


def record12(number: int, content: bytes = b"") -> bytes:
    """One record: its number, its length seven bits at a time, its content."""
    kind = bytes([number]) if number < 128 else bytes([number & 0x7F | 0x80, number >> 7])
    size, rest = bytearray(), len(content)
    while True:
        size.append(rest & 0x7F | (0x80 if rest > 0x7F else 0))
        rest >>= 7
        if not rest:
            return kind + bytes(size) + content


def text12(text: str) -> bytes:
    """A text with its length in characters before it."""
    coded = text.encode("utf-16-le")
    return struct.pack("<I", len(coded) // 2) + coded


def xlsb_sheet(cells: Grid, hidden_rows: Sequence[int]) -> bytes:
    """One sheet."""
    height, width = len(cells), max(map(len, cells), default=0)
    rows = b""
    for y, row in enumerate(cells):
        rows += record12(0, struct.pack("<IIHBBB", y, 0, 300, 0, 0x10 if y + 1 in hidden_rows else 0, 0) + bytes(4))
        rows += b"".join(xlsb_cell(x, value) for x, value in enumerate(row) if value is not None)
    size = record12(148, struct.pack("<IIII", 0, max(0, height - 1), 0, max(0, width - 1)))
    return record12(129) + size + record12(145) + rows + record12(146) + record12(130)


def xlsb_cell(x: int, value: Any) -> bytes:
    """One cell."""
    at = struct.pack("<II", x, 0)
    if value == ERROR:
        return record12(3, at + bytes([0x17]))
    if isinstance(value, bool):
        return record12(4, at + bytes([value]))
    if isinstance(value, dt.date):
        return record12(5, struct.pack("<II", x, 1) + struct.pack("<d", serial(value)))
    if isinstance(value, int | float):
        return record12(5, at + struct.pack("<d", value))
    return record12(6, at + text12(str(value)))


# --- Old workbook


def xls(sheets: Mapping[str, Grid], hidden: Sequence[str] = (), hidden_rows: Sequence[int] = ()) -> bytes:
    """An old workbook (Excel 97). An error is given as #REF!."""
    styles = b"".join(record(0x00E0, struct.pack("<HH16x", 0, number)) for number in (0, DATE_FORMAT))
    before = record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 6)) + record(0x0042, b"\xb0\x04") + styles
    pages = [xls_sheet(cells, hidden_rows) for cells in sheets.values()]
    names = [name.encode("utf-16-le") for name in sheets]
    at = len(before) + sum(4 + 8 + len(name) for name in names) + 4
    listed = b""
    for name, coded, page in zip(sheets, names, pages, strict=True):
        listed += record(0x0085, struct.pack("<IBBBB", at, name in hidden, 0, len(coded) // 2, 1) + coded)
        at += len(page)
    return compound({"Workbook": before + listed + record(0x000A) + b"".join(pages)})


def record(number: int, content: bytes = b"") -> bytes:
    """One record."""
    return struct.pack("<HH", number, len(content)) + content


def xls_sheet(cells: Grid, hidden_rows: Sequence[int]) -> bytes:
    """One sheet."""
    width = max(map(len, cells), default=0)
    found = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0, 0, 0, 6))
    found += record(0x0200, struct.pack("<IIHHH", 0, len(cells), 0, width, 0))
    for y in range(len(cells)):
        found += record(0x0208, struct.pack("<HHHHHHI", y, 0, width, 300, 0, 0, 0x20 if y + 1 in hidden_rows else 0))
    for y, row in enumerate(cells):
        found += b"".join(xls_cell(y, x, value) for x, value in enumerate(row) if value is not None)
    return found + record(0x000A)


def xls_cell(y: int, x: int, value: Any) -> bytes:
    """One cell."""
    at = struct.pack("<HHH", y, x, isinstance(value, dt.date))
    if value == ERROR or isinstance(value, bool):
        return record(0x0205, at + (bytes([0x17, 1]) if value == ERROR else bytes([value, 0])))
    if isinstance(value, dt.date):
        return record(0x0203, at + struct.pack("<d", serial(value)))
    if isinstance(value, int | float):
        return record(0x0203, at + struct.pack("<d", value))
    coded = str(value).encode("utf-16-le")
    return record(0x0204, at + struct.pack("<HB", len(coded) // 2, 1) + coded)


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file of streams, each long enough to have sectors of its own."""
    chains, sectors, table = [], b"", list[int]()
    for content in streams.values():
        padded = content.ljust(max(4096, -(-len(content) // 512) * 512), b"\0")
        chains.append((len(table), len(padded)))
        table += [*range(len(table) + 1, len(table) + len(padded) // 512), 0xFFFFFFFE]
        sectors += padded
    listed = entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1 if streams else 0xFFFFFFFF)
    for i, (name, (start, size)) in enumerate(zip(streams, chains, strict=True), 1):
        listed += entry(name, 2, start, size, right=i + 1 if i < len(chains) else 0xFFFFFFFF)
    listed = listed.ljust(-(-len(listed) // 512) * 512, b"\0")
    directory = len(table)
    table += [*range(directory + 1, directory + len(listed) // 512), 0xFFFFFFFE]
    tables = -(-(len(table) + 2) // 127)
    first = len(table)
    table += [0xFFFFFFFD] * tables
    packed = struct.pack(f"<{len(table)}I", *table).ljust(tables * 512, b"\xff")
    places = [first + i for i in range(tables)] + [0xFFFFFFFF] * (109 - tables)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, tables, directory, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    return header + struct.pack("<109I", *places) + sectors + listed + packed


def entry(name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF) -> bytes:
    """One entry of the directory."""
    coded = name.encode("utf-16-le")
    found = coded.ljust(64, b"\0") + struct.pack("<HBBIII", len(coded) + 2, kind, 1, 0xFFFFFFFF, right, child)
    return found + bytes(36) + struct.pack("<III", start, size, 0)
