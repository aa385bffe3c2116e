"""One sheet and the lists then known -> its accepted rows, each with its day, team, role and the people it names."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from .areas import FORCE, NEVER, Areas, Postings
from .credit import KPIS
from .reading import EXPORTS, Sheet, day_numbers, moments, plain

LISTS = ("Beats", "Officers", "Places", "Watch Schemes", "Problem Plans", "Targets")
LOAD_ORDER = (*LISTS[:3], *(name for name in EXPORTS if name not in LISTS[:3]))

KEYS = {
    "Beats": ["Beat"], "Officers": ["Collar No", "Start Date"], "Places": ["Place Code"], "Duties": ["Duty Ref"],
    "Arrests": ["Custody Ref"], "Stop Searches": ["Search Ref"], "Warrants": ["Warrant Ref"], "PPNs": ["PPN Ref"],
    "Incidents": ["Incident No", "Collar No"], "Intelligence": ["Log No"], "Engagements": ["Return No"],
    "Watch Schemes": ["Scheme Ref"], "Problem Plans": ["Plan Ref"], "Referrals": ["Referral Ref"],
    "Targets": ["Area", "KPI", "Role", "From"], "Crime Figures": ["Area", "Category", "Period Start", "Period End"],
}  # fmt: skip

DAY = {
    "Duties": "Start", "Arrests": "Arrested At", "Stop Searches": "Searched At", "Warrants": "Executed On",
    "PPNs": "Submitted At", "Incidents": "Attended At", "Intelligence": "Submitted At", "Engagements": "Engaged On",
    "Watch Schemes": "Established On", "Problem Plans": "Opened On", "Referrals": "Referred On",
}  # fmt: skip
"""The day a row speaks of; only these exports have a lead officer."""

DATES = {
    *DAY.values(), "Start Date", "End Date", "End", "Issued On", "Incident At", "Actioned On", "Ended On", "Stage On",
    "Response On", "Assessment Due", "Assessed On", "Grounds Reviewed On", "From", "To", "Period Start", "Period End",
}  # fmt: skip

WORDS = {
    ("Officers", "Role"): "PC, PCSO, PS, Insp, CI, SC",
    ("Places", "Place Type"): "Hotspot, Vulnerable location, Patrol area, Station, Other",
    ("Intelligence", "Source"): "Community, Partnership, Police activity, Observations",
    ("Watch Schemes", "Scheme Type"): "Neighbourhood Watch, Street Watch, Speed Watch, Citizens in Policing, Other",
    ("Problem Plans", "Stage"): "Objective, Scanning, Analysis, Response, Assessment, Closed",
    ("Targets", "Role"): "PC, PCSO, All",
    ("Targets", "Per"): "week, 4 weeks, month, quarter, year",
    ("Targets", "Type"): "Standard, Ambition, Expected range, Monitored",
}
"""Needed columns with declared words. State is not among them: an unknown state is kept."""

ALSO_NAMED = {"Arrests": "Assisting Collar Nos", "Warrants": "Other Collar Nos", "Intelligence": "Actioned By"}
NO_PCSO = ("Arrests", "Stop Searches")
VOLUME_NEEDS_REASON = ("arrests", "stop_searches", "positive_stop_searches")


@dataclass(frozen=True)
class Known:
    """The lists as they are known when a sheet is accepted."""

    areas: Areas
    postings: Postings


def accept(sheet: Sheet, known: Known | None, covers: set[str] | None = None) -> tuple[pd.DataFrame, int]:
    """The accepted rows, with `key` and (where a row has a lead officer) `day`, `team`, `role`; and how many not.

    `covers` are the teams that the file is a statement of; None for a list, and for a first look at the rows.
    """
    rows = _dated(_complete(_once(sheet), sheet.export))
    rows = _worded(sheet.export, rows)
    if sheet.export == "Officers":
        rows = rows.assign(FTE=pd.to_numeric(rows["FTE"], errors="coerce").fillna(1.0))
    if sheet.export == "Duties":
        rows = _ended(rows)
    if sheet.export == "Targets":
        rows = _sensible_targets(rows, known)
    if sheet.export in DAY:
        rows = _posted(sheet.export, rows, known)
        if covers is not None:
            rows = rows[rows["team"].isin(covers) if FORCE not in covers else rows["team"].notna()]
    return rows.reset_index(drop=True), len(sheet.rows) - len(rows)


def _once(sheet: Sheet) -> pd.DataFrame:
    """A key repeated: identical rows count once, differing rows are all set aside."""
    columns = KEYS[sheet.export]
    rows = sheet.rows[(sheet.rows[columns] != "").all(axis=1)].drop_duplicates()
    key = rows[columns[0]]
    for column in columns[1:]:
        key = key + "\x1f" + rows[column]
    return rows.assign(key=key)[~key.duplicated(keep=False)]


def _complete(rows: pd.DataFrame, export: str) -> pd.DataFrame:
    """Rows without a blank in a needed column; a blank Outcome is kept: unknown."""
    needed = [heading for heading in EXPORTS[export].needed if heading != "Outcome"]
    return rows[(rows[needed] != "").all(axis=1)]


def _dated(rows: pd.DataFrame) -> pd.DataFrame:
    """Dates as local days in `day_<column>`; rows with a date of no known form, needed or not, are set aside."""
    unreadable = np.zeros(len(rows), dtype=bool)
    extra: dict[str, object] = {}
    for column in DATES & set(rows.columns):
        read = moments(rows[column])
        unreadable |= (rows[column] != "").to_numpy() & read["local"].isna().to_numpy()
        extra[f"day_{column}"] = day_numbers(read["local"])
        if column in ("Start", "End"):
            extra[f"{column.lower()}_first"] = read["first"].to_numpy()
            extra[f"{column.lower()}_second"] = read["second"].to_numpy()
    if "Start Date" in rows or "From" in rows:
        first, last = ("Start Date", "End Date") if "Start Date" in rows else ("From", "To")
        extra["start"] = np.where(rows[first] == "", -NEVER, extra[f"day_{first}"])
        extra["end"] = np.where(rows[last] == "", NEVER, extra[f"day_{last}"])
    return rows.assign(**extra)[~unreadable]


def _worded(export: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Declared words in the specification's spelling; rows with any other word are set aside."""
    for (of, column), words in WORDS.items():
        if of == export:
            spelling = {plain(word): word for word in words.split(", ")}
            rows = rows.assign(**{column: rows[column].map(plain).map(spelling)})
            rows = rows[rows[column].notna()]
    return rows


