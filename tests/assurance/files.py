"""Hostile, real, flipped and mutated files, in full: `python -m tests.assurance.files` prints one line a figure."""

from __future__ import annotations

import contextlib
import gc
import io
import random
import re
import threading
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from metrics.intake import Reader, ReadSheet, References, SheetOutcome, Unreadable, Workbook, check_sheet, read_files
from tests.assurance.hostile import GOOD, GRID, READ, REFUSED, SHARED
from tests.intake.books import TODAY, csv_text, lists, with_lists, with_part
from tests.intake.writers import ods, xls, xlsb, zipped

REAL = Path(__file__).parents[3] / "shared" / "real"
FOLDERS = ("hostile", "messy", "stop_search", "workforce", "census", "geography", "calendar")
FLIPS, MUTATIONS = 6_000, 20_000
MOST_SECONDS, MOST_MEGABYTES = 20.0, 100.0
STATUS = Path("/proc/self/status")
SEED = 20_261_122
SLOT = re.compile(r"\{[a-z_]+\}")
"""A place in a sentence that was never filled."""


@dataclass
class Tally:
    """What was seen over many files."""

    count: int = 0
    refused: int = 0
    worst_ms: float = 0
    worst_name: str = ""
    wrong: list[str] = field(default_factory=list)

    def line(self, what: str, wrong: str) -> str:
        """One line."""
        said = (
            f"{what}: {self.count:,} files, {self.refused:,} refused with a sentence, {len(self.wrong)} {wrong}, worst "
        )
        named = f"; first: {self.wrong[0]}" if self.wrong else ""
        return f"{said}{self.worst_ms:,.0f} ms ({self.worst_name}){named}"


def problems_with(name: str, data: bytes, reader: Reader, tally: Tally) -> list[ReadSheet | SheetOutcome]:
    """Read the file as an upload is read; note whatever is neither data nor a plain sentence."""
    began = time.perf_counter()
    found: list[ReadSheet | SheetOutcome] = []
    try:
        found = read_files([(name, data)], reader=reader)
        for one in found:
            if isinstance(one, ReadSheet):
                check_sheet(one, References(), area=None, days=None, today=TODAY, secret=b"test")
    except Exception as error:
        tally.wrong.append(f"{name}: {type(error).__name__} {error}")
    spent = (time.perf_counter() - began) * 1000
    tally.count += 1
    tally.refused += any(isinstance(one, SheetOutcome) and one.status == "refused" for one in found)
    if spent > tally.worst_ms:
        tally.worst_ms, tally.worst_name = spent, name
    if spent > MOST_SECONDS * 1000:
        tally.wrong.append(f"{name}: {spent:,.0f} ms")
    said = [p for one in found if isinstance(one, SheetOutcome) for p in one.problems]
    said += [p for one in found if isinstance(one, ReadSheet) for _, _, p in one.problems]
    tally.wrong += [f"{name}: {p.message}" for p in said if not is_plain(p.message)]
    if not found and name not in " ".join(tally.wrong):
        tally.wrong.append(f"{name}: neither data nor a sentence")
    return found


def is_plain(message: str) -> bool:
    """One sentence with its remedy, and no word of a program."""
    return (
        message.endswith(".")
        and (":" in message or ";" in message)
        and "Traceback" not in message
        and not SLOT.search(message)
    )


@contextlib.contextmanager
def memory(grown: list[float]) -> Iterator[None]:
    """Append the megabytes by which the process was larger at its largest than before. Nothing where that is not told."""
    if not STATUS.exists():
        yield
        return
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")
    before = kilobytes("VmRSS")
    yield
    grown.append((kilobytes("VmHWM") - before) / 1000)


def kilobytes(what: str) -> int:
    """A figure of this process."""
    line = next(line for line in STATUS.read_text().splitlines() if line.startswith(what + ":"))
    return int(line.split()[1])


