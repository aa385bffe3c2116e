"""What a KPI is: one declaration from which figures, tiles, charts, definitions, catalogue and tests all follow.

Depends on `terms` only. The declarations are in `metrics/kpis/`, one file each.

SQL expressions see the export's live rows, with the columns of the export (snake_case), `day`, and for `duties` also
`hours`, `rostered`, `abstraction`, `not_deployable`, `outside`, `can_be_in_place`, `dedicated`, `place_type`.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from math import nan
from typing import Any, Literal, NamedTuple

from metrics.terms import Role

Credit = Literal["lead", "named", "actioner"]
Exposure = Literal["available", "rostered"]
Unit = Literal["count", "hours", "share", "share_of_hours", "days", "mix"]
Direction = Literal["neutral", "more", "fewer"]


@dataclass(frozen=True)
class Companion:
    """What a KPI is never shown without.

    value: SQL aggregate over the KPI's credited rows (`counted` is true for the rows that the KPI itself counts); for a
        `mix` the column or expression to group by. of: for a share, the aggregate below the line. unknown: for a share, how
        many of `of` are not known: they bound the share both ways. weight: for a mix, the aggregate of each part.
    lookback: the rows of all days to the period's end, not only the period's. `$period_end` may be used in any expression.
    quality: of a share, whether more or fewer of it is good work; neutral where it is neither.
    """

    label: str
    value: str
    unit: Unit
    of: str = ""
    unknown: str = ""
    weight: str = "count(*)"
    lookback: bool = False
    note: str = ""
    quality: Direction = "neutral"


class Shown(NamedTuple):
    """What a companion says of one person or area: ready to print, and the numbers behind it (NaN: none).

    low, high: of a share its 95% interval.
    """

    key: str
    label: str
    unit: Unit
    text: str
    number: float = nan
    n: float = nan
    low: float = nan
    high: float = nan


@dataclass(frozen=True)
class Example:
    """A worked example: small tables in, figures out. Shown on the Definitions page and run as a test.

    rows: per sheet, rows as heading -> value (defaults fill the rest). expected: collar number or area -> value.
    """

    words: str
    rows: dict[str, list[dict[str, Any]]]
    expected: dict[str, float | None]


@dataclass(frozen=True)
class Kpi:
    """One measure of what was done.

    counts: SQL amount of one row (1, or `hours`). where: SQL condition of the rows counted.
    credit: whom a row credits at officer level: its lead; every officer named; or the person who actioned it.
    distinct: name of the column whose distinct values are counted within each level and printed period ("" for rows).
    stock_until: SQL day on which a row leaves the stock; with it the figure is what is open at the period's end.
    """

    id: str
    label: str
    unit_word: str
    question: str
    meaning: str
    why: str
    principle: str
    roles: tuple[Role, ...]
    export: str
    target_type: str
    blueprint: str
    order: int
    first_for: Role = "PC"
    counts: str = "1"
    where: str = "true"
    credit: Credit = "lead"
    distinct: str = ""
    stock_until: str = ""
    exposure: Exposure = "available"
    exposure_words: str = "available hours"
    unit: Literal["count", "hours"] = "count"
    direction: Direction = "neutral"
    power: bool = False
    part_of: str = ""
    companions: tuple[Companion, ...] = ()
    caveats: tuple[str, ...] = ()
    assumption: str = ""
    owner: str = "Neighbourhood policing lead (to be confirmed by the force)"
    version: int = 1
    reviewed: dt.date = dt.date(2026, 11, 22)
    review_due: dt.date = dt.date(2027, 11, 22)
    example: Example = field(default_factory=lambda: Example("", {}, {}))

    def counted(self, said: str) -> str:
        """An amount, as it is shown, with what is counted: 3 warrants, 1 warrant."""
        if said.rstrip("*") != "1":
            return f"{said} {self.unit_word}"
        one = re.sub(r"(?<=ch)es\b|s\b", "", self.unit_word)
        return f"{said} {one}"

    @property
    def hours_words(self) -> str:
        """The hours that stand beside the figure. `exposure_words` says what the blueprint reads it against."""
        return f"{self.exposure} hours"

    @property
    def is_stock(self) -> bool:
        """True where the figure is what is open at the period's end, not what happened in the period."""
        return bool(self.stock_until)
