"""An archive without the clock in it: the same contents are the same bytes, so that two packs can be compared."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip can name."""
PACKED = (".png", ".docx", ".xlsx")
"""Kinds of file that are packed already: to pack them again takes long and saves nothing."""


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """The bytes of a zip of these files, in the order given, whenever it is made."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            info = zipfile.ZipInfo(name, EPOCH)
            packed = name.endswith(PACKED)
            info.compress_type, info.external_attr = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED, 0o600 << 16
            archive.writestr(info, content)
    return out.getvalue()


def same_bytes(archive: bytes) -> bytes:
    """An archive (a docx is one) with the same parts and no times."""
    with zipfile.ZipFile(io.BytesIO(archive)) as before:
        return zipped((info.filename, before.read(info)) for info in before.infolist())
