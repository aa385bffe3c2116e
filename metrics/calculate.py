"""Questions to what is known, and their answers as frames: figures, hours, companions, records, people, coverage.

Every answer is for one moment (`known_at`; None is now) and comes from that moment's snapshot. Missing stays missing: a
value is NaN where nothing is loaded, and 0 only where somebody was on strength and the export is loaded.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from metrics import asides, catalogue
from metrics.judge import record_word
from metrics.kpi import Kpi
from metrics.store.connection import Store
from metrics.store.schema import sql
from metrics.store.snapshot import bit, list_exports, snapshot, weekly_exports
from metrics.terms import FULL_TIME_HOURS_PER_WEEK, KPI_ROLES, Area, Role, sunday_before

DAY = dt.timedelta(days=1)
Period = tuple[dt.date, dt.date]
SINGLE = ThreadPoolExecutor(max_workers=4, thread_name_prefix="beatboard-query")
"""Runs single queries beside others, each with its own cursor. What runs here waits for nothing else."""


@dataclass(frozen=True)
class Asked:
    """One KPI of a question: the id as asked, its declaration, and the role (None: all its roles)."""

    name: str
    kpi: Kpi
    role: Role | None


def asked_kpi(name: str, role: Role | None = None) -> Asked:
    """The KPI of an id or of `id:role`. KeyError where there is none."""
    plain, _, own = name.partition(":")
    return Asked(name, catalogue.kpis()[plain], next((known for known in KPI_ROLES if known == own), role))


@dataclass(frozen=True)
class Ask:
    """A question for figures. by: officer, or one or more of force, lpa, sector and beat, joined by +. `within`,
    `supervisor` and `collars` narrow the keys.

    kpis: ids, or `id:role` for the figure of one role beside others; an id that does not apply to the role gives no rows.
    The answer carries each id as asked. role: of every id that names none. periods: first and last day, inclusive.
    """

    kpis: tuple[str, ...]
    by: str
    periods: tuple[Period, ...]
    role: Role | None = None
    known_at: dt.datetime | None = None
    within: Area | None = None
    supervisor: str | None = None
    collars: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Periods are told apart by their first day; two with the same one would be mixed up."""
        if len({start for start, _ in self.periods}) < len(self.periods):
            raise ValueError("two periods of one question begin on the same day: ask for them one after the other")

    @property
    def declared(self) -> list[Asked]:
        """The KPIs asked for that apply to the role asked for."""
        chosen = [asked_kpi(name, self.role) for name in self.kpis]
        return [asked for asked in chosen if asked.role is None or asked.role in asked.kpi.roles]


FIGURE_COLUMNS = (
    "kpi", "by", "key", "name", "role", "period_start", "period_end", "value", "exposure_hours", "target", "verdict",
    "missing", "set_aside",
)  # fmt: skip


def figures(store: Store, ask: Ask) -> pd.DataFrame:
    """One row per KPI, key and period, zeros and Not loaded included, ordered by KPI, key and period.

    Columns FIGURE_COLUMNS: key is the area's key or the collar number; role the person's (latest in the answer; None for
    areas); value a count or hours; exposure_hours available hours (rostered where the KPI is declared so); target the
    area's target, for a person the fair share; verdict one of the fixed words or ""; missing says how much is not loaded;
    set_aside how many rows set aside could change the value.
    """
    asked = ask.declared
    if not asked or not ask.periods:
        return pd.DataFrame(columns=list(FIGURE_COLUMNS))
    catalog = snapshot(store, ask.known_at)
    values = figure_values(ask, asked)
    text = sql("fair_share" if ask.by == "officer" else "targets_area").replace("{keys}", keys_step(ask.by))
    targets = SINGLE.submit(ask_known, store, catalog, text, values)
    aside = _asides(store, catalog, ask.by, values)
    frame = ask_known(store, catalog, _scoped("figures", ask.by), values)
    frame = frame.merge(targets.result(), on=["kpi", "key", "period_start"], how="left")
    frame = _with_asides(frame, aside)
    if ask.by == "officer":
        frame.loc[frame.hours_days == 0, "target"] = float("nan")
    frame["verdict"] = [record_word(*row) for row in zip(
        frame.unit_days, frame.loaded_days, frame.hours_days,
        frame.value.fillna(0), frame.exposure_hours.fillna(0), strict=True)]  # fmt: skip
    frame["missing"] = [_missing(*row) for row in zip(frame.kpi, frame.unit_days, frame.loaded_days, strict=True)]
    return with_names(store, catalog, ask.by, frame)[list(FIGURE_COLUMNS)].pipe(_ordered, asked)


