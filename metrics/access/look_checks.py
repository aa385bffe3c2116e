"""The proof of the look-up log: every line by its hash, the chain, and the end against anchors kept elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from metrics.access.lookups import DELETED, MENDED, parts
from metrics.store import chain
from metrics.store.chain import FIRST

ASK = "Keep the folder as it is and tell whoever answers for data protection."


class Anchor(NamedTuple):
    """How far the log went at some moment, kept outside it. where: in words."""

    number: int
    hash: str
    where: str


@dataclass
class Proved:
    """How many lines were looked at, what is wrong (each in a sentence with the file and the line's number in it), and what is
    only to be known. number: of the last line."""

    lines: int = 0
    number: int = 0
    wrong: list[str] = field(default_factory=list)
    noticed: list[str] = field(default_factory=list)
    _hashes: dict[int, str] = field(default_factory=dict)
    _stubs: set[tuple[int, str]] = field(default_factory=set)


def prove(folder: Path, anchors: Sequence[Anchor] = ()) -> Proved:
    """Look at every line of the log in a folder. Changes nothing."""
    found, previous, first = Proved(), FIRST, None
    wanted = {anchor.number for anchor in anchors}
    for where, line in _lines(folder, found):
        if first is None:
            first = (where, line["n"] - 1, line["previous"])
        elif line["previous"] != previous or line["n"] != found.number + 1:
            found.wrong.append(
                f"{where}: it does not follow the line before it: a line was changed, moved, put in or taken out. {ASK}"
            )
        found.number, previous = line["n"], line["hash"]
        _note(found, line, where)
        if line["n"] in wanted:
            found._hashes[line["n"]] = line["hash"]
    if first and first[1:] != (0, FIRST) and first[1:] not in found._stubs:
        found.wrong.append(f"{first[0]}: the lines before it are gone, and no deletion under retention says so. {ASK}")
    for anchor in anchors:
        _against(found, anchor, first[1] if first else 0)
    return found


def _lines(folder: Path, found: Proved) -> Iterator[tuple[str, chain.Line]]:
    """Every line that is what was written, with where it stands; the others are said to be wrong."""
    for part in parts(folder):
        *whole, half = part.read_bytes().split(b"\n")
        for number, data in enumerate(whole, start=1):
            where = f"Line {number:,} of {part.name} of the look-up log"
            line, found.lines = chain.exact(data), found.lines + 1
            if line is None or type(line.get("n")) is not int:
                found.wrong.append(f"{where} is not what was written. {ASK}")
            else:
                yield where, line
        if half:
            found.wrong.append(
                f"Line {len(whole) + 1:,} of {part.name} of the look-up log is half a line: the program was stopped while it "
                "wrote, and nothing was shown for it; or the log was cut. The next look mends it."
            )


def _note(found: Proved, line: chain.Line, where: str) -> None:
    if line["kind"] == DELETED:
        found._stubs.add((line["through"], line["last"]))
        found.noticed.append(f"{where}: {line['lines']:,} lines to {line['until']} were deleted under {line['rule']}.")
    if line["kind"] == MENDED:
        found.noticed.append(
            f"{where}: half a line of {line['bytes']:,} bytes was cut off after the program was stopped."
        )


def _against(found: Proved, anchor: Anchor, gone: int) -> None:
    """An anchor of lines that were deleted under retention says nothing any more."""
    if anchor.number > found.number:
        found.wrong.append(
            f"The look-up log ends at line no. {found.number:,}, but {anchor.where} says that it went on to "
            f"no. {anchor.number:,}: its end was cut off. {ASK}"
        )
    elif anchor.number > gone and found._hashes.get(anchor.number) != anchor.hash:
        found.wrong.append(
            f"Line no. {anchor.number:,} of the look-up log is not the one that {anchor.where} knows. {ASK}"
        )
