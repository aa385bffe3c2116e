"""What a file must pass before anything parses it: its first bytes, and for a workbook its zip directory and its parts.

The limits are those of a force's largest weekly file several times over; each is a setting by being a named constant.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from metrics.intake import ole
from metrics.intake.delimited import utf_16
from metrics.intake.limits import ORDINARY, Limits
from metrics.intake.xml_signs import Signs
from metrics.problems import Problem, problem

PARTS = 200
PART_BYTES = 30_000_000
TOTAL_BYTES = 100_000_000
FILE_BYTES = 30_000_000
ROWS = 100_000
COLUMNS = 200

ZIP = b"PK\x03\x04"
TEXT_ENDINGS = frozenset({"csv", "tsv", "tab"})
MACRO_ENDINGS = frozenset({"xlsm", "xltm"})
MACRO_PARTS = frozenset({"_vba_project_cur", "_vba_project", "vba"})
"""Storages of an old workbook that hold macros."""

FAR = re.compile(rb"""r=["'](?:([A-Za-z]{2,})([0-9]+)|[A-Za-z]?([0-9]{6,}))["']""")
FAR_SPACED = re.compile(FAR.pattern.replace(b"r=", rb"\br\s*=\s*", 1))
"""Addresses of cells far out. XML allows spaces around the =, which nobody writes and which make the search slow."""
NEED_MARKS = (b"<f", b":f", b't="e"', b"t='e'", b"hidden=")
"""What stands in the XML of a sheet with formulas, errors, or hidden rows or columns."""
ODS_MARKS = (b":formula=", b'"error"', b"visibility=")
"""The same in the one part that holds all sheets of an OpenDocument file."""
ODD_NAME = re.compile(r"(^|/)\.\.(/|$)|^/|\\|[\x00-\x1f]|^[A-Za-z]:")

REFUSED_PARTS = (
    ("vbaproject", "macros"),
    ("macrosheets/", "macros"),
    ("basic/", "macros"),
    ("scripts/", "macros"),
    ("embeddings/", "embedded files"),
    ("activex/", "active controls"),
    ("externallinks/", "links to other workbooks"),
)
TELL_TALES = (("workbook.xml", "xlsx"), ("workbook.bin", "xlsb"), ("content.xml", "ods"))
"""The part without which there is no workbook of that format."""


class Unreadable(Exception):  # noqa: N818
    """A file that cannot be opened safely, with the sentence that says why and what to do."""

    def __init__(self, found: Problem) -> None:
        super().__init__(found.message)
        self.problem = found


@dataclass(frozen=True)
class Passed:
    """A file that may be read: xlsx, xlsb, ods, xls or csv.

    flagged: parts of the workbook that hold errors, formulas or hidden rows. notes: what the sender should know of it.
    """

    type: str
    flagged: tuple[str, ...] = ()
    notes: tuple[Problem, ...] = ()


def refuse(code: str, name: str, detail: str = "") -> Unreadable:
    """The refusal of a whole file."""
    return Unreadable(problem(code, "", file=name, detail=detail))


def ending_of(name: str) -> str:
    """The file name's ending in lower case, without the point."""
    return name.lower().rpartition(".")[2]


def inspect(name: str, data: bytes, limits: Limits = ORDINARY) -> Passed:
    """Say what the file is, or raise Unreadable. limits: of delimited text; a workbook's are always this module's."""
    if not data.strip():
        raise refuse("empty_file", name)
    most = (
        limits.file_bytes
        if ending_of(name) in TEXT_ENDINGS and not data.startswith((ZIP, ole.SIGNATURE))
        else FILE_BYTES
    )
    if len(data) > most:
        raise refuse("too_large", name, f"over {most // 1_000_000} MB")
    if data.startswith(ole.SIGNATURE):
        return inspect_old(name, data)
    if data.startswith(ZIP):
        return inspect_workbook(name, data)
    ending = ending_of(name)
    if ending in TEXT_ENDINGS and looks_like_text(data):
        return Passed("csv")
    if ending in ("xlsx", "xlsm", "xlsb", "ods", "zip") and not looks_like_text(data):
        raise refuse("damaged", name, "it is not a workbook")
    raise refuse("wrong_type", name)


def inspect_old(name: str, data: bytes) -> Passed:
    """An old workbook; or a new one with a password, which is wrapped in the same way."""
    try:
        held = ole.Compound(data).names
    except (ole.NotCompoundError, struct.error) as error:
        raise refuse("damaged", name, "its parts cannot be unpacked") from error
    if "encryptedpackage" in held or not held & {"workbook", "book"}:
        raise refuse("old_or_protected", name)
    notes = [problem("old_format", "", file=name)]
    return Passed("xls", notes=(*notes, *macros(name)) if held & MACRO_PARTS else tuple(notes))


def macros(name: str) -> list[Problem]:
    """What is said of a file with macros, which is read and never run."""
    return [problem("macros_not_run", "", file=name)]


def looks_like_text(data: bytes) -> bool:
    """True unless control bytes that no text holds stand at the beginning. UTF-16 has its mark or its pattern of NULs."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or utf_16(data):
        return True
    start = data[:4096]
    if start.lstrip()[:1] == b"<" or start.startswith((b"%PDF", b"{\\rtf")):
        return False
    return sum(byte < 9 or 13 < byte < 32 for byte in start) <= max(3, len(start) // 20)


@contextmanager
def unpacking(name: str, data: bytes) -> Iterator[zipfile.ZipFile]:
    """The file as a zip file; whatever does not hold together in it is one sentence."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if entries_said(data) != len(parts.infolist()):
                raise refuse("damaged", name, "its parts are not as many as it says")
            yield parts
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError) as error:
        raise refuse("damaged", name, "its parts cannot be unpacked") from error