HOURS_OF_DUTIES: dict[str, Any] = {
    "kpis": ["hours"], "exports": ["duties"], "pc": [True], "pcso": [True], "stocks": [False], "credits": ["lead"],
}  # fmt: skip


def _asides(store: Store, catalog: str, by: str, values: dict[str, Any]) -> Future[pd.DataFrame] | None:
    """The rows set aside that could change each figure, asked for beside the figures; None where none stand."""
    if not asides.any_stand(store, catalog):
        return None
    return SINGLE.submit(ask_known, store, catalog, asides.counted_sql(by, keys_step(by)), values)


def _with_asides(frame: pd.DataFrame, aside: Future[pd.DataFrame] | None) -> pd.DataFrame:
    """The frame with `set_aside`: how many rows set aside could change each figure."""
    found = aside.result() if aside else None
    if found is None or found.empty:
        return frame.assign(set_aside=0)
    on = [name for name in ("kpi", "key", "period_start") if name in frame.columns]
    frame = frame.merge(found[[*on, "set_aside"]], on=on, how="left")
    return frame.assign(set_aside=frame.set_aside.fillna(0).astype(int))


def hours(
    store: Store,
    by: str,
    periods: Sequence[Period],
    role: Role | None = None,
    known_at: dt.datetime | None = None,
    within: Area | None = None,
    supervisor: str | None = None,
    collars: tuple[str, ...] = (),
) -> pd.DataFrame:
    """One row per key and period: hours rostered, available, abstraction, not_deployable, outside, in_place; absent_days,
    posted_days and covered_days (team days for areas) of the constables and PCSOs; hours are missing where nothing is loaded;
    set_aside: rows of Duties set aside that could change them."""
    catalog = snapshot(store, known_at)
    ask = Ask((), by, tuple(periods), role, known_at, within, supervisor, collars)
    values = {**who_asked(ask), **when_asked(ask), "role": role, "duties": bit("duties")}
    aside = _asides(store, catalog, by, values | HOURS_OF_DUTIES)
    frame = ask_known(store, catalog, _scoped("hours", by), values)
    frame = _with_asides(frame, aside)
    frame = with_names(store, catalog, by, frame).sort_values(["key", "period_start"], ignore_index=True)
    first = ["by", "key", "name", "role", "period_start", "period_end"]
    return frame[first + [name for name in frame.columns if name not in first]]


def hours_by_state(
    store: Store,
    by: str,
    start: dt.date,
    end: dt.date,
    role: Role | None = None,
    known_at: dt.datetime | None = None,
    within: Area | None = None,
    supervisor: str | None = None,
    collars: tuple[str, ...] = (),
) -> pd.DataFrame:
    """One row per key and state: kind (neighbourhood, abstraction, other duties) and hours, rostered states only."""
    catalog = snapshot(store, known_at)
    ask = Ask((), by, ((start, end),), role, known_at, within, supervisor, collars)
    values = {**who_asked(ask), **when_asked(ask), "role": role}
    frame = ask_known(store, catalog, _scoped("hours_by_state", by), values)
    return with_names(store, catalog, by, frame)


def members(
    store: Store,
    start: dt.date,
    end: dt.date,
    area: Area | None = None,
    supervisor: str | None = None,
    known_at: dt.datetime | None = None,
) -> pd.DataFrame:
    """People posted to the area, or under the supervisor, on a day of the period; alphabetical."""
    values = {"start": start, "end": end, "area": area_key(area), "supervisor": supervisor}
    frame = ask_known(store, snapshot(store, known_at), sql("members"), values)
    return _split_team(frame)


def people(store: Store, known_at: dt.datetime | None = None) -> pd.DataFrame:
    """Everyone ever posted, as in their latest posting; alphabetical."""
    return members(store, dt.date.min, dt.date.max, known_at=known_at)


def supervisors(store: Store, start: dt.date, end: dt.date, known_at: dt.datetime | None = None) -> pd.DataFrame:
    """One row per person who supervises somebody on a day of the period: collar, name, members."""
    frame = ask_known(store, snapshot(store, known_at), sql("supervisors"), {"start": start, "end": end})
    return _split_team(frame)


def areas(store: Store, known_at: dt.datetime | None = None) -> pd.DataFrame:
    """Every area in list order: level, key, name, sector, lpa."""
    frame = ask_known(
        store,
        snapshot(store, known_at),
        "select * from areas order by position, list_position(['force', 'lpa', 'sector', 'beat'], level)",
        {},
    )
    return frame.drop(columns=["area", "position"])


