"""How wide the columns of a table on paper are: no word and no number is broken, and what is left goes where most is said."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import ceil

EM = 180
"""Twips of an em at the 9 points of a table."""
MARGINS = 200
"""Twips that a cell keeps free on both sides, and a little for what a letter differs from another font's."""
ASKED = tuple(900 * 1.2**step for step in range(20))
"""Twips that a column asks for at most, tried one after another: the less, the more goes to the columns of short words. Then
it is tried that only one or two columns go over several lines."""
LONGEST_WORD = 2400
"""Twips up to which a word is kept whole: the name of a file may go over two lines."""
BOLD = 1.08
SLACK = 1.02
_WIDTHS = {
    **dict.fromkeys("ijl'|", 0.22), **dict.fromkeys(" .,:;!/\\tfI", 0.28), **dict.fromkeys("r()-[]*", 0.34),
    **dict.fromkeys("cksvxyzJ", 0.5), **dict.fromkeys("ABEKPSVXY&", 0.67), **dict.fromkeys("CDHNRUw", 0.73),
    **dict.fromkeys("GOQ", 0.78), **dict.fromkeys("mM", 0.84), **dict.fromkeys("W%@", 0.95),
    **dict.fromkeys("●○▲▼◆◐", 0.8),
}  # fmt: skip
OTHER = 0.56
"""Ems of a digit, and of most small letters: the widths of Arial and Liberation Sans."""


def across(
    headings: Sequence[str], rows: Sequence[Sequence[str]], total: int, parts: Sequence[float] = ()
) -> list[int]:
    """Twips of each column, `total` together: of the ways that are tried, the one in which the table is shortest.

    parts: how the columns are to share the page, () as it comes best. Where even the longest words do not fit beside one
    another, all columns are narrower by the same share.
    """
    columns = [[row[place] for row in rows] for place in range(len(headings))]
    least = [_longest_word(heading, cells) for heading, cells in zip(headings, columns, strict=True)]
    if sum(least) >= total:
        return [int(one * total / sum(least)) for one in least]
    if parts:
        return [int(one) for one in _shared([total * part / sum(parts) for part in parts], least, total)]
    wide = [[_wide(heading) * BOLD, *map(_wide, cells)] for heading, cells in zip(headings, columns, strict=True)]
    wanted = [max(low, MARGINS + max([cells[0] / 2, *cells[1:]])) for low, cells in zip(least, wide, strict=True)]
    if sum(wanted) <= total:
        return [int(one * total / sum(wanted)) for one in wanted]
    lines = list(zip(*wide, strict=True))
    tried = [_shared([min(most, want) for want in wanted], least, total) for most in ASKED]
    for givers in (*combinations(range(len(wide)), 1), *combinations(range(len(wide)), 2)):
        kept = [low if place in givers else want for place, (low, want) in enumerate(zip(least, wanted, strict=True))]
        if sum(kept) <= total:
            tried.append(_shared([want if place in givers else 0 for place, want in enumerate(wanted)], kept, total))
    return [int(one) for one in min(tried, key=lambda widths: _tall(widths, lines))]


def _shared(wanted: Sequence[float], least: Sequence[float], total: float) -> list[float]:
    """To everybody their least, and of the rest in the proportion of what they want beyond it."""
    beyond = [max(0.0, want - low) for want, low in zip(wanted, least, strict=True)]
    rest, asked = total - sum(least), sum(beyond)
    shares = [more / asked for more in beyond] if asked else [low / sum(least) for low in least]
    return [low + rest * share for low, share in zip(least, shares, strict=True)]


def _tall(widths: Sequence[float], lines: Sequence[Sequence[float]]) -> int:
    """Lines of the whole table. lines: of each row how wide each cell is on one line. Words leave an end of a line free."""
    return sum(
        max(max(1, ceil(cell * SLACK / (width - MARGINS))) for cell, width in zip(line, widths, strict=True))
        for line in lines
    )


def _longest_word(heading: str, cells: Sequence[str]) -> float:
    bold = max((_wide(word) for word in heading.split()), default=0) * BOLD
    return MARGINS + min(LONGEST_WORD, max([EM, bold, *(_wide(word) for cell in cells for word in cell.split())]))


def _wide(words: str) -> float:
    """Twips of some words on one line."""
    return EM * sum(_WIDTHS.get(letter, OTHER if letter.islower() or letter.isdigit() else 0.72) for letter in words)
