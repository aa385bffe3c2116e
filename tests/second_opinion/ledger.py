"""The loads of a folder, folded in order: what is known at a moment, and which teams and days it covers."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from .accept import LISTS, LOAD_ORDER, Known, accept
from .areas import FORCE, LEVELS, Areas, Postings
from .hours import with_hours
from .reading import EXPORTS, LONDON, Sheet, day_number, read_file

EVER = -(10**7)
LEDGERS_KEPT = 4
BIG_LOSS_SHARE, BIG_LOSS_ROWS = 0.5, 5


@dataclass(frozen=True)
class Load:
    """One accepted sheet with its coverage: the teams and days it is a complete statement of."""

    export: str
    recorded_at: pd.Timestamp
    identity: tuple
    teams: frozenset[str]
    first: int
    last: int
    rows: pd.DataFrame
    set_aside: int

    def covers(self, rows: pd.DataFrame) -> np.ndarray:
        """Which rows lie in the covered days and teams."""
        days = rows["day"].between(self.first, self.last).to_numpy()
        return days if FORCE in self.teams else days & rows["team"].isin(self.teams).to_numpy()


@cache
def accepted_loads(folder: Path, manifest: str) -> tuple[Load, ...]:
    """Every sheet of the manifest that is accepted, in order; what changes nothing or needs confirming is not."""
    loads: list[Load] = []
    for entry in json.loads(manifest)["loads"]:
        sheets = [sheet for name in entry["files"] for sheet in read_file(folder / name)]
        sheets = [sheet for sheet in sheets if sheet.export != "Crime Figures"]  # no KPI counts them yet
        for sheet in sorted(sheets, key=lambda each: LOAD_ORDER.index(each.export)):
            load = _load(sheet, entry, loads)
            if load is not None:
                loads.append(load)
    return tuple(loads)


def _load(sheet: Sheet, entry: dict, before: list[Load]) -> Load | None:
    """The load that this sheet makes, or None where it is unchanged or needs confirming."""
    recorded_at = pd.Timestamp(entry["recorded_at"])
    known = _lists(before)
    if sheet.export in LISTS:
        area, first, last = FORCE, EVER, day_number(recorded_at) - 1 - recorded_at.weekday()
        rows, set_aside = accept(sheet, known)
        teams = frozenset({FORCE})
    else:
        area, first, last = _coverage(sheet, entry, known)
        teams = frozenset(known.areas.within(area))
        rows, set_aside = accept(sheet, known, set(teams))
    load = Load(
        sheet.export, recorded_at, (sheet.content, sheet.export, area, first, last), teams, first, last, rows, set_aside
    )
    if _unchanged(load, before) or (not entry.get("confirm") and _big_loss(load, before)):
        return None
    return load


def _unchanged(load: Load, before: list[Load]) -> bool:
    """The same sheet for the same area and days stands already, and nothing of it would now be taken otherwise."""
    same = [each for each in before if each.identity == load.identity]
    return bool(same) and (not same[-1].set_aside or same[-1].rows.equals(load.rows))


def _big_loss(load: Load, before: list[Load]) -> bool:
    """Would it take away more than half of what was known for a covered week, and more than five rows?"""
    if load.export in LISTS:
        return False
    near = [each for each in before if each.export == load.export and _meets(each, load)]
    live = live_rows(near)
    if live is None:
        return False
    live = live[load.covers(live)]
    lost = ~live["key"].isin(load.rows["key"])
    week = (live["day"] + 3) // 7
    table = pd.DataFrame({"week": week, "lost": lost}).groupby("week")["lost"].agg(["sum", "size"])
    return bool(((table["sum"] > BIG_LOSS_ROWS) & (table["sum"] > BIG_LOSS_SHARE * table["size"])).any())


def _meets(one: Load, other: Load) -> bool:
    """Do the rows of one load reach the covered days of the other, or their coverages each other?"""
    days = [one.first, one.last, *one.rows["day"]]
    return min(days) <= other.last and other.first <= max(days)


def _lists(loads: list[Load]) -> Known:
    """The lists that stand after these loads."""
    latest = {load.export: load for load in loads}
    return _known(_Same(latest.get("Beats")), _Same(latest.get("Officers")))


@dataclass(frozen=True)
class _Same:
    """A load compared by being the same object, so that what is made of it is made once."""

    load: Load | None

    def __hash__(self) -> int:
        return id(self.load)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.load is other.load


@cache
def _known(beats: _Same, officers: _Same) -> Known:
    areas = Areas(beats.load.rows if beats.load else _nothing("Beats"))
    return Known(areas, Postings(officers.load.rows if officers.load else _nothing("Officers"), areas))


def _nothing(export: str) -> pd.DataFrame:
    """No rows, under every column that an accepted row of the export can have."""
    headings = EXPORTS[export].headings
    made = ("key", "day", "team", "role", "named", "start", "end", "area", "amount", "from_second", "to_second")
    return pd.DataFrame({name: pd.Series(dtype=object) for name in (*headings, *made, *(f"day_{h}" for h in headings))})


def live_rows(loads: list[Load]) -> pd.DataFrame | None:
    """The rows that still stand: the last of each key, unless a later load covers its team and day.

    A row that a later one repeats is gone for good, even if that later one is replaced in its turn.
    """
    frames = [load.rows.assign(load=number) for number, load in enumerate(loads)]
    if not frames:
        return None
    rows = pd.concat(frames, ignore_index=True)
    rows = rows[~rows["key"].duplicated(keep="last")].reset_index(drop=True)
    stands = np.ones(len(rows), dtype=bool)
    for number, load in enumerate(loads):
        stands &= ~(load.covers(rows) & (rows["load"] < number).to_numpy())
    return rows[stands].reset_index(drop=True)


# --- coverage that was not stated (DECISIONS D5 and D6) ---


def _coverage(sheet: Sheet, entry: dict, known: Known) -> tuple[str, int, int]:
    """The area and the days that a sheet is a statement of: as stated, else as proposed."""
    rows, _ = accept(sheet, known) if entry.get("area") is None or entry.get("from") is None else (None, 0)
    area = known.areas.find(entry["area"]) if entry.get("area") else _smallest_area(rows, known.areas)
    if entry.get("from"):
        return area, day_number(entry["from"]), day_number(entry["to"])
    first, last = _days_in(" | ".join(sheet.title)) or _days_in(sheet.file) or _busy_weeks(rows)
    return area, first, last


def _smallest_area(rows: pd.DataFrame, areas: Areas) -> str:
    """The smallest area that holds every row's team; the force where there are no rows."""
    teams = set(rows["team"])
    for level in LEVELS:
        for name in areas.names[level] if teams else ():
            if teams <= areas.within(f"{level}:{name}"):
                return f"{level}:{name}"
    return FORCE


DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{4}|\d{1,2} [A-Z][a-z]+ \d{4}")


def _days_in(text: str) -> tuple[int, int] | None:
    """Two dates in a text are its first and last day; one is a day of its week."""
    found = sorted(day_number(pd.to_datetime(date, dayfirst="/" in date)) for date in DATE.findall(text)[:2])
    if len(found) == 1:
        monday = (found[0] + 3) // 7 * 7 - 3
        return monday, monday + 6
    return (found[0], found[1]) if found else None


def _busy_weeks(rows: pd.DataFrame) -> tuple[int, int]:
    """Whole weeks from the first to the last that holds at least a fifth of the busiest week's rows."""
    counts = ((rows["day"] + 3) // 7).value_counts()
    busy = counts[counts >= counts.max() / 5].index
    return int(busy.min()) * 7 - 3, int(busy.max()) * 7 - 3 + 6


# --- what is known at a moment ---


class Ledger:
    """What the folder's loads up to a moment say."""

    def __init__(self, loads: tuple[Load, ...], known_at: pd.Timestamp | None) -> None:
        self.loads = [load for load in loads if known_at is None or load.recorded_at <= known_at]
        known = _lists(self.loads)
        self.areas, self.postings = known.areas, known.postings
        self._rows: dict[str, pd.DataFrame] = {}
        self.made: dict = {}
        """What other modules have worked out from this ledger, kept for the next question."""

    def of(self, export: str) -> list[Load]:
        """The loads of one export, in order."""
        return [load for load in self.loads if load.export == export]

    def rows(self, export: str) -> pd.DataFrame:
        """The rows of an export that stand; a list's are those of its latest load."""
        if export not in self._rows:
            loads = self.of(export)
            found = loads[-1].rows if export in LISTS and loads else live_rows(loads)
            self._rows[export] = _nothing(export) if found is None else found
        return self._rows[export]

    def loaded_rows(self, export: str) -> pd.DataFrame:
        """The rows that stand on days that are loaded for their team; late records of other days wait.

        So weeks add up to the whole: a week that is Not loaded adds nothing to it.
        """
        key = ("loaded rows", export)
        if key not in self.made:
            rows = self.rows(export)
            loaded = np.zeros(len(rows), dtype=bool)
            for load in self.of(export):
                loaded |= load.covers(rows)
            self.made[key] = rows[loaded]
        return self.made[key]

    @cached_property
    def duties(self) -> pd.DataFrame:
        """Duties with the seconds that count, by what they count as."""
        return with_hours(self.loaded_rows("Duties"), self.rows("Places"))

    @cached_property
    def teams(self) -> list[str]:
        """Every team that has or could have figures: each area, each posting's, and each team of a row."""
        of_rows = (load.rows["team"].unique() for load in self.loads if "team" in load.rows)
        return sorted({*self.areas.parents, *self.postings.team}.union(*of_rows))

    def team_code(self, teams: pd.Series | np.ndarray) -> np.ndarray:
        """Positions of teams in `teams`."""
        return pd.Index(self.teams).get_indexer(teams)

    def covered(self, export: str, days: np.ndarray) -> np.ndarray:
        """For each team (row) and day (column): is the export loaded?"""
        found = np.zeros((len(self.teams), len(days)), dtype=bool)
        for load in self.of(export):
            inside = np.array([FORCE in load.teams or team in load.teams for team in self.teams])
            found |= inside[:, None] & ((load.first <= days) & (days <= load.last))[None, :]
        return found

    def posted(self, days: np.ndarray) -> np.ndarray:
        """For each officer (row of `postings.collars`) and day: the row of the posting that applies, or -1."""
        key = ("posted", days[0], days[-1])
        if key not in self.made:
            collars = np.repeat(np.array(self.postings.collars, dtype=object), len(days))
            posting = self.postings.on(collars, np.tile(days, len(self.postings.collars)))
            self.made[key] = posting.reshape(len(self.postings.collars), len(days))
        return self.made[key]

    def posted_team(self, days: np.ndarray) -> np.ndarray:
        """For each officer and day: the position of the team, or -1."""
        posting = self.posted(days)
        return np.where(posting >= 0, self.team_code(self.postings.team)[posting], -1)

    def posted_in(self, days: np.ndarray, roles: tuple[str, ...]) -> np.ndarray:
        """For each officer and day: posted in one of these roles?"""
        posting = self.posted(days)
        return (posting >= 0) & np.isin(self.postings.role.astype(str), roles)[posting]


def ledger(folder: Path, known_at: pd.Timestamp | None = None) -> Ledger:
    """The folded ledger of a folder, as known at a local moment (None: with every load)."""
    return _ledger(folder, (folder / "manifest.json").read_text(), known_at)


@lru_cache(maxsize=LEDGERS_KEPT)
def _ledger(folder: Path, manifest: str, known_at: pd.Timestamp | None) -> Ledger:
    return Ledger(accepted_loads(folder, manifest), known_at)


def local_moment(text: object) -> pd.Timestamp | None:
    """ISO 8601 with an offset, or else local, as local time."""
    if text is None:
        return None
    moment = pd.Timestamp(text)
    return moment if moment.tzinfo is None else moment.tz_convert(LONDON).tz_localize(None)
