"""The days that the sample covers, and the files that they are delivered in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np

FIRST_DAY = date(2025, 9, 22)
LAST_DAY = date(2026, 11, 15)
NEXT_WEEK_END = date(2026, 11, 22)  # drawn and written, but not loaded: for a newcomer to upload
RECENT_WEEKS = 8
SEED = 20260922

CLOCK_CHANGES = (
    date(2020, 10, 25), date(2021, 3, 28), date(2021, 10, 31), date(2022, 3, 27), date(2022, 10, 30), date(2023, 3, 26),
    date(2023, 10, 29), date(2024, 3, 31), date(2024, 10, 27), date(2025, 3, 30), date(2025, 10, 26), date(2026, 3, 29),
    date(2026, 10, 25),
)  # fmt: skip
"""Sundays on which the hour from 01:00 to 02:00 comes twice or not at all."""

BANK_HOLIDAYS = frozenset(
    date(*day)
    for day in [
        (2020, 8, 31),
        (2020, 12, 25),
        (2020, 12, 28),
        (2025, 12, 25),
        (2025, 12, 26),
        (2026, 1, 1),
        (2026, 4, 3),
        (2026, 4, 6),
        (2026, 5, 4),
        (2026, 5, 25),
        (2026, 8, 31),
    ]
)


@dataclass(frozen=True)
class Span:
    """A run of days, both ends included; day numbers and minutes count from its first day."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days there are."""
        return (self.last - self.first).days + 1

    def number(self, day: date) -> int:
        """How many days after the first day `day` is."""
        return (day - self.first).days

    def date_of(self, number: int) -> date:
        """The day with this number."""
        return self.first + timedelta(days=number)

    def all_days(self) -> list[date]:
        """Every day, in order."""
        return [self.date_of(number) for number in range(self.days)]

    def minute(self, moment: datetime) -> int:
        """Minutes on the wall clock from the first midnight to `moment`."""
        return self.number(moment.date()) * 1440 + moment.hour * 60 + moment.minute

    def moments(self, minutes: np.ndarray) -> np.ndarray:
        """Wall-clock minutes as local times."""
        return np.datetime64(self.first, "m") + minutes.astype("timedelta64[m]")

    def dates(self, numbers: np.ndarray) -> np.ndarray:
        """Day numbers as dates."""
        return np.datetime64(self.first, "D") + numbers.astype("timedelta64[D]")


@dataclass(frozen=True)
class Block:
    """Days that arrive together: one week lately, about a month of whole weeks before."""

    name: str
    first: date
    last: date
    recent: bool

    @property
    def load_day(self) -> date:
        """The Monday on which the block's files are loaded."""
        return self.last + timedelta(days=1)

    def loaded_at(self, hour: int, minute: int) -> datetime:
        """A time on the load day."""
        return datetime.combine(self.load_day, time(hour, minute))


def blocks() -> list[Block]:
    """History in months of whole ISO weeks (a week belongs to the month of its Thursday), then single weeks."""
    first_recent = LAST_DAY - timedelta(days=7 * RECENT_WEEKS - 1)
    found: list[Block] = []
    monday = FIRST_DAY
    while monday < first_recent:
        month = (monday + timedelta(days=3)).strftime("%Y-%m")
        sunday = monday + timedelta(days=6)
        if found and found[-1].name == month:
            found[-1] = Block(month, found[-1].first, sunday, recent=False)
        else:
            found.append(Block(month, monday, sunday, recent=False))
        monday += timedelta(days=7)
    while monday <= NEXT_WEEK_END:
        sunday = monday + timedelta(days=6)
        name = f"{sunday}_next_week" if sunday == NEXT_WEEK_END else str(sunday)
        found.append(Block(name, monday, sunday, recent=True))
        monday += timedelta(days=7)
    return found
