"""Random packs, a few here and a thousand in `make assurance`; and faults put into a good file, each of which is found."""

from __future__ import annotations

import io
import re
import time
import zipfile
from dataclasses import replace

import pytest

from metrics.pack.archive import MANIFEST, archive, verify_archive
from metrics.pack.contents import Charted, Pack, Picture, Table
from metrics.pack.document import document
from metrics.pack.proof import NotSafeError, must_be_safe, prove, prove_document
from metrics.pack.same_bytes import zipped
from metrics.pack.workbook import workbook
from metrics.terms import MARKING
from tests.effort import TIMES
from tests.pack.proving import Tally, audited, people_in, prove_seed
from tests.pack.random_packs import Made, made, picture

RICH = 5
"""A seed whose pack has questions, exhibits, pictures and charts."""


def test_some_random_packs() -> None:
    tally = Tally()
    for seed in range(4 * TIMES):
        tally.add(prove_seed(seed))
    assert tally.wrong() == []
    assert tally.cells > 1000
    assert tally.left_out > 100
    assert tally.masked > 20


@pytest.fixture(scope="module")
def rich() -> Made:
    return made(RICH, questions=3, exhibits=3)


def test_a_full_pack_is_quick(rich: Made) -> None:
    """10 questions and 40 exhibits: 3 s where it was written, on a machine shared by several."""
    pack, began = made(1, questions=10, exhibits=4, rows=60).pack, time.process_time()
    assert verify_archive(archive(pack, document(pack), workbook(pack))) == []
    assert time.process_time() - began < 20


def test_an_empty_binder_makes_a_pack(rich: Made) -> None:
    pack = replace(
        rich.pack, questions=(), improvements=(), definitions=(), sources=(), changed=(), missing=(), before=""
    )
    assert verify_archive(archive(pack, document(pack), workbook(pack))) == []


def test_a_picture_that_nobody_described_says_where_its_figures_are(rich: Made) -> None:
    """Found by the thousand packs: words of signs that no file can hold leave nothing."""
    shown = replace(rich.pack.questions[0].exhibits[0], picture=Picture(picture(), "\ufffe\uffff"))
    pack = replace(rich.pack, questions=(replace(rich.pack.questions[0], exhibits=(shown,)),), improvements=())
    assert prove_document(document(pack), MARKING) == []


def test_a_heading_that_looks_like_a_formula_is_no_place_for_a_chart_to_read(rich: Made) -> None:
    """Found by the thousand packs: the writer of the workbook made a reference of an axis' name."""
    words = "=cmd|' /C calc'!A0"
    table = Table("T", (words, "Arrests"), ((words, 3), ("b", 4)), "", Charted("bar", 0, (1,), words))
    shown = replace(rich.pack.questions[0].exhibits[0], id="E1", tables=(table,))
    pack = replace(rich.pack, questions=(replace(rich.pack.questions[0], exhibits=(shown,)),), improvements=())
    book = workbook(pack)
    assert prove(book, MARKING) == []
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        places = re.findall(
            "<c:f>([^<]*)</c:f>", "".join(parts.read(one).decode() for one in parts.namelist() if "charts/" in one)
        )
    assert places
    assert all("E1 " in place for place in places)


# --------------------------------------------------------------------------------------------------- what the proof finds
def changed(archived: bytes, name: str, old: str, new: str) -> bytes:
    """An archive with the first of some text in a part (a pattern of names) replaced."""
    with zipfile.ZipFile(io.BytesIO(archived)) as parts:
        files = {one: parts.read(one) for one in parts.namelist()}
    for one, content in files.items():
        text = content.decode("utf-8", "replace")
        if re.fullmatch(name, one) and re.search(old, text):
            files[one] = re.sub(old, new.replace("\\", "\\\\"), text, count=1).encode()
            return zipped(files.items())
    raise AssertionError(f"nothing to change in {name}")


def with_part(archived: bytes, name: str, content: bytes = b"x") -> bytes:
    """An archive with one more part."""
    with zipfile.ZipFile(io.BytesIO(archived)) as parts:
        return zipped([*((one, parts.read(one)) for one in parts.namelist()), (name, content)])


