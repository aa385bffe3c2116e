"""What a sheet is a complete statement of: the area and the days, proposed and capped by what the user chose.

A false "Not loaded" is seen and safe, a false zero is neither: so the area proposed is the smallest that holds every
row's team (DECISIONS.md, D5), and the days are those that the sheet or its file name states, else whole weeks (D6).
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from metrics.intake.outcome import Coverage, References
from metrics.intake.values import as_date, as_day
from metrics.terms import WHOLE_FORCE, Area, month_end, say_days, sunday_before, week_end

Days = tuple[dt.date, dt.date]

BUSY_OF_FEW, BUSY_OF_MANY, MANY = 0.2, 0.5, 20
"""Weeks with fewer rows than this share of the busiest week's are late records, not covered (D6). A busiest week of MANY
rows or more tells a week apart from last week's changed rows more sharply than a handful does."""
GAP = 5
"""Busy weeks that lie further apart than this do not belong together: a mistyped year is not a statement of decades."""
INSIDE = 0.5
"""Days that a title or file name states are believed when at least this share of the rows lie in them."""

MONTHS = [dt.date(2000, month, 1).strftime("%B").casefold() for month in range(1, 13)]
MONTH_NUMBER = {name: i for i, full in enumerate(MONTHS, 1) for name in (full, full[:3], full[:4])}
MONTH_WORD = "|".join(sorted(MONTH_NUMBER, key=len, reverse=True))
WORDED = re.compile(
    rf"(?<![a-z0-9])(\d{{1,2}})(?:st|nd|rd|th)?(?: of)?(?: ({MONTH_WORD})(?![a-z]),?)?(?: (\d{{4}}))?(?![0-9/])"
)
ISO_DATE = re.compile(r"(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
BRITISH_DATE = re.compile(r"(?<!\d)(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?!\d)")
ISO_WEEK = re.compile(
    r"(?<!\d)(\d{4})[- ]?w(?:eek|k)? ?(\d{1,2})(?!\d)|(?<![a-z])w(?:eek|k)? ?(\d{1,2})[ ,of-]+(\d{4})(?!\d)"
)
MONTH = re.compile(rf"(?<![a-z])({MONTH_WORD}) (\d{{4}})(?!\d)|(?<!\d)(\d{{4}})-(\d{{2}})(?![-\d])")
WEEK_BEGINS = re.compile(r"(?:week|wk) (?:commencing|beginning|starting|from|of)|(?<![a-z])w[/ ]?[cb](?![a-z])")
FROM_TO = re.compile(r"\b(?:from|start date|start)\b.*\b(?:to|until|end date|end)\b")
WEEK_ENDS = re.compile(r"(?:week|wk) (?:ending|ended|to)|(?<![a-z])w[/ ]?e(?![a-z])")


def propose_days(titles: Sequence[str], file: str, days: Sequence[int]) -> tuple[Days, str] | None:
    """The days and why: the title lines, else the file name, else the rows' weeks. None if nothing says."""
    stated = stated_in(titles, file, days)
    if stated or not days:
        return stated
    found = busy_weeks(days)
    return found, f"these are the whole weeks of its rows ({say_days(*found)})"


def stated_in(titles: Sequence[str], file: str, days: Sequence[int]) -> tuple[Days, str] | None:
    """The days that the title lines, else the file name, state and the rows do not deny, and why."""
    whole = " ".join(titles)
    in_two_lines = [whole] if len(titles) > 1 and FROM_TO.search(whole.casefold()) else []
    for line in [*titles, *in_two_lines]:
        stated = stated_days(line)
        if stated and holds(stated, days):
            return stated, f"the title line “{line[:80]}” says {say_days(*stated)}"
    stated = stated_days(PurePath(file).stem.replace("_", " "))
    if stated and holds(stated, days):
        return stated, f"the file name says {say_days(*stated)}"
    return None


def holds(stated: Days, days: Sequence[int]) -> bool:
    """True if at least half of the rows lie in the days stated."""
    first, last = (day.toordinal() for day in stated)
    epoch = as_date(0).toordinal()
    return sum(first <= day + epoch <= last for day in days) >= INSIDE * len(days)


def busy_weeks(days: Iterable[int]) -> Days:
    """From the first to the last busy week, without a long gap."""
    weeks = Counter((day + 3) // 7 for day in days)  # 1 January 1970 was a Thursday
    most = max(weeks.values())
    share = BUSY_OF_MANY if most >= MANY else BUSY_OF_FEW
    busy = sorted(week for week, count in weeks.items() if count >= share * most)
    first = last = max(week for week in busy if weeks[week] == most)
    for week in busy:
        last = week if 0 < week - last <= GAP else last
    for week in reversed(busy):
        first = week if 0 < first - week <= GAP else first
    lowest, highest = as_day(dt.date.min), as_day(dt.date.max)
    return as_date(max(first * 7 - 3, lowest)), as_date(min(last * 7 + 3, highest))


def stated_days(line: str) -> Days | None:
    """The days that a line of words states: a range, a week or a month.

    A lone date states nothing (it may be the print's).
    """
    text = " ".join(line.casefold().split())
    dates = dates_in(text)
    if len(dates) == 2 and dates[0] <= dates[1]:
        return dates[0], dates[1]
    if len(dates) == 1 and WEEK_BEGINS.search(text):
        return dates[0], dates[0] + dt.timedelta(days=6)
    if len(dates) == 1 and WEEK_ENDS.search(text):
        return dates[0] - dt.timedelta(days=6), dates[0]
    if dates:
        return None
    return stated_week(text) or stated_month(text)


def dates_in(text: str) -> list[dt.date]:
    """Every date in a line, in the order written. "9 to 15 November 2026" is two."""
    numeric = [(m.start(), m[1], m[2], m[3]) for m in ISO_DATE.finditer(text)]
    numeric += [(m.start(), m[3], m[2], m[1]) for m in BRITISH_DATE.finditer(text)]
    found = [(at, made) for at, *parts in numeric if (made := made_date(*(int(part) for part in parts)))]
    words = BRITISH_DATE.sub(masked, ISO_DATE.sub(masked, text))
    return [made for _, made in sorted([*found, *worded_dates(words)])]


def masked(found: re.Match[str]) -> str:
    """As many marks as the date had characters."""
    return "#" * len(found[0])


def worded_dates(text: str) -> list[tuple[int, dt.date]]:
    """Dates with the month in words; one that lacks month or year takes the next one's ("9 to 15 November 2026")."""
    parts = [(m.start(), m.end(), int(m[1]), MONTH_NUMBER.get(m[2] or ""), m[3]) for m in WORDED.finditer(text)]
    found: list[tuple[int, dt.date]] = []
    for i, (at, end, day, month, year) in enumerate(parts):
        following = parts[i + 1] if i + 1 < len(parts) else None
        joined = following and re.fullmatch(
            r" ?(?:to|until|[-\u2013\u2014]) ?(?:[a-z]+day )?", text[end : following[0]]
        )
        in_month = month or (following[3] if following and joined else None)
        in_year = year or (following[4] if following and joined else None)
        made = made_date(int(in_year), in_month, day) if in_month and in_year else None
        if made:
            found.append((at, made))
    return found


def made_date(year: int, month: int, day: int) -> dt.date | None:
    """The date, or None where there is no such day."""
    try:
        return dt.date(year, month, day) if 1900 < year < 2200 else None
    except ValueError:
        return None


def stated_week(text: str) -> Days | None:
    """2026-W46, week 46 of 2026."""
    found = ISO_WEEK.search(text)
    if not found:
        return None
    try:
        monday = dt.date.fromisocalendar(int(found[1] or found[4]), int(found[2] or found[3]), 1)
    except ValueError:
        return None
    return monday, week_end(monday)


def stated_month(text: str) -> Days | None:
    """November 2026, 2026-11."""
    found = MONTH.search(text)
    first = (
        made_date(int(found[2] or found[3]), MONTH_NUMBER[found[1]] if found[1] else int(found[4]), 1)
        if found
        else None
    )
    if first is None:
        return None
    return first, month_end(first)


def smallest_area(references: References, teams: Iterable[Area]) -> Area:
    """The smallest area that holds every team; the force where there is no team or nothing smaller."""
    wanted = set(teams)
    if not wanted:
        return WHOLE_FORCE
    areas = [area for found in references.areas.values() for area in found]
    for level in ("beat", "sector", "lpa"):
        for area in areas:
            if area.level == level and all(references.contains(area, team) for team in wanted):
                return area
    return WHOLE_FORCE


def list_coverage(today: dt.date) -> Coverage:
    """A list speaks of every day up to the Sunday before it is loaded."""
    return Coverage(WHOLE_FORCE, dt.date.min, sunday_before(today))
