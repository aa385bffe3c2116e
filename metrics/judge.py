"""Which word stands on a figure: is it loaded, do count and hours fit together, and then its verdict, in that order.

Pure. How the verdicts themselves are reached is in `signals` and `verdicts`.
"""

from __future__ import annotations

from typing import Literal

from metrics.terms import CHECK_THE_RECORD, NOT_LOADED, PARTLY_LOADED

Tone = Literal["wanted", "unwanted", "quiet"]
"""How a word is coloured: blue, orange or grey."""


def record_word(
    unit_days: int, loaded_days: int, hours_days: int, value: float | None, exposure_hours: float | None
) -> str:
    """Not loaded, Partly loaded, Check the record, or "" where nothing stands in the way.

    unit_days: team days on which somebody or some beat had to report; loaded_days: those for which the KPI's export is
    loaded; hours_days: those for which Duties are. Check the record: something was counted, all hours are loaded, and there
    are none (DECISIONS.md F11).
    """
    if loaded_days == 0:
        return NOT_LOADED
    if loaded_days < unit_days:
        return PARTLY_LOADED
    if value and hours_days == unit_days and not exposure_hours:
        return CHECK_THE_RECORD
    return ""


def headline(record: str, target: str, usual: str) -> str:
    """The one word of a figure: what is the matter with the record, else of its target where it has one, else its usual range.

    exports.md, Command line.
    """
    return record or target or usual


def tone(direction: str, side: int) -> Tone:
    """How a verdict is coloured. direction: neutral, more or fewer, as the KPI declares; side: 1 high, -1 low, 0 neither.

    A neutral KPI, such as a power, is never coloured (product.md, Fair comparison).
    """
    if direction == "neutral" or not side:
        return "quiet"
    return "wanted" if (side > 0) == (direction == "more") else "unwanted"