SHEET, SHEETS, STRINGS = r"xl/worksheets/sheet1\.xml", r"xl/workbook\.xml", r"xl/sharedStrings\.xml"
BODY, HEAD, FOOT = r"word/document\.xml", r"word/header1\.xml", r"word/footer1\.xml"
ELSEWHERE = '<Relationship Id="z" TargetMode="External" Type="x" Target="https://example.org"/></Relationships>'
IN_A_WORKBOOK = [
    (SHEET, '<c r="B7"[^>]*>.*?</c>', '<c r="B7"><f>1+1</f><v>2</v></c>', "A formula"),
    (SHEETS, '<sheet name="Notes"', '<sheet state="hidden" name="Notes"', "The sheet Notes is hidden"),
    (SHEETS, '<sheet name="Notes"', '<sheet state="veryHidden" name="Notes"', "The sheet Notes is hidden"),
    (SHEET, '<row r="3"', '<row hidden="1" r="3"', "hidden row"),
    (SHEET, '<row r="3"', '<row ht="0" customHeight="1" r="3"', "hidden row"),
    (SHEET, '<col min="1"', '<col hidden="1" min="1"', "hidden column"),
    (SHEET, "<pageMargins", '<hyperlinks><hyperlink ref="A1" location="Notes!A1"/></hyperlinks><pageMargins', "A link"),
    (r"xl/_rels/workbook\.xml\.rels", "</Relationships>", ELSEWHERE, "points to something outside"),
    (
        SHEETS,
        "<definedNames>",
        '<definedNames><definedName name="x">[1]Other!$A$1</definedName>',
        "The name x points to",
    ),
    (r"xl/charts/chart\d+\.xml", "<c:f>[^<]*</c:f>", "<c:f>[1]Other!$A$1</c:f>", "A chart in"),
    (r"xl/drawings/drawing\d+\.xml", ' descr="[^"]*"', "", "says nothing in words"),
    (SHEET, "<oddHeader>[^<]*</oddHeader>", "<oddHeader>x</oddHeader>", "The marking is not in the head"),
    (STRINGS, f"<t>{MARKING}</t>", "<t>OPEN</t>", "The marking is not on the first sheet"),
    (SHEET, "</sheetData>", '<row r="40"><c r="A40"><v>1</v></c></row></sheetData>', "an empty row"),
    (SHEET, "</sheetData>", '<row r="15"><c r="H15"><v>1</v></c></row></sheetData>', "cells outside its table"),
    (SHEET, '<c r="A1"[^>]*>.*?</c>', "", "without a heading"),
]
IN_A_DOCUMENT = [
    (BODY, "<w:r><w:t>", '<w:ins w:id="9"/><w:r><w:t>', "tracked change"),
    (BODY, "<w:r><w:t>", '<w:del w:id="9"/><w:r><w:t>', "tracked change"),
    (BODY, "<w:r><w:t>", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>", "Hidden text"),
    (BODY, '<w:hyperlink w:anchor="[^"]*"', '<w:hyperlink r:id="z"', "A link out of the document"),
    (BODY, "> TOC [^<]*<", '> INCLUDEPICTURE "https://example.org/x.png" <', "fetches something"),
    (BODY, ' descr="[^"]*"', "", "says nothing in words"),
    (BODY, '<w:tblHeader w:val="true"/>', "", "has no head"),
    (BODY, '<w:pStyle w:val="Title"/>', "", "no title or no headings"),
    (HEAD, MARKING, "OPEN", "The marking is not in the header"),
    (FOOT, MARKING, "OPEN", "The marking is not in the footer"),
    (r"word/_rels/document\.xml\.rels", "</Relationships>", ELSEWHERE, "points to something outside"),
]
MORE_PARTS = [
    ("xl/externalLinks/externalLink1.xml", "links to other workbooks"),
    ("xl/vbaProject.bin", "macros"),
    ("xl/comments1.xml", "comments"),
    ("xl/connections.xml", "data connections"),
    ("xl/pivotCache/pivotCacheDefinition1.xml", "pivot tables"),
    ("xl/embeddings/oleObject1.bin", "embedded files"),
    ("word/comments.xml", "comments"),
    ("word/vbaProject.bin", "macros"),
    ("word/embeddings/oleObject1.bin", "embedded files"),
    ("odd.bin", "not ours"),
]


@pytest.mark.parametrize(("part", "old", "new", "words"), IN_A_WORKBOOK)
def test_a_fault_in_a_workbook_is_found(rich: Made, part: str, old: str, new: str, words: str) -> None:
    good = workbook(rich.pack)
    assert prove(good, MARKING) == []
    found = prove(changed(good, part, old, new), MARKING)
    assert any(words in finding for finding in found), found


@pytest.mark.parametrize(("part", "old", "new", "words"), IN_A_DOCUMENT)
def test_a_fault_in_a_document_is_found(rich: Made, part: str, old: str, new: str, words: str) -> None:
    good = document(rich.pack)
    assert prove_document(good, MARKING) == []
    found = prove_document(changed(good, part, old, new), MARKING)
    assert any(words in finding for finding in found), found


@pytest.mark.parametrize(("part", "words"), MORE_PARTS)
def test_a_part_that_is_not_ours_is_found(rich: Made, part: str, words: str) -> None:
    for good, proven in ((workbook(rich.pack), prove), (document(rich.pack), prove_document)):
        found = proven(with_part(good, part, b"<x/>"), MARKING)
        assert any(words in finding for finding in found), found


def test_what_is_no_file_of_ours_is_said_to_be_none(rich: Made) -> None:
    assert "cannot be opened" in prove(workbook(rich.pack)[:500], MARKING)[0]
    assert "cannot be opened" in prove_document(document(rich.pack)[:500], MARKING)[0]


def test_what_is_not_safe_is_not_offered() -> None:
    must_be_safe([])
    with pytest.raises(NotSafeError, match="A formula in Cover B7"):
        must_be_safe(["A formula in Cover B7."])


# ------------------------------------------------------------------------------------------------------------ the archive
def test_an_archive_that_was_changed_is_found(rich: Made) -> None:
    pack: Pack = rich.pack
    good = archive(pack, document(pack), workbook(pack))
    assert verify_archive(good) == []
    assert verify_archive(changed(good, r"sources\.csv", "Export", "Exports")) == [
        "sources.csv is not as the manifest says."
    ]
    assert verify_archive(with_part(good, "more.txt")) == ["more.txt is not named in the manifest."]
    assert verify_archive(changed(good, MANIFEST, "Northshire", "Southshire")) == [
        "SHA256SUMS is not as the files are."
    ]
    assert "cannot be read" in verify_archive(good[:100])[0]


def test_text_that_looks_like_a_formula_is_text_in_the_csv_files(rich: Made) -> None:
    pack = replace(rich.pack, sources=tuple(replace(one, file=f"=cmd{one.load}") for one in made(9).pack.sources))
    assert pack.sources
    with zipfile.ZipFile(io.BytesIO(archive(pack, document(pack), workbook(pack)))) as parts:
        text = parts.read("sources.csv").decode("utf-8-sig")
    assert "'=cmd" in text
    assert not re.search(r'(^|,)"?[=+@-]', text, re.MULTILINE)


# ------------------------------------------------------------------------------------- what the random packs would show
def test_a_name_that_is_left_would_be_found(rich: Made) -> None:
    pack = rich.pack
    assert list(people_in(archive(pack, document(pack), workbook(pack)), rich))


def test_a_small_number_that_is_left_would_be_found(rich: Made) -> None:
    """The small ones alone are left out; and then none is."""
    quarters = sorted({quarter for _, quarter in rich.counts["arrests"]})

    def shown(smallest: int) -> Made:
        table, known = rich.tables["arrests"], rich.counts["arrests"]
        counts = {str(row[0]): [known[str(row[0]), quarter] or 0 for quarter in quarters] for row in table.rows}
        rows = tuple(
            (
                *row[:2],
                *("c" if 0 < count < smallest else count for count in (*counts[str(row[0])], sum(counts[str(row[0])]))),
            )
            for row in table.rows
        )
        return replace(rich, tables={**rich.tables, "arrests": replace(table, rows=rows)})

    assert audited(rich)[1] == []
    assert any("can be only" in fault for fault in audited(shown(5))[1])
    assert any("shows" in fault for fault in audited(shown(2))[1])
