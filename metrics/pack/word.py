"""A Word document as people and screen readers need it: headings, contents, tables and pictures as such, marked on every page."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Length, Pt, RGBColor
from docx.text.paragraph import Paragraph

from metrics.pack import columns
from metrics.pack.same_bytes import same_bytes
from metrics.terms import MARKING

FONT = "Liberation Sans"
"""Beside Arial to the millimetre, and free: Word takes Arial where it is not there."""
BLUE, GREY = RGBColor(0x12, 0x43, 0x6D), RGBColor(0x50, 0x5C, 0x69)
HEADINGS = {1: 16, 2: 13, 3: 11}
"""Points of each level of heading."""
TEXT_WIDTH = 17.0
"""Centimetres between the margins of an upright A4 page."""
FIRST_BOOKMARK = 1000


class Word:
    """One document, written from its beginning to its end.

    title, about: printed on the first page. at: the moment that the file's properties give as its making, so that the same
    words give the same bytes. marking: in the head of every page.
    """

    def __init__(self, title: str, about: str, at: dt.datetime, marking: str = MARKING) -> None:
        self._document = _empty()
        self._bookmarks: list[tuple[int, str, str]] = []
        self._contents: Paragraph | None = None
        self._look()
        self._properties(title, at)
        self._edges(title, marking)
        self._document.add_paragraph(title, style="Title")
        self._document.add_paragraph(about, style="Subtitle")

    def contents(self, words: str = "Contents") -> None:
        """The table of contents stands here, its entries linked; Word adds the page numbers when it opens the file."""
        self._document.add_paragraph(words, style="Contents heading")
        self._contents = self._document.add_paragraph()

    def heading(self, words: str, level: int = 1, new_page: bool = False) -> None:
        """A heading: in the contents for levels 1 and 2."""
        paragraph = self._document.add_heading(plain(words), level)
        paragraph.paragraph_format.page_break_before = new_page
        if level <= 2:
            name = f"_Toc{FIRST_BOOKMARK + len(self._bookmarks)}"
            _bookmark(paragraph, name, len(self._bookmarks) + 1)
            self._bookmarks.append((level, plain(words), name))

    def say(self, words: str, lead: str = "", quiet: bool = False, keep: bool = False) -> None:
        """A paragraph. lead: its first words, in bold. quiet: in grey. keep: on the page of what follows."""
        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = keep or None
        if lead:
            paragraph.add_run(f"{plain(lead)} ").bold = True
        run = paragraph.add_run(plain(words))
        if quiet:
            run.font.color.rgb = GREY

    def points(self, lines: Iterable[str]) -> None:
        """A list."""
        for line in lines:
            self._document.add_paragraph(plain(line), style="List Bullet")

    def space(self, lines: int, words: str = "") -> None:
        """Lines to write on by hand, with what belongs there."""
        for number in range(lines):
            paragraph = self._document.add_paragraph(words if number == 0 else "", style="To write on")
            paragraph.paragraph_format.space_after = Pt(12)

    def table(
        self, headings: Sequence[str], rows: Iterable[Sequence[str]], caption: str = "", widths: Sequence[float] = ()
    ) -> None:
        """A table whose first row is its head, on every page that it reaches. Columns of numbers stand right.

        widths: of the columns, as parts of the page's; () as it comes best (`columns`).
        """
        if caption:
            self._document.add_paragraph(plain(caption), style="Caption").paragraph_format.keep_with_next = True
        table = self._document.add_table(rows=1, cols=len(headings))
        table.style = "Beatboard table"
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        _describe_table(table, plain(caption))
        table._tbl.remove(table.rows[0]._tr)
        lines = [[plain(words) for words in row] for row in rows]
        across = columns.across(list(map(plain, headings)), lines, Cm(TEXT_WIDTH).twips, widths)
        for column, width in zip(table._tbl.tblGrid.gridCol_lst, across, strict=True):
            column.w = Length(width * 635)
        right = [_of_numbers([line[place] for line in lines]) for place in range(len(headings))]
        table._tbl.append(_row(headings, across, right, head=True))
        for line in lines:
            table._tbl.append(_row(line, across, right))
        self._document.add_paragraph().paragraph_format.space_after = Pt(2)

    def picture(self, png: bytes, alt: str, width: float = TEXT_WIDTH, tallest: float = 21.0) -> None:
        """A picture with what it says in words, for whoever cannot see it. width: in centimetres; tallest: the most."""
        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        shape = paragraph.add_run().add_picture(io.BytesIO(png), width=Cm(width))
        if shape.height > Cm(tallest):
            shape.width, shape.height = Length(shape.width * Cm(tallest) // shape.height), Cm(tallest)
        described = shape._inline.docPr
        described.set("descr", plain(alt))
        described.set("name", f"Picture {described.get('id')}")

    def finish(self) -> bytes:
        """The bytes of the file."""
        if self._contents is not None:
            _fill_contents(self._contents, self._bookmarks)
        out = io.BytesIO()
        self._document.save(out)
        return same_bytes(out.getvalue())

    def _look(self) -> None:
        section, styles = self._document.sections[0], self._document.styles
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2)
        section.top_margin, section.bottom_margin = Cm(2), Cm(1.8)
        normal = styles["Normal"]
        normal.font.name, normal.font.size = FONT, Pt(10)
        normal.paragraph_format.space_after = Pt(5)
        normal.element.rPr.append(_made("w:lang", {"w:val": "en-GB", "w:eastAsia": "en-GB"}))
        named = {"Title": 22, "Subtitle": 11} | {f"Heading {level}": size for level, size in HEADINGS.items()}
        for name, size in named.items():
            font = styles[name].font
            font.name, font.size, font.bold, font.italic = FONT, Pt(size), name != "Subtitle", False
            font.color.rgb = GREY if name == "Subtitle" else BLUE
            for spacing in styles[name].element.rPr.findall(qn("w:spacing")):
                styles[name].element.rPr.remove(spacing)
            fonts = styles[name].element.rPr.rFonts
            for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
                fonts.attrib.pop(qn(theme), None)
        caption = styles["Caption"].font
        caption.name, caption.size, caption.bold, caption.color.rgb = FONT, Pt(9), True, GREY
        for name, base, size in (("Contents heading", "Normal", 13), ("To write on", "Normal", 10)):
            own = styles.add_style(name, 1)
            own.base_style = styles[base]
            own.font.size, own.font.bold = Pt(size), name == "Contents heading"
        styles["To write on"].element.get_or_add_pPr().append(_edge_below())
        for level in (1, 2):
            entry = styles.add_style(f"toc {level}", 1)
            entry.base_style, entry.font.size = styles["Normal"], Pt(10)
            entry.paragraph_format.left_indent, entry.paragraph_format.space_after = Cm(0.6 * (level - 1)), Pt(2)
        table = styles.add_style("Beatboard table", 3)
        table.base_style = styles["Normal Table"]
        table.element.append(_table_edges())

    def _properties(self, title: str, at: dt.datetime) -> None:
        own = self._document.core_properties
        own.title, own.author, own.last_modified_by, own.comments, own.language = (
            title, "Beatboard", "Beatboard", "", "en-GB",
        )  # fmt: skip
        own.created = own.modified = at.replace(microsecond=0)

    def _edges(self, title: str, marking: str) -> None:
        section = self._document.sections[0]
        head = section.header.paragraphs[0]
        head.text, head.alignment = marking, WD_ALIGN_PARAGRAPH.CENTER
        head.runs[0].bold = True
        foot = section.footer.paragraphs[0]
        foot.add_run(f"{marking} · {title} · page ")
        _field(foot, "PAGE")
        foot.add_run(" of ")
        _field(foot, "NUMPAGES")
        for run in (*head.runs, *foot.runs):
            run.font.size, run.font.color.rgb = Pt(8), GREY


def _empty() -> DocumentObject:
    """A new document, without what the library's template carries beside it: its picture, and parts that nothing reads."""
    document = Document()
    unread = ("/thumbnail", "/customXml", "/stylesWithEffects")
    for rels in (document.part.package.rels, document.part.rels):
        for key in [key for key, rel in rels.items() if rel.reltype.endswith(unread)]:
            del rels[key]
    styles = document.styles.element
    for style in [
        one for one in styles.style_lst if one.get(qn("w:type")) == "table" and one.get(qn("w:default")) is None
    ]:
        styles.remove(style)  # a hundred looks of tables that are not ours: every look-up of a style passed them
    return document


