"""Ethnicity as exports write it, under the five high-level groups of Census 2021.

Read from words (data.police.uk, the census) and from codes: the 16+1 and 18+1 codes of what people say of themselves, and the
IC codes of what officers see. What is none of these stands as not recognised, and is counted as not known.
"""

from __future__ import annotations

import re

GROUPS = ("Asian", "Black", "Mixed", "White", "Other")
"""The census's high-level groups, in its order."""
REFERENCE = "White"
"""The group that the others are set against, as in national statistics: the largest."""
NOT_STATED = "Not stated"
"""An answer that was given: the person was asked and did not say."""
NOT_RECORDED = "Not recorded"
NOT_RECOGNISED = "Not recognised"
UNKNOWN = (NOT_STATED, NOT_RECOGNISED, NOT_RECORDED)

_CODES = {
    **dict.fromkeys(("ic1", "ic2"), "White"), "ic3": "Black", "ic4": "Asian", "ic5": "Asian", "ic6": "Other",
    **dict.fromkeys(("o1", "a5"), "Asian"), **dict.fromkeys(("ic0", "ic9", "n1", "n2", "n3", "ns"), NOT_STATED),
}  # fmt: skip
"""Codes that their first letter does not give away: O1 is Chinese, which the census counts as Asian."""
_LETTERS = {"w": "White", "m": "Mixed", "a": "Asian", "b": "Black", "o": "Other"}
_STATED_NOT = re.compile(r"\b(not (stated|given|known|understood)|refused|declined|unknown|prefer not)\b")
_WORDS = (
    (re.compile(r"^(any other )?mixed\b|\bmixed or multiple\b|^white and\b"), "Mixed"),
    (re.compile(r"^(any other )?white\b|\b(gypsy|roma|irish)\b"), "White"),
    (re.compile(r"^(any other )?black\b|^(african|caribbean)\b"), "Black"),
    (re.compile(r"^(any other )?asian\b|^(chinese|indian|pakistani|bangladeshi)\b"), "Asian"),
    (re.compile(r"^(any )?other\b|^arab\b"), "Other"),
)


def group_of(text: str | None) -> str:
    """The group of an ethnicity as a cell has it: one of GROUPS, or one of UNKNOWN."""
    words = " ".join((text or "").casefold().split())
    if not words:
        return NOT_RECORDED
    if _STATED_NOT.search(words):
        return NOT_STATED
    code = re.match(r"^(ic\d|[a-z]\d{1,2}|ns)\b", words)
    if code:
        return _CODES.get(code[1]) or _LETTERS.get(code[1][0], NOT_RECOGNISED)
    return next((group for pattern, group in _WORDS if pattern.search(words)), NOT_RECOGNISED)
