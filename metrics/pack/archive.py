"""A pack as one archive: document, workbook, pictures, definitions, SQL, sources, and a manifest with the hash of each file."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from metrics.pack.contents import Pack
from metrics.pack.proof import prove, prove_document
from metrics.pack.same_bytes import zipped
from metrics.pack.words import FOR_WHOM

DOCUMENT, WORKBOOK, MANIFEST, SUMS = "pack.docx", "pack.xlsx", "manifest.json", "SHA256SUMS"
CSV_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet program takes text that begins so for a formula."""


def archive(pack: Pack, document: bytes, workbook: bytes) -> bytes:
    """The bytes of the zip: the same pack gives the same bytes. The document and workbook are those made of it."""
    files = [
        (DOCUMENT, document),
        (WORKBOOK, workbook),
        *_pictures(pack),
        *_definitions(pack),
        ("sources.csv", _sources(pack)),
    ]
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in files}
    manifest = json.dumps(_manifest(pack, sums), indent=1, ensure_ascii=False).encode()
    lines = [f"{digest}  {name}" for name, digest in {**sums, MANIFEST: hashlib.sha256(manifest).hexdigest()}.items()]
    return zipped([*files, (MANIFEST, manifest), (SUMS, "\n".join([*lines, ""]).encode())])


def _manifest(pack: Pack, sums: dict[str, str]) -> dict[str, Any]:
    return {
        "title": pack.title,
        "for": FOR_WHOM[pack.audience],
        "audience": pack.audience,
        "force": pack.force,
        "marking": pack.marking,
        "framework": pack.framework,
        "known_at": pack.known_at.isoformat(),
        "pack_before": pack.before or None,
        "questions": [question.id for question in pack.questions],
        "improvements": [question.id for question in pack.improvements],
        "exhibits": [{"id": exhibit.id, "kpis": list(exhibit.kpis)} for exhibit in pack.exhibits()],
        "files": [{"name": name, "sha256": digest} for name, digest in sums.items()],
    }


def _pictures(pack: Pack) -> Iterator[tuple[str, bytes]]:
    for exhibit in pack.exhibits():
        if exhibit.picture is not None:
            yield f"pictures/{_file(exhibit.id)}.png", exhibit.picture.png


def _definitions(pack: Pack) -> Iterator[tuple[str, bytes]]:
    headings = ("KPI", "Label", "Meaning", "Caveats", "Version", "Reviewed")
    rows = [
        (one.kpi, one.label, one.meaning, " ".join(one.caveats), one.version, one.reviewed) for one in pack.definitions
    ]
    yield "definitions.csv", as_csv(headings, rows)
    for one in pack.definitions:
        yield f"sql/{_file(one.kpi)}.sql", f"{one.sql}\n".encode()


def _sources(pack: Pack) -> bytes:
    headings = ("Load", "Export", "File", "Sheet", "SHA-256", "Loaded at", "Loaded by", "Area", "From", "To", "Rows")
    rows = [
        (f"load {one.load}", one.export, one.file, one.sheet, one.sha256, one.loaded_at, one.loaded_by, one.area, one.start,
         one.end, one.rows)
        for one in pack.sources
    ]  # fmt: skip
    return as_csv(headings, rows)


def as_csv(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A table as a CSV file that a spreadsheet program opens without running it; nothing known is empty."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(headings)
    writer.writerows([_safe(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _safe(value: Any) -> Any:
    """Text that begins like a formula gets an apostrophe before it; a zero sign, which no CSV reader takes, goes."""
    if not isinstance(value, str):
        return "" if value is None else value
    text = value.replace("\0", "")
    return f"'{text}" if text.lstrip(" ").startswith(CSV_SIGNS) else text


def _file(name: str) -> str:
    """A name that every system takes for a file's."""
    return re.sub(r"[^A-Za-z0-9_-]", "_", name) or "_"


def verify_archive(content: bytes) -> list[str]:
    """What is wrong with an archive: files missing, not named or not as the manifest says; documents that are not safe."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            files = {name: parts.read(name) for name in parts.namelist()}
        manifest = json.loads(files[MANIFEST])
        named, marking = {one["name"]: one["sha256"] for one in manifest["files"]}, manifest["marking"]
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError) as error:
        return [f"The archive or its manifest cannot be read: {error}."]
    found = [f"{name} is missing." for name in (*named, SUMS) if name not in files]
    found += [f"{name} is not named in the manifest." for name in files if name not in (*named, MANIFEST, SUMS)]
    found += [
        f"{name} is not as the manifest says." for name in named if name in files and _sum(files[name]) != named[name]
    ]
    sums = dict(line.split("  ", 1)[::-1] for line in files.get(SUMS, b"").decode().splitlines() if "  " in line)
    if sums != {**named, MANIFEST: _sum(files[MANIFEST])}:
        found.append(f"{SUMS} is not as the files are.")
    if not found:
        found = [*prove_document(files[DOCUMENT], marking), *prove(files[WORKBOOK], marking)]
    return found


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