def plain(words: object) -> str:
    """Text as a document can hold it: on one line, and without signs that XML does not know."""
    return "".join(sign if sign.isprintable() else " " for sign in str(words))


def _is_number(words: object) -> bool:
    text = str(words).strip()
    return any(map(str.isdigit, text)) and all(sign.isdigit() or sign in ",.−-–+% " for sign in text)


def _made(tag: str, attributes: dict[str, str] | None = None, *inside: Any) -> Any:
    element = OxmlElement(tag)
    for name, value in (attributes or {}).items():
        element.set(qn(name), value)
    element.extend(inside)
    return element


def _of_numbers(cells: Sequence[str]) -> bool:
    """Some number, and nothing but numbers and single signs (a dash, the mark of a number left out)."""
    return any(map(_is_number, cells)) and all(_is_number(words) or len(str(words)) <= 1 for words in cells)


def _row(cells: Sequence[str], across: Sequence[int], right: Sequence[bool], head: bool = False) -> Any:
    """A row that is not broken over two pages; a head is repeated on each page. Written as XML: cell by cell takes far longer."""
    filled = "".join(
        _cell(plain(words), *how, head) for words, how in zip(cells, zip(across, right, strict=True), strict=True)
    )
    kept = '<w:cantSplit w:val="true"/>' + ('<w:tblHeader w:val="true"/>' if head else "")
    return parse_xml(f"<w:tr {nsdecls('w')}><w:trPr>{kept}</w:trPr>{filled}</w:tr>")


