"""The figures of one KPI, from the files: one row per key and period, as `python -m metrics figures` prints them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from . import credit, targets
from .areas import FORCE
from .credit import KPIS
from .ledger import Ledger, ledger, local_moment
from .reading import day_number

COLUMNS = ["kpi", "by", "key", "name", "period_start", "period_end", "value", "exposure_hours", "target", "loaded"]
STATES = np.array(["Not loaded", "Partly loaded", ""], dtype=object)
PERIODS = {"week": "W-SUN", "month": "M", "quarter": "Q", "year": "Y-MAR"}


def figures(
    folder: Path | str,
    kpi: str,
    by: str,
    per: str,
    start: object,
    end: object,
    role: str | None = None,
    known_at: object = None,
) -> pd.DataFrame:
    """Value, hours, target and state of loading of every key and period, ordered by key and period."""
    known = ledger(Path(folder), local_moment(known_at))
    days = np.arange(day_number(start), day_number(end) + 1)
    cut = period_starts(per, days)
    of = _officers if by == "officer" else _areas
    keys, names, shown, parts = of(known, kpi, by, role, days, cut)
    row, period = np.nonzero(shown)
    last = np.r_[cut[1:], len(days)] - 1
    found = pd.DataFrame(
        {
            "kpi": kpi,
            "by": by,
            "key": np.array(keys, dtype=object)[row],
            "name": np.array(names, dtype=object)[row],
            "period_start": days[cut].astype("datetime64[D]").astype(str)[period],
            "period_end": days[last].astype("datetime64[D]").astype(str)[period],
            **{name: matrix[row, period] for name, matrix in parts.items()},
        }
    )
    return found.sort_values(["key", "period_start"], kind="stable", ignore_index=True)[COLUMNS]


def period_starts(per: str, days: np.ndarray) -> np.ndarray:
    """The positions in `days` at which a period begins: periods are clipped to the days asked for."""
    if per == "total":
        return np.array([0])
    period = pd.DatetimeIndex(days.astype("datetime64[D]")).to_period(PERIODS[per]).asi8
    return np.flatnonzero(np.r_[True, period[1:] != period[:-1]])


def _areas(known: Ledger, kpi: str, by: str, role: str | None, days: np.ndarray, cut: np.ndarray):
    """Areas of a level: what was counted for the teams inside them."""
    roles = credit.chosen_roles(kpi, role)
    names = known.areas.names[by]
    keys = sorted(names)
    inside = np.zeros((len(keys), len(known.teams)), dtype=bool)
    for number, key in enumerate(keys):
        inside[number] = np.isin(known.teams, list(known.areas.within(f"{by}:{key}")))
        if f"{by}:{key}" == FORCE:
            inside[number] = True
    counts = _needed(known, KPIS[kpi].roles, days)
    value = _area_values(known, kpi, roles, days, cut, inside)
    state = _state_of_areas(known, KPIS[kpi].export, counts, inside, days, cut)
    hours_state = _state_of_areas(known, "Duties", counts, inside, days, cut)
    exposure = _team_hours(known, KPIS[kpi].exposure, roles, days, cut, inside)
    parts = {
        "value": np.where(state == 0, np.nan, value),
        "exposure_hours": np.where(hours_state == 0, np.nan, exposure),
        "target": targets.for_areas(known, kpi, [f"{by}:{key}" for key in keys], role, days, cut),
        "loaded": STATES[state],
    }
    return keys, [names[key] for key in keys], np.ones(value.shape, dtype=bool), parts


def _needed(known: Ledger, roles: tuple[str, ...], days: np.ndarray) -> np.ndarray:
    """Team x day: must it be loaded for an area around it to be? Beats always; other teams if somebody is there."""
    key = ("needed", roles, days[0], days[-1])
    if key not in known.made:
        needed = np.repeat([[team.startswith("beat:")] for team in known.teams], len(days), axis=1)
        team, there = known.posted_team(days), known.posted_in(days, roles)
        needed[team[there], np.broadcast_to(np.arange(len(days)), team.shape)[there]] = True
        known.made[key] = needed
    return known.made[key]


def _state_of_areas(known: Ledger, export: str, needed: np.ndarray, inside: np.ndarray, days, cut) -> np.ndarray:
    """0 nothing loaded, 1 part, 2 all: for each area and period."""
    covered = _covered(known, export, days) & needed
    have, want = (np.add.reduceat(inside.astype("int64") @ each, cut, axis=1) for each in (covered, needed))
    return np.where(have == 0, 0, np.where(have < want, 1, 2))


def _covered(known: Ledger, export: str, days: np.ndarray) -> np.ndarray:
    key = ("covered", export, days[0], days[-1])
    if key not in known.made:
        known.made[key] = known.covered(export, days)
    return known.made[key]


def _area_values(known: Ledger, kpi: str, roles, days, cut, inside: np.ndarray) -> np.ndarray:
    """Counts, stocks or hours of each area and period."""
    if KPIS[kpi].hours:
        return _team_hours(known, KPIS[kpi].hours, roles, days, cut, inside)
    if KPIS[kpi].stock:
        return inside.astype("int64") @ _open_plans(known, roles, days, cut, "team", known.teams)
    found = credit.for_areas(kpi, known.loaded_rows(KPIS[kpi].export), roles)
    found = found[found["day"].between(days[0], days[-1])]
    period = np.searchsorted(days[cut], found["day"].to_numpy(dtype="int64"), side="right") - 1
    team = known.team_code(found["team"])
    values = np.zeros((len(inside), len(cut)))
    for number, area in enumerate(inside):
        here = area[team]
        # A reference counts once in each area and printed period; only incidents can come more than once.
        once = pd.DataFrame({"period": period[here], "once": found["once"].to_numpy()[here]}).drop_duplicates()
        values[number] = np.bincount(once["period"], minlength=len(cut))
    return values


def _team_hours(known: Ledger, measure: str, roles, days, cut, inside: np.ndarray) -> np.ndarray:
    rows = _duties_of(known, roles, days)
    seconds = np.zeros((len(known.teams), len(cut)), dtype="int64")
    period = np.searchsorted(days[cut], rows["day"].to_numpy(dtype="int64"), side="right") - 1
    np.add.at(seconds, (rows["team_code"].to_numpy(), period), rows[measure].to_numpy(dtype="int64"))
    return inside.astype("int64") @ seconds / 3600


def _duties_of(known: Ledger, roles, days: np.ndarray) -> pd.DataFrame:
    """Daily hours of people in these roles on these days, with the team's and the officer's positions."""
    key = ("duties", roles, days[0], days[-1])
    if key not in known.made:
        rows = known.duties
        rows = rows[rows["role"].isin(roles) & rows["day"].between(days[0], days[-1])]
        officer = pd.Index(known.postings.collars).get_indexer(rows["Collar No"])
        known.made[key] = rows.assign(team_code=known.team_code(rows["team"]), officer=officer)
    return known.made[key]


def _open_plans(known: Ledger, roles, days, cut, whose: str, keys: list[str]) -> np.ndarray:
    """Plans open at the end of each period, for each key: opened by then, not closed by then."""
    plans = known.loaded_rows("Problem Plans")
    plans = plans[plans["role"].isin(roles)]
    ends = days[np.r_[cut[1:], len(days)] - 1]
    open_then = (plans["day"].to_numpy(dtype="int64")[:, None] <= ends) & (
        credit.closed_on(plans).to_numpy()[:, None] > ends
    )
    found = np.zeros((len(keys), len(cut)), dtype="int64")
    position = pd.Index(keys).get_indexer(plans[whose])
    np.add.at(found, position[position >= 0], open_then[position >= 0])
    return found


def _officers(known: Ledger, kpi: str, by: str, role: str | None, days: np.ndarray, cut: np.ndarray):
    """Everyone posted on at least one day of the period in a role that counts."""
    roles = credit.chosen_roles(kpi, role)
    collars = known.postings.collars
    team, posted = known.posted_team(days), known.posted_in(days, roles)
    day = np.broadcast_to(np.arange(len(days)), team.shape)
    want = np.add.reduceat(posted.astype("int64"), cut, axis=1)

    def state(export: str) -> np.ndarray:
        have = np.add.reduceat((posted & _covered(known, export, days)[team, day]).astype("int64"), cut, axis=1)
        return np.where(have == 0, 0, np.where(have < want, 1, 2))

    hours_loaded = state("Duties") > 0
    share = _fair_shares(known, kpi, roles, days, cut)
    parts = {
        "value": np.where(state(KPIS[kpi].export) == 0, np.nan, _officer_values(known, kpi, roles, days, cut)),
        "exposure_hours": np.where(hours_loaded, _officer_hours(known, KPIS[kpi].exposure, roles, days, cut), np.nan),
        "target": np.where(hours_loaded, share, np.nan),
        "loaded": STATES[state(KPIS[kpi].export)],
    }
    return collars, _names(known), want > 0, parts


def _names(known: Ledger) -> list[str]:
    """Surname, Forename of each person's latest posting."""
    last = known.postings.frame.sort_values("start").drop_duplicates("Collar No", keep="last").set_index("Collar No")
    return [f"{last.at[collar, 'Surname']}, {last.at[collar, 'Forename']}" for collar in known.postings.collars]


