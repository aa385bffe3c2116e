"""Making a pack from the binder: gathered, written, re-opened and proven before anybody is offered it, and kept as made."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from metrics import loading
from metrics.pack.archive import archive, verify_archive
from metrics.pack.contents import Audience, Pack
from metrics.pack.document import document
from metrics.pack.proof import must_be_safe
from metrics.pack.public import own_words, public
from metrics.pack.texts import names_in
from metrics.pack.workbook import workbook
from metrics.peel import release
from metrics.peel.packs import keep_pack
from metrics.terms import LONDON
from metrics.ui import packing, stores
from metrics.ui.packing import Progress

NAMES = {"full": "peel-evidence", "public": "peel-summary"}


@dataclass(frozen=True)
class Written:
    """A pack's files by name, and what its author should read before it leaves, a line each."""

    pack: Pack
    files: Mapping[str, bytes]
    read_again: tuple[str, ...]


def make(set_key: str, audience: Audience, known_at: dt.datetime | None, by: str, tell: Progress) -> Written:
    """A pack of a set of questions, proven and kept as made.

    Raises KeyError where there is no such set; ValueError with plain sentences for what may not leave or cannot be kept.
    """
    written = _public(set_key, known_at, tell) if audience == "public" else _full(set_key, known_at, tell)
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in written.files.items()}
    keep_pack(stores.store(), audience, written.pack.known_at, set_key, sums, by, loading.now())
    return written


def _full(set_key: str, known_at: dt.datetime | None, tell: Progress) -> Written:
    pack = packing.gather(set_key, known_at, tell)
    return Written(pack, _files(pack, tell), ())


def _public(set_key: str, known_at: dt.datetime | None, tell: Progress) -> Written:
    store = stores.store()
    whole = packing.gather(set_key, known_at, tell, pictures=False)
    tell(packing.DRAWING_SHARE, "Leaving out small numbers, and what would give them away")
    names = release.names_of(store, known_at)
    kpis = [kpi for one in whole.exhibits() if not one.people for kpi in one.kpis]
    found = public(whole, names, release.tables(store, list(dict.fromkeys(kpis)), known_at))
    files = _files(found.pack, tell)
    must_be_safe(
        [f"The name {name} still stands in the summary." for name in names_in(files, names, own_words(found.pack))]
    )
    return Written(found.pack, files, (*found.masked, *found.look_at))


def _files(pack: Pack, tell: Progress) -> dict[str, bytes]:
    """Document, workbook and archive, each re-opened and proven."""
    tell(0.85, "Writing the document and the workbook")
    written, values = document(pack), workbook(pack)
    whole = archive(pack, written, values)
    tell(0.95, "Opening them again to prove that they are safe")
    must_be_safe(verify_archive(whole))
    name = f"{NAMES[pack.audience]}-{pack.known_at.astimezone(LONDON):%Y-%m-%d}"
    return {f"{name}.docx": written, f"{name}.xlsx": values, f"{name}.zip": whole}