def _ended(rows: pd.DataFrame) -> pd.DataFrame:
    """Duties with elapsed seconds: a doubtful time is the first of the two, unless the end would precede the start."""
    start = rows["start_first"]
    end = rows["end_first"].where(rows["end_first"] >= start, rows["end_second"])
    return rows.assign(from_second=start, to_second=end)[end >= start]


def _sensible_targets(rows: pd.DataFrame, known: Known) -> pd.DataFrame:
    """Targets of a known area with a number; a volume of arrests or searches only with a written reason."""
    rows = rows.assign(area=rows["Area"].map(known.areas.find), amount=pd.to_numeric(rows["Target"], errors="coerce"))
    without_reason = rows["KPI"].isin(VOLUME_NEEDS_REASON) & (rows["Rationale"] == "") & (rows["Type"] != "Monitored")
    return rows[rows["area"].notna() & rows["amount"].notna() & rows["KPI"].isin(KPIS) & ~without_reason]


def _posted(export: str, rows: pd.DataFrame, known: Known) -> pd.DataFrame:
    """Rows whose lead is posted on the day, with the lead's team and role and everybody credited (`named`)."""
    day = rows[f"day_{DAY[export]}"].to_numpy()
    posting = known.postings.on(rows["Collar No"], day)
    rows, day, posting = rows[posting >= 0], day[posting >= 0], posting[posting >= 0]
    rows = rows.assign(day=day, team=known.postings.team[posting], role=known.postings.role[posting])
    if export in NO_PCSO:
        rows = rows[rows["role"] != "PCSO"]
    if export in ALSO_NAMED:
        rows = rows.assign(named=_named(export, rows, known))
    return rows


def _named(export: str, rows: pd.DataFrame, known: Known) -> list[list[tuple[str, str, str]]]:
    """(collar, role, team) of the lead and of each other officer named who is posted that day, each once."""
    leads = zip(rows["Collar No"], rows["role"], rows["team"], strict=True)
    found = {number: {lead[0]: lead} for number, lead in zip(rows.index, leads, strict=True)}
    others = rows[ALSO_NAMED[export]].str.split("[;,]", regex=True).explode().str.strip()
    others = others[others != ""]
    posting = known.postings.on(others, rows.loc[others.index, "day"])
    for number, collar, position in zip(others.index, others, posting, strict=True):
        role, team = known.postings.role[position], known.postings.team[position]
        if position >= 0 and not (role == "PCSO" and export in NO_PCSO):
            found[number].setdefault(collar, (collar, role, team))
    return [list(people.values()) for people in found.values()]
