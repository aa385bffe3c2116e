"""A small writer of xlsx workbooks: ten times as fast as openpyxl here, and the same bytes each time.

Text is written in the cell (as openpyxl's write-only mode does), dates as Excel's day numbers with a date format.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import numpy as np
import pandas as pd

ZIP_MOMENT = (2026, 11, 16, 8, 0, 0)
MADE_AT = "2026-11-16T08:00:00Z"
COMPRESSION = 6
COLUMN_WIDTH = 18  # in the usual width, dates show as ####
PLAIN, DAY, MINUTE, HEADING = range(4)  # places in the list of cell formats below

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STYLES = f"""{_HEAD}<styleSheet xmlns="{_MAIN}">
<numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>
<numFmt numFmtId="165" formatCode="dd/mm/yyyy\\ hh:mm"/></numFmts>
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>
<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
</styleSheet>"""


@dataclass(frozen=True)
class Sheet:
    """One sheet as somebody exported it: rows, and what people put around them."""

    name: str
    frame: pd.DataFrame
    title: str | None = None
    total_of: str | None = None


def write_workbook(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write the sheets to one xlsx file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    parts = _package_parts([sheet.name for sheet in sheets])
    for number, sheet in enumerate(sheets, start=1):
        parts[f"xl/worksheets/sheet{number}.xml"] = _sheet_xml(sheet)
    with zipfile.ZipFile(path, "w") as package:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, ZIP_MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, text.encode(), compresslevel=COMPRESSION)


def visible(frame: pd.DataFrame) -> pd.DataFrame:
    """The columns that go into a file: all but those that start with an underscore."""
    return frame[[heading for heading in frame.columns if not heading.startswith("_")]]


def only_days(values: pd.Series) -> bool:
    """Whether a column of times holds no time of day."""
    known = values.dropna()
    return bool((known == known.dt.normalize()).all())


def _sheet_xml(sheet: Sheet) -> str:
    """The sheet's rows: a title and a blank line, the headings, the records, the total."""
    frame = visible(sheet.frame)
    rows: list[str] = []
    first = 1
    if sheet.title:
        rows.append(f'<row r="1">{_text_cell("A", 1, sheet.title, HEADING)}</row>')
        first = 3
    letters = [_letter(number) for number in range(frame.shape[1])]
    headings = "".join(_text_cell(a, first, word, HEADING) for a, word in zip(letters, frame.columns, strict=True))
    rows.append(f'<row r="{first}">{headings}</row>')
    numbers = range(first + 1, first + 1 + len(frame))
    columns = [_cells(a, numbers, values) for a, (_, values) in zip(letters, frame.items(), strict=True)]
    records = zip(numbers, zip(*columns, strict=True), strict=True)
    rows += [f'<row r="{number}">{"".join(cells)}</row>' for number, cells in records]
    if sheet.total_of:
        rows.append(_total_row(first + 1 + len(frame), letters, frame, sheet.total_of))
    widths = f'<cols><col min="1" max="{len(letters)}" width="{COLUMN_WIDTH}" customWidth="1"/></cols>'
    return f'{_HEAD}<worksheet xmlns="{_MAIN}">{widths}<sheetData>{"".join(rows)}</sheetData></worksheet>'


def _total_row(number: int, letters: list[str], frame: pd.DataFrame, heading: str) -> str:
    letter = letters[list(frame.columns).index(heading)]
    total = f'<c r="{letter}{number}"><v>{frame[heading].sum()}</v></c>'
    return f'<row r="{number}">{_text_cell("A", number, "Total", HEADING)}{total}</row>'


def _cells(letter: str, numbers: range, values: pd.Series) -> list[str]:
    """The cells of one column, blank ones left out."""
    if pd.api.types.is_datetime64_any_dtype(values):
        style = DAY if only_days(values) else MINUTE
        minutes = (values.to_numpy().astype("datetime64[m]") - np.datetime64("1899-12-30", "m")).astype(float)
        serials = [repr(day).removesuffix(".0") for day in (minutes / 1440).tolist()]
        content = [f' s="{style}"><v>{serial}</v></c>' for serial in serials]
    elif pd.api.types.is_numeric_dtype(values):
        content = [f"><v>{number!r}</v></c>" for number in values.tolist()]
    else:
        content = [f' t="inlineStr"><is><t>{escape(str(word))}</t></is></c>' for word in values.tolist()]
    blank = values.isna().tolist()
    return [
        "" if empty else f'<c r="{letter}{number}"{rest}'
        for number, rest, empty in zip(numbers, content, blank, strict=True)
    ]


def _text_cell(letter: str, number: int, text: str, style: int) -> str:
    return f'<c r="{letter}{number}" s="{style}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def _letter(number: int) -> str:
    """A, B ... Z, AA: the name of the column with this number, counted from 0."""
    return _letter(number // 26 - 1) + _letter(number % 26) if number > 25 else chr(ord("A") + number)


def _package_parts(names: list[str]) -> dict[str, str]:
    """The parts that every workbook has, beside its sheets."""
    places = range(1, len(names) + 1)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_KIND}.worksheet+xml"/>' for n in places
    )
    sheets = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>' for n, name in zip(places, names, strict=True)
    )
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in places
    )
    return {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>{overrides}'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>',
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
        f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
        'Target="docProps/core.xml"/></Relationships>',
        "docProps/core.xml": _core_properties(),
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">'
        f"<sheets>{sheets}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{relations}'
        f'<Relationship Id="rId{len(names) + 1}" Type="{_RELATIONS}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": _STYLES,
    }


def _core_properties() -> str:
    """Who made the workbook, and fixed dates of making."""
    stamps = "".join(
        f'<dcterms:{word} xsi:type="dcterms:W3CDTF">{MADE_AT}</dcterms:{word}>' for word in ("created", "modified")
    )
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator>Beatboard sample force</dc:creator>'
        f"{stamps}</cp:coreProperties>"
    )
