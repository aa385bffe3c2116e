"""The rows of the cases as exports, and the days and areas that are kept clear for them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import numpy as np
import pandas as pd

from sample_data.cases import ARRESTS, BLANK, DUTIES, INCIDENTS, PPNS, QUIET, SEARCHES
from sample_data.duties import ABSENCE_FROM, ABSENCE_HOURS
from sample_data.force import Force
from sample_data.people import People
from sample_data.weeks import Span


def blank_days(people: People) -> np.ndarray:
    """Person x day: where nothing is drawn."""
    blank = np.zeros(people.team.shape, dtype=bool)
    for collar, first, last in BLANK:
        blank[people.number[collar], people.span.number(first) : people.span.number(last) + 1] = True
    return blank


def without_quiet(name: str, frame: pd.DataFrame, people: People) -> pd.DataFrame:
    """The drawn rows of an export, less those in its quiet areas and days."""
    days = frame["_day"].to_numpy().astype("datetime64[D]")
    team = team_of(frame["Collar No"], days, people)
    keep = np.ones(len(frame), dtype=bool)
    for quiet in (one for one in QUIET if one.export == name):
        inside = beats_in(quiet.area, people.force)[team]
        keep &= ~(inside & (days >= np.datetime64(quiet.first)) & (days <= np.datetime64(quiet.last)))
    return frame[keep].reset_index(drop=True)


def team_of(collars: pd.Series, days: np.ndarray, people: People) -> np.ndarray:
    """For each row, the place of its lead officer's beat on its day."""
    person = collars.map(people.number).to_numpy()
    return np.asarray(people.team[person, (days - np.datetime64(people.span.first)).astype(int)])


def beats_in(area: str, force: Force) -> np.ndarray:
    """For each beat, whether it lies in this beat, sector, LPA or the force."""
    if area == "Force":
        return np.ones(len(force.beats), dtype=bool)
    return np.asarray((force.codes == area) | (force.sectors == area) | (force.lpas == area))


def hand_made_rows(people: People) -> dict[str, pd.DataFrame]:
    """The rows of the cases, per export; `_file_day` decides the file that a row arrives in, `_version` its version."""
    return {
        "Duties": _frame(list(_duty_rows(people.span))),
        "Arrests": _frame([_arrest(*row) for row in ARRESTS]),
        "Stop Searches": _frame([_search(*row) for row in SEARCHES]),
        "PPNs": _frame([_ppn(*row) for row in PPNS]),
        "Incidents": _frame([_incident(*row) for row in INCIDENTS]),
    }


def _frame(rows: list[dict[str, object]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows)
    for heading in ("_day", "_file_day"):
        frame[heading] = pd.to_datetime(frame[heading]).dt.normalize()
    return frame


def _duty_rows(span: Span) -> Iterator[dict[str, object]]:
    """The duties written above, and a rest day on every other blank day, so that no day is left out."""
    counts: dict[str, int] = {}
    worked = {(collar, start[:10]) for collar, start, *_ in DUTIES}
    rests = [row for collar, first, last in BLANK for row in _rest_days(collar, first, last)]
    others = [(who, start, end, "Rest day", None) for who, start, end in rests if (who, str(start)[:10]) not in worked]
    for collar, start, end, state, place in [*DUTIES, *others]:
        counts[collar] = counts.get(collar, 0) + 1
        begin = pd.Timestamp(start)
        if begin.date() <= span.last:
            yield {
                "Duty Ref": f"D-{collar}-{counts[collar]}",
                "Collar No": collar,
                "Start": begin,
                "End": pd.Timestamp(end),
                "State": state,
                "Place Code": place,
                "_day": begin,
                "_file_day": begin,
            }


def _rest_days(collar: str, first: date, last: date) -> list[tuple[str, datetime, datetime]]:
    """A rest day (collar number, start, end) for each of these days."""
    days = (last - first).days + 1
    starts = [datetime.combine(first + timedelta(days=n), time(ABSENCE_FROM)) for n in range(days)]
    return [(collar, start, start + timedelta(hours=ABSENCE_HOURS)) for start in starts]


def _arrest(ref: str, at: str, lead: str, assisting: str | None, beat: str, version: str) -> dict[str, object]:
    when = pd.Timestamp(at)
    return {
        "Custody Ref": ref,
        "Arrested At": when,
        "Collar No": lead,
        "Assisting Collar Nos": assisting,
        "Beat": beat,
        "Offence": "Theft from shop",
        "Result": "Charged",
        "_day": when,
        "_file_day": when,
        "_version": version,
    }


def _search(ref: str, at: str, collar: str, beat: str) -> dict[str, object]:
    when = pd.Timestamp(at)
    return {
        "Search Ref": ref,
        "Searched At": when,
        "Collar No": collar,
        "Beat": beat,
        "Legislation": "Misuse of Drugs Act 1971 (section 23)",
        "Object Of Search": "Controlled drugs",
        "Search Type": "Possession",
        "Outcome": "Community resolution",
        "Outcome Linked To Object": "Y",
        "Item Found": "Y",
        "Age Range": "18-24",
        "Gender": "Male",
        "More Than Outer Clothing": "N",
        "Body Worn Video": "Y",
        "_day": when,
        "_file_day": when,
    }


def _ppn(ref: str, at: str, collar: str, beat: str, days_late: int) -> dict[str, object]:
    when = pd.Timestamp(at)
    return {
        "PPN Ref": ref,
        "Incident At": when - timedelta(hours=5),
        "Submitted At": when,
        "Collar No": collar,
        "Beat": beat,
        "Category": "Adult",
        "Grading": "Standard",
        "Returned For Quality": "N",
        "_day": when,
        "_file_day": when + timedelta(days=days_late),
    }


def _incident(ref: str, at: str, collar: str, beat: str, days_late: int) -> dict[str, object]:
    when = pd.Timestamp(at)
    return {
        "Incident No": ref,
        "Attended At": when,
        "Collar No": collar,
        "Beat": beat,
        "Type": "Antisocial behaviour",
        "Grade": "2",
        "Location": f"{beat} location 1",
        "_day": when,
        "_file_day": when + timedelta(days=days_late),
    }
