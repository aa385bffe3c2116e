"""The Priority Area Team of 2020: one unit whose totals are exactly those printed in the force's blueprint.

The totals are the blueprint's (13 July to 31 December 2020); the people and every single record are invented.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from sample_data import community, enforcement
from sample_data.duties import Shifts, draw_duties
from sample_data.events import Events, placed
from sample_data.force import Beat, Force, beats_list, places
from sample_data.known_later import KNOWN_LATER, as_exported
from sample_data.people import People, Posting, Recruiter, officers_list
from sample_data.weeks import SEED, Span
from sample_data.workbook import Sheet, write_workbook
from sample_data.write import Load, slug, write_csv, write_manifest

NAME = "Priority Area Team 2020 (totals from the blueprint, people invented)"
FIRST_DAY, LAST_DAY = date(2020, 7, 13), date(2020, 12, 31)
LOAD_DAY = date(2021, 1, 4)
UNIT = Beat("PAT1", "Priority Area", "Priority Area", "Northamptonshire", 10, 3, 12000)
WARRANTS, ARRESTS, SEARCHES, INCIDENTS, INTELLIGENCE, REFERRALS = 36, 152, 110, 511, 555, 83
STREAM = 100


def build_priority_area_team(out: Path) -> Path:
    """Write the team's files under `out`; its manifest is returned."""
    people, weekly = draw_priority_area_team()
    lists = {
        "Beats": beats_list(people.force, people.contacts()),
        "Officers": officers_list(people, LAST_DAY),
        "Places": places(people.force),
    }
    write_workbook(out / "lists.xlsx", [Sheet(name, frame) for name, frame in lists.items()])
    files = [f"{slug(name)}.csv" for name in weekly]
    for file, frame in zip(files, weekly.values(), strict=True):
        write_csv(out / file, frame)
    loads = [
        Load("Lists", ("lists.xlsx",), datetime.combine(LOAD_DAY, time(8, 0))),
        Load(
            "13 July to 31 December 2020",
            tuple(files),
            datetime.combine(LOAD_DAY, time(8, 10)),
            "Force",
            FIRST_DAY,
            LAST_DAY,
        ),
    ]
    return write_manifest(out, NAME, LAST_DAY, loads)


def draw_priority_area_team() -> tuple[People, dict[str, pd.DataFrame]]:
    """The team and its weekly exports."""
    people = People(_team(), Span(FIRST_DAY, LAST_DAY), Force((UNIT,)), frozenset())
    nothing_blank = np.zeros(people.team.shape, dtype=bool)
    shifts, duties = draw_duties(_stream(1), people, nothing_blank)
    both = ("PC", "PCSO")
    weekly = {
        "Duties": duties,
        "Arrests": enforcement.arrests(_stream(2), people, shifts, _exactly(2, ARRESTS, people, shifts)),
        "Stop Searches": enforcement.stop_searches(_stream(3), people, shifts, _exactly(3, SEARCHES, people, shifts)),
        "Warrants": enforcement.warrants(_stream(4), people, shifts, _exactly(4, WARRANTS, people, shifts)),
        "PPNs": community.ppns(_stream(5), people, shifts),
        "Incidents": community.incidents(_stream(6), people, shifts, _exactly(6, INCIDENTS, people, shifts)),
        "Intelligence": community.intelligence(
            _stream(7), people, shifts, _exactly(7, INTELLIGENCE, people, shifts, both)
        ),
        "Engagements": community.engagements(_stream(8), people, shifts),
        "Referrals": community.referrals(_stream(9), people, shifts, _exactly(9, REFERRALS, people, shifts, both)),
    }
    return people, weekly | {name: as_exported(name, weekly[name], LOAD_DAY) for name in KNOWN_LATER}


def _stream(number: int) -> np.random.Generator:
    return np.random.default_rng([SEED, STREAM + number])


def _team() -> list[Posting]:
    """A sergeant, ten constables and three PCSOs, posted to the unit from its first day to its last."""
    recruiter = Recruiter(np.random.default_rng([SEED, STREAM]), [])
    sergeant = recruiter.someone("PS", UNIT.code, FIRST_DAY)
    roles = ["PC"] * UNIT.pcs + ["PCSO"] * UNIT.pcsos
    members = [recruiter.someone(role, UNIT.code, FIRST_DAY) for role in roles]
    return [sergeant] + [replace(member, supervisor=sergeant.collar) for member in members]


def _exactly(number: int, how_many: int, people: People, shifts: Shifts, roles: tuple[str, ...] = ("PC",)) -> Events:
    """Just so many events, spread over the shifts of these roles by their available hours."""
    rng = np.random.default_rng([SEED, STREAM + number, 1])
    before_last_day = shifts.day < people.span.number(LAST_DAY - timedelta(days=1))
    weight = shifts.available * np.isin(shifts.person, np.flatnonzero(np.isin(people.roles, roles))) * before_last_day
    return placed(rng, people, shifts, np.sort(rng.choice(len(weight), how_many, p=weight / weight.sum())))