def _officer_values(known: Ledger, kpi: str, roles, days, cut) -> np.ndarray:
    if KPIS[kpi].hours:
        return _officer_hours(known, KPIS[kpi].hours, roles, days, cut)
    if KPIS[kpi].stock:
        return _open_plans(known, roles, days, cut, "Collar No", known.postings.collars)
    found = credit.for_officers(kpi, known.loaded_rows(KPIS[kpi].export), roles)
    found = found[found["day"].between(days[0], days[-1]) & found["collar"].isin(known.postings.collars)]
    values = np.zeros((len(known.postings.collars), len(cut)))
    period = np.searchsorted(days[cut], found["day"].to_numpy(dtype="int64"), side="right") - 1
    np.add.at(values, (pd.Index(known.postings.collars).get_indexer(found["collar"]), period), 1)
    return values


def _officer_hours(known: Ledger, measure: str, roles, days, cut) -> np.ndarray:
    rows = _duties_of(known, roles, days)
    rows = rows[rows["officer"] >= 0]
    seconds = np.zeros((len(known.postings.collars), len(cut)), dtype="int64")
    period = np.searchsorted(days[cut], rows["day"].to_numpy(dtype="int64"), side="right") - 1
    np.add.at(seconds, (rows["officer"].to_numpy(), period), rows[measure].to_numpy(dtype="int64"))
    return seconds / 3600


def _fair_shares(known: Ledger, kpi: str, roles, days, cut) -> np.ndarray:
    """The sum over the period's days of the team's target per hour and the person's own available hours that day.

    NaN for a person who is on no day of the period posted to a beat with a target.
    """
    rates = targets.fair_share_rates(known, kpi, days, cut)
    team = known.posted_team(days)
    has_target = np.zeros(team.shape, dtype=bool)
    share = np.zeros((len(team), len(cut)))
    day = np.broadcast_to(np.arange(len(days)), team.shape)
    rows = _duties_of(known, roles, days)
    rows = rows[rows["officer"] >= 0]
    for role in roles:
        has_target |= known.posted_in(days, (role,)) & ~np.isnan(rates[role][team, day])
        own = rows[rows["role"] == role]
        on = own["day"].to_numpy(dtype="int64") - days[0]
        amount = np.nan_to_num(rates[role][own["team_code"], on]) * own["available"].to_numpy(dtype="int64") / 3600
        period = np.searchsorted(cut, on, side="right") - 1
        np.add.at(share, (own["officer"].to_numpy(), period), amount)
    some = np.add.reduceat(has_target.astype("int64"), cut, axis=1) > 0
    return np.where(some, share, np.nan)
