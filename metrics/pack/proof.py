"""A file that is about to leave, opened again: whatever should not be in it, in plain sentences; nothing where it is safe."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

WORKBOOK_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(app|core)\.xml"
    r"|xl/(workbook|styles|sharedStrings|metadata|theme/theme1)\.xml|xl/_rels/workbook\.xml\.rels"
    r"|xl/worksheets/(sheet\d+\.xml|_rels/sheet\d+\.xml\.rels)"
    r"|xl/drawings/(drawing\d+\.xml|_rels/drawing\d+\.xml\.rels)|xl/charts/chart\d+\.xml"
)
"""The parts that our workbooks are made of: values, looks and charts. Any other is named."""
DOCUMENT_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(app|core)\.xml"
    r"|word/(document|styles|settings|webSettings|fontTable|numbering|header\d|footer\d|theme/theme1)\.xml"
    r"|word/_rels/document\.xml\.rels|word/media/image\d+\.png"
)
KNOWN_PARTS = {
    "vbaProject": "macros",
    "comment": "comments",
    "externalLink": "links to other workbooks",
    "connections": "data connections",
    "queryTable": "data connections",
    "pivot": "pivot tables and the data behind them",
    "embeddings": "embedded files",
    "activeX": "active controls",
    "ctrlProps": "active controls",
    "tables/": "tables of a sheet's own",
    "customXml": "data beside the words",
    "media": "pictures",
    "footnotes": "notes",
    "endnotes": "notes",
}
OWN_NAME = re.compile(r"'?([^'\[\]!]|'')+'?!\$[A-Z]*\$?\d+(:\$[A-Z]*\$?\d+)?")
PRINTED_NAMES = ("_xlnm.Print_Titles", "_xlnm.Print_Area")
UNSAFE_IN_DOCUMENT = {
    "ins": "A tracked change",
    "del": "A tracked change",
    "moveFrom": "A tracked change",
    "moveTo": "A tracked change",
    "commentReference": "A comment",
    "object": "An embedded object",
    "altChunk": "Another document inside",
    "vanish": "Hidden text",
    "control": "An active control",
}
Roots = dict[str, ElementTree.Element]
FIELDS = ("PAGE", "NUMPAGES", "TOC")
MOST_FINDINGS = 50


class NotSafeError(ValueError):
    """A file that may not leave. findings: why, in plain sentences."""

    def __init__(self, findings: list[str]) -> None:
        super().__init__(" ".join(findings[:MOST_FINDINGS]))
        self.findings = findings


def must_be_safe(findings: list[str]) -> None:
    """Raises NotSafeError if anything was found."""
    if findings:
        raise NotSafeError(findings)


# ------------------------------------------------------------------------------------------------------------- a workbook
def prove(workbook: bytes, marking: str) -> list[str]:
    """What an xlsx file holds that it should not, or lacks: once in its parts, once as a spreadsheet program opens it."""
    try:
        roots = _roots(workbook)
        found = [*_parts(workbook, WORKBOOK_PARTS), *_workbook_xml(roots), *_unmarked(roots, marking)]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what it does not understand: the parts themselves were read above
            book = load_workbook(io.BytesIO(workbook), keep_links=True)
    except (zipfile.BadZipFile, ElementTree.ParseError, KeyError, ValueError) as error:
        return [f"The workbook cannot be opened: {error}."]
    for sheet in book.worksheets:
        found += _sheet(sheet)
    if not book.worksheets or marking not in _values(book.worksheets[0]):
        found.append("The marking is not on the first sheet.")
    return list(dict.fromkeys(found))


def _workbook_xml(roots: Roots) -> Iterator[str]:
    """What a program that opens it may not show: states, names, formulas, links, charts without words."""
    for part, root in roots.items():
        for element in root.iter():
            tag, text = _tag(element), element.text or ""
            if tag == "sheet" and element.get("state", "visible") != "visible":
                yield f"The sheet {element.get('name')} is hidden."
            elif tag == "definedName" and not (element.get("name") in PRINTED_NAMES and OWN_NAME.fullmatch(text)):
                yield f"The name {element.get('name')} points to {text}."
            elif part.startswith("xl/worksheets/") and tag == "f":
                yield f"A formula in {part}: {text[:60]}"
            elif part.startswith("xl/charts/") and tag == "f" and not OWN_NAME.fullmatch(text):
                yield f"A chart in {part} points to {text[:60]}."
            elif tag in ("hyperlink", "hlinkClick", "oleObject", "control", "legacyDrawing", "externalReference"):
                yield f"A link, an object or a comment in {part} ({tag})."
            elif tag in ("row", "col") and (element.get("hidden") in ("1", "true") or _is_flat(element)):
                yield f"A hidden {'row' if tag == 'row' else 'column'} in {part}."
            elif tag == "cNvPr" and part.startswith("xl/drawings/") and not (element.get("descr") or "").strip():
                yield f"A chart or picture in {part} says nothing in words."


def _unmarked(roots: Roots, marking: str) -> Iterator[str]:
    for part, root in roots.items():
        if part.startswith("xl/worksheets/sheet"):
            edges = {_tag(element): (element.text or "").replace("&&", "&") for element in root.iter()}
            if not all(marking in edges.get(edge, "") for edge in ("oddHeader", "oddFooter")):
                yield f"The marking is not in the head and foot of the printed sheet in {part}."


def _is_flat(element: ElementTree.Element) -> bool:
    """A row or column that is there and cannot be seen."""
    size = element.get("ht" if _tag(element) == "row" else "width")
    return size is not None and float(size) < 0.5


def _sheet(sheet: Worksheet) -> Iterator[str]:
    """What a reader of cells meets."""
    name = sheet.title
    if sheet.sheet_state != "visible":
        yield f"The sheet {name} is hidden."
    if any(dimension.hidden for dimension in (*sheet.row_dimensions.values(), *sheet.column_dimensions.values())):
        yield f"Rows or columns of the sheet {name} are hidden."
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type == "f":
                yield f"A formula in {name} {cell.coordinate}."
            if cell.comment is not None:
                yield f"A comment in {name} {cell.coordinate}."
            if cell.hyperlink is not None:
                yield f"A link in {name} {cell.coordinate}."
    yield from _one_table(sheet)


def _one_table(sheet: Worksheet) -> Iterator[str]:
    """A head in the first row, and below it rows without a gap, none wider than the head."""
    head, *rows = [list(row) for row in sheet.iter_rows(values_only=True)] or [[]]
    width = len(head) - next((place for place, value in enumerate(reversed(head)) if value is not None), len(head))
    if not width or any(value is None for value in head[:width]):
        yield f"The table of the sheet {sheet.title} has columns without a heading."
    if any(value is not None for row in rows for value in row[width:]):
        yield f"The sheet {sheet.title} has cells outside its table."
    if any(all(value is None for value in row) for row in rows):
        yield f"The sheet {sheet.title} has an empty row, as between two tables."


def _values(sheet: Worksheet) -> set[object]:
    return {value for row in sheet.iter_rows(values_only=True) for value in row}


# ------------------------------------------------------------------------------------------------------------- a document
def prove_document(document: bytes, marking: str) -> list[str]:
    """What a docx file holds that it should not, or lacks."""
    try:
        roots = _roots(document)
        found = [*_parts(document, DOCUMENT_PARTS), *_document_xml(roots)]
    except (zipfile.BadZipFile, ElementTree.ParseError) as error:
        return [f"The document cannot be opened: {error}."]
    for kind in ("header", "footer"):
        edges = [root for part, root in roots.items() if part.startswith(f"word/{kind}")]
        if not edges or not all(marking in "".join(root.itertext()) for root in edges):
            found.append(f"The marking is not in the {kind} of every page.")
    if "word/document.xml" not in roots:
        return [*found, "The document has no text."]
    found += _structure(roots["word/document.xml"])
    return list(dict.fromkeys(found))


def _document_xml(roots: Roots) -> Iterator[str]:
    for part, root in roots.items():
        for element in root.iter():
            tag = _tag(element)
            if part in ("word/document.xml", *_edges(part)) and tag in UNSAFE_IN_DOCUMENT:
                yield f"{UNSAFE_IN_DOCUMENT[tag]} in {part}."
            elif tag == "hyperlink" and any(_local(name) == "id" for name in element.attrib):
                yield f"A link out of the document in {part}."
            elif tag == "instrText" and (element.text or "").split()[:1] not in [[field] for field in FIELDS]:
                yield f"A field in {part} that fetches something: {(element.text or '').strip()[:60]}"
            elif tag == "docPr" and not (element.get("descr") or "").strip():
                yield f"A picture in {part} says nothing in words."


def _edges(part: str) -> tuple[str, ...]:
    return (part,) if part.startswith(("word/header", "word/footer")) else ()


def _structure(root: ElementTree.Element) -> Iterator[str]:
    """Headings as headings, tables with a head."""
    styles = {value for element in root.iter() if _tag(element) == "pStyle" for value in element.attrib.values()}
    if "Title" not in styles or not any(style.startswith("Heading") for style in styles):
        yield "The document has no title or no headings by style."
    for table in (element for element in root.iter() if _tag(element) == "tbl"):
        first = next((element for element in table.iter() if _tag(element) == "tr"), None)
        if first is None or not any(_tag(element) == "tblHeader" for element in first.iter()):
            yield "A table of the document has no head."


# ----------------------------------------------------------------------------------------------------------------- parts
def _parts(archive: bytes, allowed: re.Pattern[str]) -> Iterator[str]:
    """Parts that ours do not have, and relations that lead out of the file."""
    with zipfile.ZipFile(io.BytesIO(archive)) as parts:
        names = parts.namelist()
        if parts.testzip() is not None or len(names) != len(set(names)):
            yield "A part is damaged or comes twice."
        for name in names:
            if not allowed.fullmatch(name):
                kind = next(
                    (words for sign, words in KNOWN_PARTS.items() if sign in name), "something that is not ours"
                )
                yield f"It holds {kind}: {name}."
            elif name.endswith(".rels") and b'TargetMode="External"' in parts.read(name).replace(b"'", b'"'):
                yield f"It points to something outside: {name}."


def _roots(archive: bytes) -> Roots:
    """Every part that is XML, by its name."""
    with zipfile.ZipFile(io.BytesIO(archive)) as parts:
        names = [name for name in parts.namelist() if name.endswith((".xml", ".rels"))]
        return {name: ElementTree.fromstring(parts.read(name)) for name in names}


def _tag(element: ElementTree.Element) -> str:
    return _local(str(element.tag))


def _local(name: str) -> str:
    return name.rpartition("}")[2]
