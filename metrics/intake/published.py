"""What a published file is a complete statement of: the force that published it, and whole calendar months.

data.police.uk names its files for both (2019-04-dyfed-powys-stop-and-search.csv). Of any other name, what is left without
dates, numbers and the words of the subject is taken for the force; the months are then those that hold its rows.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath

from metrics.intake.coverage import MONTH_NUMBER, Days, holds, made_date, stated_in
from metrics.intake.values import as_date
from metrics.publishers import NOT_NAMED, WORD, publisher
from metrics.terms import Area, month_end, month_start, say_days

OWN_NAME = re.compile(r"(?<![0-9])([0-9]{4})-([0-9]{2})-([a-z][a-z-]*?)-stop-and-search(?![a-z])")
SUBJECT = re.compile(r"stops?[\W_]*(?:and|n)?[\W_]*search(?:es|ed)?")
NO_NAME = frozenset({
    *MONTH_NUMBER, "copy", "of", "data", "police", "uk", "published", "month", "months", "file", "files", "stops", "search",
    "searches",
})  # fmt: skip
GAP = 12
"""Months that lie further apart than this do not belong together: a mistyped year is not a statement of decades."""


def propose_publisher(file: str) -> tuple[Area, str]:
    """The publishing force that a file name says, and why."""
    stem = PurePath(file).stem.casefold().replace("&", " and ")
    own = OWN_NAME.search(stem)
    if own:
        found = publisher(own[3])
        return found, f"the file name says that {found.key} published it"
    words = [word for word in WORD.findall(SUBJECT.sub(" ", stem)) if not is_no_name(word)]
    found = publisher(" ".join(words))
    if found.key == NOT_NAMED:
        return found, "the file name does not say which force published it; say so before its figures are used"
    return found, f"what the file name says ({found.key}) is taken for the force that published it"


def is_no_name(word: str) -> bool:
    """True for numbers, months and the words that any such file has in its name."""
    return word in NO_NAME or word[0].isdigit()


def propose_months(titles: Sequence[str], file: str, days: Sequence[int]) -> tuple[Days, str] | None:
    """Whole calendar months and why: what a title line or the file name says, else those of the rows.

    None where nothing says.
    """
    own = OWN_NAME.search(PurePath(file).stem.casefold())
    first = made_date(int(own[1]), int(own[2]), 1) if own else None
    if first and holds((first, month_end(first)), days):
        return (first, month_end(first)), f"the file name says {first:%B %Y}"
    stated = stated_in(titles, file, days)
    if stated:
        (start, end), because = stated
        return (month_start(start), month_end(end)), f"{because}, which is taken as whole months"
    if not days:
        return None
    found = months_of(days)
    return found, f"these are the whole months of its rows ({say_days(*found)})"


def months_of(days: Sequence[int]) -> Days:
    """From the first to the last month that holds a row, without a long gap on the way from the month with most rows."""
    months = Counter(month_number(as_date(day)) for day in days)
    first = last = max(months, key=lambda month: (months[month], month))
    for month in sorted(months):
        last = month if 0 < month - last <= GAP else last
    for month in sorted(months, reverse=True):
        first = month if 0 < first - month <= GAP else first
    return month_of(first), month_end(month_of(last))


def month_number(day: dt.date) -> int:
    """Months since the year 0: one more for each."""
    return day.year * 12 + day.month - 1


def month_of(number: int) -> dt.date:
    """The first day of a month by its number."""
    return dt.date(number // 12, number % 12 + 1, 1)
