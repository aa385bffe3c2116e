"""Every KPI: who is credited (officer level) and for which team it counts (area level)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from .reading import YES, plain

BOTH, CONSTABLE, PCSO = ("PC", "PCSO"), ("PC",), ("PCSO",)


@dataclass(frozen=True)
class Kpi:
    """What one KPI counts."""

    export: str
    roles: tuple[str, ...]
    hours: str | None = None
    exposure: str = "available"
    stock: bool = False


KPIS: dict[str, Kpi] = {
    "arrests": Kpi("Arrests", CONSTABLE),
    "stop_searches": Kpi("Stop Searches", CONSTABLE),
    "positive_stop_searches": Kpi("Stop Searches", CONSTABLE),
    "warrants": Kpi("Warrants", CONSTABLE),
    "ppn_submissions": Kpi("PPNs", BOTH),
    "incidents_attended": Kpi("Incidents", CONSTABLE),
    "intelligence_reports": Kpi("Intelligence", BOTH),
    "intelligence_community": Kpi("Intelligence", BOTH),
    "intelligence_partnership": Kpi("Intelligence", BOTH),
    "intelligence_police_activity": Kpi("Intelligence", BOTH),
    "intelligence_observations": Kpi("Intelligence", BOTH),
    "intelligence_actioned": Kpi("Intelligence", CONSTABLE),
    "intelligence_actioned_community": Kpi("Intelligence", CONSTABLE),
    "intelligence_actioned_partnership": Kpi("Intelligence", CONSTABLE),
    "intelligence_actioned_police_activity": Kpi("Intelligence", CONSTABLE),
    "intelligence_actioned_observations": Kpi("Intelligence", CONSTABLE),
    "problem_plans": Kpi("Problem Plans", CONSTABLE, stock=True),
    "citizens_schemes": Kpi("Watch Schemes", CONSTABLE),
    "time_in_place": Kpi("Duties", BOTH, hours="in_place"),
    "time_outside_station": Kpi("Duties", BOTH, hours="outside", exposure="rostered"),
    "engagement_returns": Kpi("Engagements", BOTH),
    "new_watch_schemes": Kpi("Watch Schemes", PCSO),
    "referrals": Kpi("Referrals", BOTH),
    "abstraction": Kpi("Duties", BOTH, hours="abstraction", exposure="rostered"),
}

NO_FURTHER_ACTION = {"no further action", "a no further action disposal", "nfa", "nothing found - no further action"}
SOURCES = {
    "community": "Community", "partnership": "Partnership", "police_activity": "Police activity",
    "observations": "Observations",
}  # fmt: skip
CITIZENS = "Citizens in Policing"


def chosen_roles(kpi: str, role: str | None) -> tuple[str, ...]:
    """The roles that a figure adds: those the KPI applies to, or the one that was chosen."""
    return tuple(each for each in KPIS[kpi].roles if role in (None, each))


def counted(kpi: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of the KPI's export that it counts, whoever they are credited to."""
    if kpi == "positive_stop_searches":
        outcome = rows["Outcome"].map(plain)
        return rows[(outcome != "") & ~outcome.isin(NO_FURTHER_ACTION)]
    if kpi == "citizens_schemes":
        return rows[rows["Scheme Type"] == CITIZENS]
    if kpi == "new_watch_schemes":
        return rows[rows["Scheme Type"] != CITIZENS]
    if kpi.startswith("intelligence_actioned"):
        rows = rows[[_actioned(said, on) for said, on in zip(rows["Actioned"], rows["Actioned On"], strict=True)]]
    source = SOURCES.get(kpi.removeprefix("intelligence_").removeprefix("actioned_"))
    if kpi.startswith("intelligence_") and source:
        return rows[rows["Source"] == source]
    return rows


def _actioned(said: str, on: str) -> bool:
    """Yes, or blank with the date of the action."""
    return said.casefold() in YES or (said == "" and on != "")


def for_officers(kpi: str, rows: pd.DataFrame, roles: tuple[str, ...]) -> pd.DataFrame:
    """One row per person and thing credited: `collar`, `day`."""
    rows = counted(kpi, rows)
    if kpi in ("arrests", "warrants"):
        credited = rows["named"]  # each officer named, once
    elif kpi.startswith("intelligence_actioned"):
        credited = _who_actioned(rows)
    else:
        own = rows[rows["role"].isin(roles)]
        return pd.DataFrame({"collar": own["Collar No"], "day": own["day"]})
    found = [
        (collar, day)
        for people, day in zip(credited, rows["day"], strict=True)
        for collar, role, _ in people
        if role in roles
    ]
    return pd.DataFrame(found, columns=["collar", "day"])


def _who_actioned(rows: pd.DataFrame) -> list[list[tuple[str, str, str]]]:
    """The person it was actioned by; the submitter where that is blank; nobody where that person was not posted."""
    return [
        [person for person in named if person[0] == (by or submitter)]
        for named, by, submitter in zip(rows["named"], rows["Actioned By"], rows["Collar No"], strict=True)
    ]


def for_areas(kpi: str, rows: pd.DataFrame, roles: tuple[str, ...]) -> pd.DataFrame:
    """One row per thing and the team it counts for: `team`, `day`, and `once`, the reference that counts once."""
    rows = counted(kpi, rows)
    team = rows["team"]
    if kpi in ("arrests", "warrants"):  # the lead, or the first named who has such a role
        team = rows["named"].map(lambda named: next((team for _, role, team in named if role in roles), None))
        counts = team.notna()
    elif kpi.startswith("intelligence_actioned"):  # the submitter's team, if the submitter or who actioned it has
        roles_of = zip(rows["role"], _who_actioned(rows), strict=True)
        counts = np.array([own in roles or any(role in roles for _, role, _ in by) for own, by in roles_of], dtype=bool)
    else:
        counts = rows["role"].isin(roles)
    once = rows["Incident No"] if kpi == "incidents_attended" else rows["key"]
    return pd.DataFrame({"team": team, "day": rows["day"], "once": once})[counts]


def closed_on(plans: pd.DataFrame) -> pd.Series:
    """The day from which a plan is closed (a very late day while it is open)."""
    said = plans["day_Stage On"].where(plans["Stage On"] != "")
    said = said.fillna(plans["day_Assessed On"].where(plans["Assessed On"] != "")).fillna(plans["day_Opened On"])
    return said.where(plans["Stage"] == "Closed", 10**6).astype("int64")