def coverage(store: Store, weeks: int, known_at: dt.datetime | None = None, level: str = "sector") -> pd.DataFrame:
    """One row per weekly export, sector (or beat) and week: state loaded, partly or missing, and late records that wait.

    weeks: how many complete weeks up to the last one known; no rows where nothing weekly is loaded.
    """
    last = last_week(store, known_at)
    if last is None:
        return pd.DataFrame(columns=["export", "label", "area", "week_start", "state", "late_waiting"])
    starts = [last - dt.timedelta(days=6 + 7 * back) for back in range(weeks - 1, -1, -1)]
    exports = weekly_exports()
    values = {"starts": starts, "exports": exports, "bits": [bit(export) for export in exports], "level": level}
    catalog = snapshot(store, known_at)
    frame = ask_known(store, catalog, sql("coverage"), values)
    late = _waiting(store, catalog, starts[0], last, level)
    frame = frame.merge(late, on=["export", "area", "week_start"], how="left")
    frame["late_waiting"] = frame.late_waiting.fillna(0).astype(int)
    frame["state"] = [_state(*row) for row in zip(frame.days, frame.loaded, strict=True)]
    frame["label"] = [catalogue.exports()[export].sheet for export in frame.export]
    frame["area"] = frame.area.str.removeprefix(f"{level}:")
    return frame[["export", "label", "area", "week_start", "state", "late_waiting"]]


def _waiting(store: Store, catalog: str, start: dt.date, end: dt.date, level: str) -> pd.DataFrame:
    text = " union all ".join(
        f"select '{export}' as export, area, date_trunc('week', day)::date as week_start, count(*) as late_waiting "
        f"from {export} join containment using (team) where waiting and starts_with(area, $level || ':') "
        "and day between $start and $end group by all"
        for export in weekly_exports()
    )
    return ask_known(store, catalog, text, {"start": start, "end": end, "level": level})


def _state(days: int, loaded: int) -> str:
    if loaded == 0:
        return "missing"
    return "loaded" if loaded == days else "partly"


def last_week(store: Store, known_at: dt.datetime | None = None) -> dt.date | None:
    """The Sunday that ends the last complete week known (DECISIONS.md F12), or None."""
    found = ask_known(store, snapshot(store, known_at), "select max(day) as day from cover", {}).day[0]
    if pd.isna(found):
        return None
    day = (pd.Timestamp(found) + DAY).date()
    return sunday_before(day if known_at is None else min(day, known_at.date()))


def lists_loaded(store: Store, known_at: dt.datetime | None = None) -> pd.DataFrame:
    """One row per list export: label, the day through which it speaks (None where not loaded)."""
    frame = ask_known(store, snapshot(store, known_at), "select * from list_through", {}).set_index("export")
    rows = [
        (export, catalogue.exports()[export].sheet, frame.through[export] if export in frame.index else None)
        for export in list_exports()
    ]
    return pd.DataFrame(rows, columns=["export", "label", "through"])


def loads(store: Store) -> pd.DataFrame:
    """Every load, the latest first, with who took it back, when (both empty while it stands) and why; times are UTC.

    matching: the choice of headings with which it was read, empty where they are ours.
    """
    columns = (
        "load_id, recorded_at, loaded_by as by, export, file, file_hash, sheet, area, days_from as start, "
        'days_to as "end", rows, set_aside, identical, withdrawn_at, withdrawn_by, reason, matching'
    )
    joined = "loads left join withdrawals using (load_id) left join matched_loads using (load_id)"
    return store.frame(f"select {columns} from {joined} order by load_id desc")


def is_empty(store: Store) -> bool:
    """True where nothing is loaded."""
    return store.version == 0


def keys_step(by: str) -> str:
    """SQL: the first steps of a question, the people or the areas that it is about."""
    return sql("scope_officer_keys" if by == "officer" else "scope_area_keys").strip()


def _scoped(name: str, by: str) -> str:
    scope, key, join = ("scope_officer", "collar_no", "semi join chosen on chosen.collar = duties.collar_no")
    if by != "officer":
        scope, key, join = ("scope_area", "team_area.key", "join team_area using (team)")
    return (
        sql(name)
        .replace("{scope}", sql(scope).strip())
        .replace("{keys}", keys_step(by))
        .replace("{key}", key)
        .replace("{join}", join)
    )