def entries_said(data: bytes) -> int:
    """How many parts the end of the zip file says there are: readers differ in whether they believe it."""
    end = data.rfind(b"PK\x05\x06")
    return int.from_bytes(data[end + 10 : end + 12], "little") if end >= 0 else -1


def inspect_workbook(name: str, data: bytes) -> Passed:
    """Read every part of the zip file to its end (this is what checks its sums), and flag the sheets to scan."""
    with unpacking(name, data) as parts:
        infos = parts.infolist()
        kind = inspect_directory(name, infos)
        flagged = tuple(
            info.filename for info in infos if inspect_part(name, kind, info.filename, read(name, parts, info))
        )
        if kind == "ods" and "META-INF/manifest.xml" in parts.namelist():
            refuse_encrypted(name, parts.read("META-INF/manifest.xml"))
        run = any("vbaproject" in info.filename.lower() for info in infos)
        return Passed(kind, flagged, tuple(macros(name)) if run else ())


def refuse_encrypted(name: str, manifest: bytes) -> None:
    """An OpenDocument file with a password says so in its manifest."""
    if b"encryption-data" in manifest:
        raise refuse("old_or_protected", name)


def read(name: str, parts: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """One part, never more than it says and never more than allowed."""
    with parts.open(info) as stream:
        content = stream.read(PART_BYTES + 1)
    if len(content) > PART_BYTES:
        raise refuse("too_large", name, f"a part of over {PART_BYTES // 1_000_000} MB")
    return content


def kind_of(infos: list[zipfile.ZipInfo]) -> str:
    """The format of a workbook by the part that tells it; "" for any other zip file."""
    names = [info.filename.lower() for info in infos]
    for part, kind in TELL_TALES:
        if part in names or (kind != "ods" and any(name.endswith("/" + part) for name in names)):
            return kind
    return ""


def inspect_names(name: str, infos: list[zipfile.ZipInfo], most: int) -> None:
    """Number, names, methods and sizes of the parts of any zip file."""
    names = [info.filename.lower() for info in infos]
    if len(infos) > most:
        raise refuse("too_large", name, f"over {most} parts")
    if len(set(names)) < len(names) or any(ODD_NAME.search(info.filename) for info in infos):
        raise refuse("damaged", name, "its parts have odd names")
    if any(info.flag_bits & 1 for info in infos):
        raise refuse("old_or_protected", name)
    if any(info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in infos):
        raise refuse("damaged", name, "its parts are packed in an unusual way")
    if max((info.file_size for info in infos), default=0) > PART_BYTES or sum(i.file_size for i in infos) > TOTAL_BYTES:
        raise refuse("too_large", name, f"over {TOTAL_BYTES // 1_000_000} MB unpacked")


def inspect_directory(name: str, infos: list[zipfile.ZipInfo]) -> str:
    """Number, names, methods, sizes and kinds of the parts. Returns the format."""
    inspect_names(name, infos, PARTS)
    names = [info.filename.lower() for info in infos]
    kind = kind_of(infos)
    may_hold_macros = ending_of(name) in MACRO_ENDINGS or kind == "xlsb"
    for sign, words in REFUSED_PARTS:
        here = any(part.startswith(sign) for part in names) if kind == "ods" else any(sign in part for part in names)
        if here and not (words == "macros" and may_hold_macros):
            raise refuse("unsafe", name, words)
    if not kind:
        raise refuse("wrong_type", name)
    return kind


def inspect_part(name: str, kind: str, part: str, content: bytes) -> bool:
    """Refuse document types, entities and far-off cells. True if the part is a sheet whose cells need marking."""
    if not part.lower().endswith((".xml", ".rels", ".vml")):
        return False
    plain = content.replace(b"\0", b"") if b"\0" in content[:64] else content
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise refuse("unsafe", name, "a document type of its own")
    if kind == "ods":
        return part == "content.xml" and any(sign in plain for sign in ODS_MARKS)
    if b"worksheet" not in plain[:2000]:
        return False
    signs = Signs(plain)
    far = FAR_SPACED if signs.are_spaced else FAR
    for found in far.finditer(plain) if signs.are_spaced or signs.may_be_far else ():
        letters, row, row_alone = found.groups()
        if int((row or row_alone)[:9]) > ROWS or too_far_right(letters or b""):
            raise refuse("too_large", name, f"cells beyond row {ROWS:,} or column {COLUMNS}")
    return (signs.are_spaced or signs.may_need_marks) and any(sign in plain for sign in NEED_MARKS)


def too_far_right(letters: bytes) -> bool:
    """True for a column beyond the limit."""
    number = 0
    for letter in letters[:4].upper():
        number = number * 26 + letter - 64
    return number > COLUMNS
