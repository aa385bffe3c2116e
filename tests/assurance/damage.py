"""What is done to a store's files: bytes flipped, cut off, swapped, wiped."""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass
from pathlib import Path

from metrics.loading import Choice, load, now
from metrics.store.connection import Store, StoreUnavailableError
from metrics.store.files import StoreFiles
from metrics.terms import WHOLE_FORCE
from tests.assurance.weeks import begin, content_of, days_of, give, pool

KINDS = ("flip", "cut", "swap", "wipe")
WORD = 8


@dataclass
class Patient:
    """A store as it was left, and all that it holds."""

    files: StoreFiles
    content: dict[str, list[str]]


def closed_well(folder: Path) -> Patient:
    """A store that was closed as it should be, opened once more, and so checked."""
    files = StoreFiles(folder / "well" / "s.duckdb")
    store = begin(files.path)
    for number in range(3):
        give(store, number)
    store.close()
    store = Store.open(files.path)
    content = content_of(store)
    store.close()
    return Patient(files, content)


def with_a_log(folder: Path) -> Patient:
    """A store whose last loads are confirmed and stand in DuckDB's log alone, as when a checkpoint failed."""
    files, copy = StoreFiles(folder / "running" / "s.duckdb"), StoreFiles(folder / "log" / "s.duckdb")
    store = begin(files.path)
    give(store, 0)
    for number in (1, 2):
        load(store, pool()[number], now(), "assurance", every=Choice(WHOLE_FORCE, days_of(number)), checkpoint=False)
    assert store.ledger is not None
    store.ledger.add(store.unconfirmed)
    content = content_of(store)
    copy_all(files, copy)
    store.close()
    assert copy.wal.stat().st_size > 1000
    return Patient(copy, content)


def copy_all(files: StoreFiles, to: StoreFiles) -> None:
    """All files of a store, elsewhere."""
    shutil.rmtree(to.path.parent, ignore_errors=True)
    shutil.copytree(files.path.parent, to.path.parent)


def hurt(path: Path, kind: str, chance: random.Random) -> None:
    """Damage a file in one way at one place of chance."""
    data = bytearray(path.read_bytes())
    at = chance.randrange(len(data))
    if kind == "flip":
        data[at] ^= 1 << chance.randrange(8)
    elif kind == "cut":
        del data[at:]
    elif kind == "wipe":
        end = min(at + 512, len(data))
        data[at:end] = bytes(end - at)
    else:
        here, there = (chance.randrange(len(data) // WORD) * WORD for _ in range(2))
        data[here : here + WORD], data[there : there + WORD] = data[there : there + WORD], data[here : here + WORD]
    path.write_bytes(data)


def outcome(patient: Patient, at: Path, kind: str, target: str, chance: random.Random) -> str:
    """Damage a copy and open it: what became of it, in one word or two."""
    copy = StoreFiles(at / "s.duckdb")
    copy_all(patient.files, copy)
    path = getattr(copy, target)
    if target == "archive":
        path = chance.choice(sorted(path.glob("*.loads")))
    before = path.read_bytes()
    hurt(path, kind, chance)
    if path.read_bytes() == before:
        return "no change"
    try:
        store = Store.open(copy.path)
    except StoreUnavailableError:
        return "refused"
    try:
        whole = content_of(store) == patient.content
        if not whole:
            return "wrong, and said" if store.noticed else "silently wrong"
        return "put right and said" if store.noticed else "no effect"
    finally:
        store.close()