@contextlib.contextmanager
def ticking(pauses: list[float]) -> Iterator[None]:
    """Append the longest time, in milliseconds, for which another thread of the process could not run meanwhile."""
    over = threading.Event()
    worst = [0.0]

    def tick() -> None:
        last = time.perf_counter()
        while not over.wait(0.005):
            now = time.perf_counter()
            worst[0], last = max(worst[0], now - last), now

    thread = threading.Thread(target=tick)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        pauses.append(worst[0] * 1000)


def hostile(names: Iterable[str] | None = None) -> tuple[Tally, float, float]:
    """Every kind of hostile file: the tally, the largest growth of memory and the longest pause."""
    tally, grown, pauses = Tally(), [0.0], [0.0]
    kinds = {**REFUSED, **READ}
    with Reader() as reader:
        problems_with("good.xlsx", GOOD, reader, Tally())  # what is loaded once for all files is no file's growth
        for kind in names or kinds:
            name, make = kinds[kind]
            data = make()
            with ticking(pauses), memory(grown):
                found = problems_with(f"{kind}/{name}", data, reader, tally)
            loaded = sum(isinstance(one, ReadSheet) for one in found)
            if (kind in REFUSED) is bool(loaded):
                tally.wrong.append(f"{kind}: {loaded} sheets loaded")
            good = problems_with("good.xlsx", GOOD, reader, Tally())
            if not any(isinstance(one, ReadSheet) for one in good):
                tally.wrong.append(f"{kind}: the good file after it is not read")
    return tally, max(grown), max(pauses)


def real_files() -> list[tuple[str, bytes]]:
    """The real files that nobody here wrote; none where they are not here."""
    paths = (path for folder in FOLDERS if (REAL / folder).exists() for path in sorted((REAL / folder).iterdir()))
    return [(path.name, path.read_bytes()) for path in paths]


def real(largest: int = 1 << 30) -> tuple[Tally, float]:
    """All of them, or those of at most so many bytes."""
    tally, grown = Tally(), [0.0]
    with Reader() as reader:
        problems_with("good.xlsx", GOOD, reader, Tally())
        for name, data in (file for file in real_files() if len(file[1]) <= largest):
            with memory(grown):
                problems_with(name, data, reader, tally)
    return tally, max(grown)


def good_workbooks() -> dict[str, bytes]:
    """Good workbooks of every format whose parts carry sums: .xls and .csv have none, and nobody could tell."""
    sheets = {**lists(), "Arrests": GRID}
    return {
        "small.xlsx": GOOD,
        "shared.xlsx": SHARED,
        "lists.xlsx": with_lists({"Arrests": GRID}),
        "macros.xlsm": with_part(GOOD, "xl/vbaProject.bin", bytes(range(256))),
        "binary.xlsb": xlsb(sheets),
        "open.ods": ods(sheets),
    }


def flips(count: int = FLIPS, seed: int = SEED) -> Tally:
    """One bit turned over, anywhere in a good workbook: refused, or read the same."""
    tally, chance = Tally(), random.Random(seed)
    books = good_workbooks()
    with Reader() as reader:
        whole = {name: reader.read(name, data) for name, data in books.items()}
        for i in range(count):
            name = list(books)[i % len(books)]
            damaged = bytearray(books[name])
            at, bit = chance.randrange(len(damaged)), chance.randrange(8)
            damaged[at] ^= 1 << bit
            began = time.perf_counter()
            found = read_or_refusal(name, bytes(damaged), reader)
            spent = (time.perf_counter() - began) * 1000
            tally.count += 1
            if spent > tally.worst_ms:
                tally.worst_ms, tally.worst_name = spent, name
            if isinstance(found, Unreadable):
                tally.refused += 1
            elif found.sheets != whole[name].sheets:
                tally.wrong.append(f"{name} bit {bit} of byte {at:,}")
    return tally


def read_or_refusal(name: str, data: bytes, reader: Reader) -> Workbook | Unreadable:
    """What the guard and the child make of a file."""
    return next(reader.read_all([(name, data)]))


