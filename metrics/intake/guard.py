"""What a file must pass before anything parses it: its first bytes, and for a workbook its zip directory and its XML.

The limits are those of a force's largest weekly file several times over; each is a setting by being a named constant.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass

from metrics.problems import Problem, problem

PARTS = 200
PART_BYTES = 50_000_000
TOTAL_BYTES = 100_000_000
FILE_BYTES = 50_000_000
ROWS = 100_000
COLUMNS = 200

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"

FAR = re.compile(rb"""r=["'](?:([A-Za-z]{2,})([0-9]+)|[A-Za-z]?([0-9]{6,}))["']""")
FAR_SPACED = re.compile(FAR.pattern.replace(b"r=", rb"\br\s*=\s*", 1))
SPACES = (b" ", b"\t", b"\n", b"\r")
"""Addresses of cells far out. XML allows spaces around the =, which nobody writes and which make the search slow."""
NEED_MARKS = (b"<f", b":f", b't="e"', b"t='e'", b"hidden=")
"""What stands in the XML of a sheet with formulas, errors, or hidden rows or columns."""
ODD_NAME = re.compile(r"(^|/)\.\.(/|$)|^/|\\|[\x00-\x1f]|^[A-Za-z]:")

REFUSED_PARTS = (
    ("vbaproject", "macros"),
    ("macrosheets/", "macros"),
    ("embeddings/", "embedded files"),
    ("activex/", "active controls"),
    ("externallinks/", "links to other workbooks"),
)


class Unreadable(Exception):  # noqa: N818
    """A file that cannot be opened safely, with the sentence that says why and what to do."""

    def __init__(self, found: Problem) -> None:
        super().__init__(found.message)
        self.problem = found


@dataclass(frozen=True)
class Passed:
    """A file that may be read. flagged: parts of the workbook that hold errors, formulas or hidden rows."""

    type: str
    flagged: tuple[str, ...] = ()


def refuse(code: str, name: str, detail: str = "") -> Unreadable:
    """The refusal of a whole file."""
    return Unreadable(problem(code, "", file=name, detail=detail))


def inspect(name: str, data: bytes) -> Passed:
    """Say what the file is, or raise Unreadable."""
    if not data.strip():
        raise refuse("empty_file", name)
    if len(data) > FILE_BYTES:
        raise refuse("too_large", name, f"over {FILE_BYTES // 1_000_000} MB")
    if data.startswith(OLE):
        raise refuse("old_or_protected", name)
    ending = name.lower().rpartition(".")[2]
    if data.startswith(ZIP) and ending != "csv":
        return Passed("xlsx", inspect_workbook(name, data))
    if ending == "csv" and not data.startswith(ZIP) and looks_like_text(data):
        return Passed("csv")
    if ending in ("xlsx", "xlsm") and looks_truncated(data):
        raise refuse("damaged", name, "it is not a workbook")
    raise refuse("wrong_type", name)


def looks_truncated(data: bytes) -> bool:
    """True for bytes that are neither a zip file nor plain text."""
    return not looks_like_text(data)


def looks_like_text(data: bytes) -> bool:
    """True unless control bytes that no text holds stand at the beginning. UTF-16 is known by its byte order mark."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return True
    start = data[:4096]
    if start.lstrip()[:1] == b"<" or start.startswith((b"%PDF", b"{\\rtf")):
        return False
    return sum(byte < 9 or 13 < byte < 32 for byte in start) <= max(3, len(start) // 20)


def inspect_workbook(name: str, data: bytes) -> tuple[str, ...]:
    """Read every part of the zip file to its end (this is what checks its sums). Returns the flagged sheets."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            inspect_directory(name, parts.infolist())
            return tuple(
                info.filename for info in parts.infolist() if inspect_part(name, info.filename, read(name, parts, info))
            )
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError) as error:
        raise refuse("damaged", name, "its parts cannot be unpacked") from error


def read(name: str, parts: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """One part, never more than it says and never more than allowed."""
    with parts.open(info) as stream:
        content = stream.read(PART_BYTES + 1)
    if len(content) > PART_BYTES:
        raise refuse("too_large", name, f"a part of over {PART_BYTES // 1_000_000} MB")
    return content


def inspect_directory(name: str, infos: list[zipfile.ZipInfo]) -> None:
    """Number, names, methods, sizes and kinds of the parts."""
    names = [info.filename.lower() for info in infos]
    if len(infos) > PARTS:
        raise refuse("too_large", name, f"over {PARTS} parts")
    if len(set(names)) < len(names) or any(ODD_NAME.search(info.filename) for info in infos):
        raise refuse("damaged", name, "its parts have odd names")
    if any(info.flag_bits & 1 for info in infos):
        raise refuse("old_or_protected", name)
    if any(info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in infos):
        raise refuse("damaged", name, "its parts are packed in an unusual way")
    if max((info.file_size for info in infos), default=0) > PART_BYTES or sum(i.file_size for i in infos) > TOTAL_BYTES:
        raise refuse("too_large", name, f"over {TOTAL_BYTES // 1_000_000} MB unpacked")
    for sign, words in REFUSED_PARTS:
        if any(sign in part for part in names):
            raise refuse("unsafe", name, words)
    if not any(part == "workbook.xml" or part.endswith("/workbook.xml") for part in names):
        raise refuse("wrong_type", name)


def inspect_part(name: str, part: str, content: bytes) -> bool:
    """Refuse document types, entities and far-off cells. True if the part is a sheet whose cells need marking."""
    if not part.lower().endswith((".xml", ".rels", ".vml")):
        return False
    plain = content.replace(b"\0", b"") if b"\0" in content[:64] else content
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise refuse("unsafe", name, "a document type of its own")
    if b"worksheet" not in plain[:2000]:
        return False
    spaces = [space for space in SPACES if space in plain]
    far = FAR_SPACED if any(space + b"=" in plain or b"=" + space in plain for space in spaces) else FAR
    for letters, row, row_alone in far.findall(plain):
        if int((row or row_alone)[:9]) > ROWS or too_far_right(letters):
            raise refuse("too_large", name, f"cells beyond row {ROWS:,} or column {COLUMNS}")
    return any(sign in plain for sign in NEED_MARKS)


def too_far_right(letters: bytes) -> bool:
    """True for a column beyond the limit."""
    number = 0
    for letter in letters[:4].upper():
        number = number * 26 + letter - 64
    return number > COLUMNS