def _cell(words: str, width: int, right: bool, head: bool) -> str:
    side = '<w:jc w:val="right"/>' if right else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:spacing w:after="20"/>{side}</w:pPr><w:r>'
        f'<w:rPr>{"<w:b/>" if head else ""}<w:sz w:val="18"/></w:rPr><w:t xml:space="preserve">{escape(words)}</w:t>'
        "</w:r></w:p></w:tc>"
    )


def _describe_table(table: Any, words: str) -> None:
    if words:
        table._tbl.tblPr.append(_made("w:tblDescription", {"w:val": words}))


def _edge_below() -> Any:
    return _made("w:pBdr", None, *(_made(f"w:{side}", _line("7F8994")) for side in ("bottom", "between")))


def _line(colour: str) -> dict[str, str]:
    return {"w:val": "single", "w:sz": "4", "w:space": "1", "w:color": colour}


def _table_edges() -> Any:
    edges = _made(
        "w:tblBorders",
        None,
        *(_made(f"w:{side}", _line("BFC7CF")) for side in ("top", "bottom", "insideH")),
    )
    inside = {f"w:{side}": {"w:w": width, "w:type": "dxa"} for side, width in (("left", "85"), ("right", "85"))}
    margins = _made("w:tblCellMar", None, *(_made(tag, values) for tag, values in inside.items()))
    return _made("w:tblPr", None, edges, margins)


def _field(paragraph: Paragraph, code: str, shown: str = "1") -> None:
    """A field that Word works out; `shown` until it has."""
    for part in (
        _made("w:fldChar", {"w:fldCharType": "begin"}),
        _instruction(code),
        _made("w:fldChar", {"w:fldCharType": "separate"}),
    ):
        paragraph.add_run()._r.append(part)
    paragraph.add_run(shown)
    paragraph.add_run()._r.append(_made("w:fldChar", {"w:fldCharType": "end"}))


def _instruction(code: str) -> Any:
    text = _made("w:instrText", {"xml:space": "preserve"})
    text.text = f" {code} "
    return text


def _bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    paragraph._p.insert(1, _made("w:bookmarkStart", {"w:id": str(number), "w:name": name}))
    paragraph._p.append(_made("w:bookmarkEnd", {"w:id": str(number)}))


def _fill_contents(first: Paragraph, found: Sequence[tuple[int, str, str]]) -> None:
    """The contents as a field with its entries, each a link inside the document, so that it reads before Word updates it."""
    begin = _made("w:fldChar", {"w:fldCharType": "begin", "w:dirty": "true"})
    for part in (begin, _instruction('TOC \\o "1-2" \\h \\z \\u'), _made("w:fldChar", {"w:fldCharType": "separate"})):
        first.add_run()._r.append(part)
    last = first
    for number, (level, words, name) in enumerate(found):
        line = first if number == 0 else _after(last)
        line.style = f"toc {level}"
        link = _made("w:hyperlink", {"w:anchor": name, "w:history": "1"})
        line._p.append(link)
        line.add_run(words)
        for run in list(line._p.iterchildren(qn("w:r")))[3 if number == 0 else 0 :]:
            link.append(run)
        last = line
    last.add_run()._r.append(_made("w:fldChar", {"w:fldCharType": "end"}))


def _after(paragraph: Paragraph) -> Paragraph:
    element = OxmlElement("w:p")
    paragraph._p.addnext(element)
    return Paragraph(element, paragraph._parent)