def seeds() -> dict[str, bytes]:
    """What is mutated: a good file of every format."""
    text = csv_text(GRID)
    return {
        **good_workbooks(),
        "old.xls": xls({"Arrests": GRID}),
        "a.csv": text.encode(),
        "b.csv": text.replace(",", ";").encode("utf-16"),
        "week.zip": zipped({"arrests.xlsx": GOOD, "arrests.csv": text.encode()}),
    }


def mutations(count: int = MUTATIONS, seed: int = SEED) -> tuple[Tally, float]:
    """Random changes, to the file as it lies and to a part of it whose sums are then right again."""
    tally, chance, grown = Tally(), random.Random(seed), [0.0]
    good = seeds()
    with Reader() as reader, memory(grown):
        for i in range(count):
            name = chance.choice(list(good))
            data = (
                inner_mutation(good[name], chance) if i % 2 and good[name][:2] == b"PK" else mutated(good[name], chance)
            )
            problems_with(name, data, reader, tally)
    return tally, max(grown)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """A few changes of one kind each: bytes overwritten, put in, taken out, repeated, moved, or the end cut off."""
    found = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(len(found) + 1)
        length = chance.choice((1, 1, 2, 4, 16, 200))
        CHANGES[chance.randrange(len(CHANGES))](found, at, length, chance)
        if not found:
            break
    return bytes(found)


Change = Callable[[bytearray, int, int, random.Random], None]


def overwrite(data: bytearray, at: int, length: int, chance: random.Random) -> None:
    """Other bytes in the same place."""
    data[at : at + length] = chance.randbytes(min(length, len(data) - at))


def odd_number(data: bytearray, at: int, _length: int, chance: random.Random) -> None:
    """A number at the edge of what its place can hold."""
    data[at : at + 4] = chance.choice((bytes(4), b"\xff" * 4, b"\xff\xff\xff\x7f", b"9999", b"\0\0\0\x80"))


def put_in(data: bytearray, at: int, length: int, chance: random.Random) -> None:
    """More bytes."""
    data[at:at] = chance.randbytes(length)


def take_out(data: bytearray, at: int, length: int, _chance: random.Random) -> None:
    """Fewer bytes."""
    del data[at : at + length]


def repeat(data: bytearray, at: int, length: int, chance: random.Random) -> None:
    """The same bytes again and again."""
    data[at:at] = data[at : at + length] * chance.choice((1, 3, 50))


def cut_off(data: bytearray, at: int, _length: int, _chance: random.Random) -> None:
    """Nothing from here on."""
    del data[at:]


CHANGES: tuple[Change, ...] = (overwrite, overwrite, odd_number, put_in, take_out, repeat, cut_off)


def inner_mutation(data: bytes, chance: random.Random) -> bytes:
    """One part changed and packed again, so that it reaches the readers behind the sums."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        contents = {name: parts.read(name) for name in parts.namelist()}
    part = chance.choice(list(contents))
    return zipped({**contents, part: mutated(contents[part], chance)})


def lines() -> list[str]:
    """Every figure about files, in full."""
    found, grown, pause = hostile()
    said = [
        found.line("Hostile files", "crashed, hung or were not told plainly"),
        f"  the parent grew by {grown:.0f} MB at most (less than {MOST_MEGABYTES:.0f}); another thread of it waited "
        f"{pause:.0f} ms at most",
    ]
    if real_files():
        found, grown = real()
        said += [
            found.line("Real files", "crashed, hung or were not told plainly"),
            f"  the parent grew by {grown:.0f} MB",
        ]
    else:
        said.append("Real files: not here (../shared/real)")
    said.append(
        flips().line("Single bits turned in good workbooks (.xlsx .xlsm .xlsb .ods)", "read silently different")
    )
    found, grown = mutations()
    said += [
        found.line("Random mutations", "crashed, hung or were not told plainly"),
        f"  the parent grew by {grown:.0f} MB",
    ]
    return said


if __name__ == "__main__":
    for line in lines():
        print(line, flush=True)
