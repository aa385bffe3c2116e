"""The force's areas: two Local Policing Areas and eight sectors that are real, 36 beats and their places, invented."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

SECTORS: dict[str, tuple[str, str]] = {
    "Corby": ("North", "COR"),
    "Kettering": ("North", "KET"),
    "East Northamptonshire": ("North", "ENO"),
    "Wellingborough": ("North", "WEL"),
    "Northampton Town Centre": ("West", "NTC"),
    "Northampton Suburban": ("West", "NSU"),
    "Daventry": ("West", "DAV"),
    "South Northamptonshire": ("West", "SNO"),
}

# Beat name, established PCs, established PCSOs, residents in thousands. The names are of real wards; the beats are not.
BEAT_NAMES: dict[str, list[tuple[str, int, int, int]]] = {
    "Corby": [
        ("Corby West", 7, 3, 16),
        ("Corby Rural", 5, 3, 13),
        ("Lloyds", 7, 4, 17),
        ("Oakley", 6, 3, 18),
        ("Kingswood", 7, 3, 15),
    ],
    "Kettering": [
        ("Northall", 8, 4, 16),
        ("Wicksteed", 6, 3, 17),
        ("Ise", 6, 3, 15),
        ("Clover Hill", 6, 3, 18),
        ("Desborough", 5, 3, 14),
    ],
    "East Northamptonshire": [
        ("Rushden South", 7, 3, 19),
        ("Higham Ferrers", 5, 3, 15),
        ("Raunds", 5, 3, 14),
        ("Oundle", 4, 3, 13),
    ],
    "Wellingborough": [
        ("Croyland and Swanspool", 8, 4, 18),
        ("Brickhill and Queensway", 7, 3, 17),
        ("Hatton Park", 6, 3, 16),
        ("Irchester", 5, 2, 13),
    ],
    "Northampton Town Centre": [
        ("Castle", 10, 5, 16),
        ("St George", 9, 4, 15),
        ("Abington and Phippsville", 8, 3, 18),
        ("Kingsley and Semilong", 7, 3, 16),
    ],
    "Northampton Suburban": [
        ("Kingsthorpe North", 6, 3, 19),
        ("Duston East", 5, 3, 18),
        ("Dallington Spencer", 7, 3, 17),
        ("Headlands", 5, 2, 16),
        ("Talavera", 8, 4, 19),
        ("East Hunsbury and Shelfleys", 5, 3, 17),
    ],
    "Daventry": [
        ("Daventry East", 7, 3, 15),
        ("Daventry West", 6, 3, 14),
        ("Long Buckby", 4, 3, 12),
        ("Brixworth", 4, 2, 13),
    ],
    "South Northamptonshire": [
        ("Towcester and Roade", 6, 3, 16),
        ("Brackley", 5, 3, 15),
        ("Deanshanger", 4, 2, 12),
        ("Silverstone", 4, 2, 11),
    ],
}

NIGHT_TIME_BEATS = frozenset({"COR1", "KET1", "WEL1", "NTC1", "NTC2", "DAV1"})
FOOTBALL_SECTORS = frozenset({"Northampton Town Centre", "Northampton Suburban"})
REPLACED_HOTSPOTS = ("COR3", "KET1", "WEL2", "NTC1", "NSU5", "DAV1")
"""Beats whose second hotspot ended on 31 March 2026 and gave way to a third on 1 April 2026."""


@dataclass(frozen=True)
class Beat:
    """One beat and the team that it is established for."""

    code: str
    name: str
    sector: str
    lpa: str
    pcs: int
    pcsos: int
    population: int


@dataclass(frozen=True)
class Force:
    """All beats of a force; other modules speak of a beat by its place in this list."""

    beats: tuple[Beat, ...]

    @cached_property
    def codes(self) -> np.ndarray:
        """The beats' codes, in order."""
        return np.array([beat.code for beat in self.beats], dtype=object)

    @cached_property
    def sectors(self) -> np.ndarray:
        """The sector of each beat."""
        return np.array([beat.sector for beat in self.beats], dtype=object)

    @cached_property
    def lpas(self) -> np.ndarray:
        """The Local Policing Area of each beat."""
        return np.array([beat.lpa for beat in self.beats], dtype=object)

    @cached_property
    def number(self) -> dict[str, int]:
        """The place of each beat code in the list."""
        return {beat.code: place for place, beat in enumerate(self.beats)}

    def is_in(self, codes: frozenset[str]) -> np.ndarray:
        """For each beat, whether its code is one of these."""
        return np.array([beat.code in codes for beat in self.beats])


def sample_force() -> Force:
    """The 36 beats in the order of the force's structure."""
    beats: list[Beat] = []
    for sector, (lpa, prefix) in SECTORS.items():
        for place, (name, pcs, pcsos, thousands) in enumerate(BEAT_NAMES[sector], start=1):
            code = f"{prefix}{place}"
            beats.append(Beat(code, name, sector, lpa, pcs, pcsos, thousands * 1000 + 37 * len(beats)))
    return Force(tuple(beats))


def places(force: Force) -> pd.DataFrame:
    """The Places list: hotspots, a vulnerable location and a patrol area for each beat, a station for each sector."""
    rows = [row for beat in force.beats for row in _beat_places(beat)]
    first_of_sector = {beat.sector: beat for beat in reversed(force.beats)}
    for beat in force.beats:
        if first_of_sector[beat.sector] is beat:
            rows.append((f"{beat.code}-S1", f"{beat.sector} police station", "Station", beat.code, None, None, None))
    if "NTC1" in force.number:
        rows.append(("NTC1-O1", "Invented bus interchange", "Other", "NTC1", None, None, None))
    headings = ["Place Code", "Place Name", "Place Type", "Beat", "Start Date", "End Date", "Planned Hours Per Week"]
    frame = pd.DataFrame(rows, columns=headings)
    for heading in ("Start Date", "End Date"):
        frame[heading] = pd.to_datetime(frame[heading])
    return frame


def _beat_places(beat: Beat) -> list[tuple[str, str, str, str, str | None, str | None, float | None]]:
    """The places of one beat; the planned hours grow with its PCSOs."""
    code, name = beat.code, beat.name
    planned = float(beat.pcsos)
    replaced = code in REPLACED_HOTSPOTS
    rows: list[tuple[str, str, str, str, str | None, str | None, float | None]] = [
        (f"{code}-H1", f"{name}, shopping parade", "Hotspot", code, "2025-04-01", None, planned * 3),
        (
            f"{code}-H2",
            f"{name}, recreation ground",
            "Hotspot",
            code,
            "2025-04-01",
            "2026-03-31" if replaced else None,
            planned * 2,
        ),
        (f"{code}-V1", f"{name}, sheltered housing", "Vulnerable location", code, None, None, planned),
        (f"{code}-P1", f"{name}, general patrol", "Patrol area", code, None, None, None),
    ]
    if replaced:
        rows.insert(2, (f"{code}-H3", f"{name}, station approach", "Hotspot", code, "2026-04-01", None, planned * 2))
    return rows


def beats_list(force: Force, contacts: dict[str, str]) -> pd.DataFrame:
    """The Beats list; `contacts` names one collar number for each beat."""
    return pd.DataFrame(
        {
            "LPA": force.lpas,
            "Sector": force.sectors,
            "Beat": force.codes,
            "Beat Name": [beat.name for beat in force.beats],
            "Named Contact Collar No": [contacts.get(beat.code) for beat in force.beats],
            "Population": [beat.population for beat in force.beats],
            "Established FTE": [float(beat.pcs + beat.pcsos) for beat in force.beats],
        }
    )
