"""The words that stand on a figure before any verdict: is it loaded, and do count and hours fit together.

Pure. Verdicts against targets and usual ranges come with issue 4.
"""

from __future__ import annotations

from metrics.terms import CHECK_THE_RECORD, NOT_LOADED, PARTLY_LOADED


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