def ask_known(store: Store, catalog: str, text: str, values: dict[str, Any]) -> pd.DataFrame:
    """The answer of a snapshot, days as dates."""
    frame = store.frame(text, catalog, **values)
    for name in frame.columns:
        if str(frame[name].dtype).startswith("datetime64"):
            frame[name] = frame[name].dt.date if not (frame[name].dt.normalize() != frame[name]).any() else frame[name]
    return frame


def area_key(area: Area | None) -> str | None:
    """The stored form of an area: level:key."""
    return None if area is None else f"{area.level}:{area.key}"


def who_asked(ask: Ask) -> dict[str, Any]:
    """The values that say whose figures are asked for."""
    return {
        "area": area_key(ask.within),
        "supervisor": ask.supervisor,
        "collars": list(ask.collars),
        "levels": ask.by.split("+"),
    }


def when_asked(ask: Ask) -> dict[str, Any]:
    """The values that say for which periods."""
    return {"starts": [start for start, _ in ask.periods], "ends": [end for _, end in ask.periods]}


def figure_values(ask: Ask, asked: list[Asked]) -> dict[str, Any]:
    """The values that a question for figures binds: whose, when, and of each KPI what its declaration says."""
    kpis = [one.kpi for one in asked]
    return {
        **who_asked(ask),
        **when_asked(ask),
        "kpis": [one.name for one in asked],
        "counts": [kpi.id for kpi in kpis],
        "pc": ["PC" in one.kpi.roles and one.role in (None, "PC") for one in asked],
        "pcso": ["PCSO" in one.kpi.roles and one.role in (None, "PCSO") for one in asked],
        "of_pc": ["PC" in kpi.roles for kpi in kpis],
        "of_pcso": ["PCSO" in kpi.roles for kpi in kpis],
        "bits": [bit(kpi.export) for kpi in kpis],
        "stocks": [kpi.is_stock for kpi in kpis],
        "distincts": [bool(kpi.distinct) for kpi in kpis],
        "rostered": [kpi.exposure == "rostered" for kpi in kpis],
        "exports": [kpi.export for kpi in kpis],
        "credits": [kpi.credit for kpi in kpis],
        "variants": [target_variant(one.kpi, one.role) for one in asked],
        "lists": list_exports(),
        "weekly": len(weekly_exports()),
        "duties": bit("duties"),
        "full_time": FULL_TIME_HOURS_PER_WEEK,
    }


def target_variant(kpi: Kpi, role: Role | None) -> str:
    """Which roles' targets a figure is shown against: only where the roles are the same (DECISIONS.md F8)."""
    if len(kpi.roles) == 1:
        return f"{kpi.roles[0]}+All"
    return role or "All"


def _missing(name: str, unit_days: int, loaded_days: int) -> str:
    if loaded_days == unit_days and unit_days:
        return ""
    sheet = catalogue.exports()[asked_kpi(name).kpi.export].sheet
    if not loaded_days:
        return f"{sheet}: nothing loaded"
    return f"{sheet}: {int(unit_days - loaded_days):,} of {int(unit_days):,} team days not loaded"


def with_names(store: Store, catalog: str, by: str, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with `by`, plain keys, names and (for people) roles."""
    named = frame.merge(_names(store, catalog, by == "officer"), on="key", how="left")
    return named.assign(key=named.plain).drop(columns="plain")


@lru_cache(maxsize=16)
def _names(store: Store, catalog: str, of_people: bool) -> pd.DataFrame:
    """Key, plain key, name, role and level of everybody or of every area; a snapshot never changes, so it is asked once."""
    if of_people:
        text = (
            "select collar as key, collar as plain, max_by(surname || ', ' || forename, from_day) as name, "
            "max_by(role, from_day) as role, 'officer' as by from stints group by collar"
        )
    else:
        text = "select area as key, key as plain, name, null::varchar as role, level as by from areas"
    return ask_known(store, catalog, text, {})


def _ordered(frame: pd.DataFrame, asked: list[Asked]) -> pd.DataFrame:
    order = {one.name: place for place, one in enumerate(asked)}
    frame = frame.assign(place=frame.kpi.map(order)).sort_values(["place", "key", "period_start"], ignore_index=True)
    return frame.drop(columns="place")


def _split_team(frame: pd.DataFrame) -> pd.DataFrame:
    parts = [(team.split(":", 1) if isinstance(team, str) else (None, None)) for team in frame.team]
    return frame.assign(team_level=[level for level, _ in parts], team=[team for _, team in parts])
