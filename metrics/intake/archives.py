"""A zip of files to its files, each of which then passes the guard by itself, named `week.zip/arrests.xlsx`."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator

from metrics.intake.guard import (
    FILE_BYTES,
    TEXT_ENDINGS,
    ZIP,
    Unreadable,
    inspect_names,
    kind_of,
    read,
    refuse,
    unpacking,
)

FILES = 100
"""A force's week is about twenty files."""
TABLE_ENDINGS = frozenset({"xlsx", "xlsm", "xlsb", "xls", "ods"}) | TEXT_ENDINGS
LITTER = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")
"""What file managers put into a zip by themselves: nobody sent it, so nothing is said of it."""

Given = tuple[str, bytes | Unreadable]
"""A file's name and its bytes, or why it is not read."""


def expanded(files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[int, Given]]:
    """Each file with its place in the call; of a zip of files, its files one by one, none held longer than its turn."""
    for place, (name, data) in enumerate(files):
        if not is_archive(data):
            yield place, (name, data)
            continue
        try:
            for given in inner_files(name, data):
                yield place, given
        except Unreadable as refused:
            yield place, (name, refused)


def is_archive(data: bytes) -> bool:
    """True for a zip file that is no workbook. One that cannot be opened is left to the guard."""
    if not data.startswith(ZIP) or len(data) > FILE_BYTES:
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            infos = parts.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
    return bool(infos) and not kind_of(infos) and "[content_types].xml" not in {info.filename.lower() for info in infos}


def inner_files(name: str, data: bytes) -> Iterator[Given]:
    """The files of one zip. Raises Unreadable for a zip that is refused whole, before or at the file that is damaged."""
    with unpacking(name, data) as parts:
        infos = [info for info in parts.infolist() if not info.is_dir() and not is_litter(info.filename)]
        inspect_names(name, infos, FILES)
        if not infos:
            raise refuse("empty_file", name)
        for info in infos:
            inner = f"{name}/{info.filename}"
            yield inner, bytes_of(inner, name, parts, info)


def bytes_of(inner: str, name: str, parts: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes | Unreadable:
    """One inner file: read where it can be a table, left out and named where it cannot, refused where it is a zip again."""
    if info.filename.lower().rpartition(".")[2] not in TABLE_ENDINGS | {"zip"}:
        return refuse("left_out_of_zip", inner)
    content = read(name, parts, info)
    return refuse("unsafe", inner, "files of its own inside another zip file") if is_archive(content) else content


def is_litter(path: str) -> bool:
    """True for what nobody put there."""
    plain = path.casefold()
    return plain.startswith(LITTER[0]) or plain.rpartition("/")[2] in LITTER[1:]
