"""What a shift is spent on: ordinary days of each role, and the ways of being taken from neighbourhood work."""

from __future__ import annotations

from datetime import date

import numpy as np

from sample_data import planted
from sample_data.force import FOOTBALL_SECTORS, NIGHT_TIME_BEATS
from sample_data.people import People
from sample_data.roster import EARLY, NIGHT

Template = list[tuple[str, float]]
"""The states of one shift, in order, with their shares of its length."""

PC_WORK: list[Template] = [
    [("Briefing", 0.06), ("Mobile patrol", 0.60), ("Paperwork", 0.34)],
    [("Briefing", 0.06), ("Enquiries", 0.34), ("On beat", 0.40), ("Paperwork", 0.20)],
    [("Station", 0.20), ("Foot patrol", 0.55), ("Paperwork", 0.25)],
    [("Briefing", 0.06), ("Hotspot patrol", 0.22), ("Mobile patrol", 0.52), ("Paperwork", 0.20)],
    [("On beat", 0.60), ("Custody", 0.40)],
    [("Briefing", 0.06), ("On beat", 0.94)],
    [("Enquiries", 0.60), ("Paperwork", 0.40)],
]
PCSO_WORK: list[Template] = [
    [("Briefing", 0.06), ("Foot patrol", 0.64), ("Paperwork", 0.30)],
    [("Briefing", 0.06), ("Hotspot patrol", 0.34), ("Foot patrol", 0.42), ("Paperwork", 0.18)],
    [("Engagement", 0.45), ("Foot patrol", 0.55)],
    [("Front office", 0.30), ("On beat", 0.70)],
    [("Briefing", 0.06), ("Cycle patrol", 0.72), ("Paperwork", 0.22)],
    [("Hotspot patrol", 0.45), ("Engagement", 0.30), ("Paperwork", 0.25)],
]
PCSO_HOTSPOT = (1, 5)
PS_WORK: list[Template] = [[("Station", 0.55), ("On beat", 0.45)], [("Paperwork", 0.50), ("Mobile patrol", 0.50)]]
AWAY: dict[str, Template] = {
    "Response cover": [("Briefing", 0.06), ("Response cover", 0.94)],
    "Half response": [("On beat", 0.50), ("Response cover", 0.50)],
    "Training": [("Training", 1.0)],
    "Court": [("Court", 0.55), ("Paperwork", 0.45)],
    "Event": [("Event", 0.85), ("Paperwork", 0.15)],
    "Football": [("On beat", 0.35), ("Football", 0.65)],
    "Night-time economy": [("On beat", 0.35), ("Night-time economy", 0.65)],
    "Scene guard": [("Scene guard", 0.60), ("On beat", 0.40)],
    "Constant watch": [("Constant watch", 0.80), ("Paperwork", 0.20)],
    "Tutoring": [("Tutoring", 0.50), ("On beat", 0.50)],
    "Federation duties": [("Federation duties", 1.0)],
    "Adjusted duties": [("Adjusted duties", 1.0)],
}
TEMPLATES: list[Template] = PC_WORK + PCSO_WORK + PS_WORK + list(AWAY.values())
FIRST_TEMPLATE = {"PC": 0, "PCSO": len(PC_WORK), "PS": len(PC_WORK) + len(PCSO_WORK)}
WORK_TEMPLATES = {"PC": len(PC_WORK), "PCSO": len(PCSO_WORK), "PS": len(PS_WORK)}
FIRST_AWAY = len(PC_WORK) + len(PCSO_WORK) + len(PS_WORK)


def choose_templates(
    rng: np.random.Generator, people: People, person: np.ndarray, day: np.ndarray, kind: np.ndarray, team: np.ndarray
) -> np.ndarray:
    """For each shift, what it is spent on: first whether it is taken away, else one of the role's working days."""
    role = people.roles[person]
    first = np.array([FIRST_TEMPLATE[one] for one in role])
    count = np.array([WORK_TEMPLATES[one] for one in role])
    template = first + (rng.random(len(person)) * count).astype(int)
    to_hotspot = (role == "PCSO") & (
        rng.random(len(person)) < planted.extra_hotspot_patrol(people.span, people, day, team)
    )
    template[to_hotspot] = FIRST_TEMPLATE["PCSO"] + rng.choice(PCSO_HOTSPOT, int(to_hotspot.sum()))
    chances = _away_chances(rng, people, person, day, kind, team)
    cumulative = np.cumsum(np.column_stack(list(chances.values())), axis=1)
    choice = (rng.random(len(person))[:, None] > cumulative).sum(axis=1)
    away_index = np.array([list(AWAY).index(name) for name in chances] + [0])
    is_away = (choice < len(chances)) & (role != "PS")
    template[is_away] = FIRST_AWAY + away_index[choice[is_away]]
    return np.asarray(template)


def _away_chances(
    rng: np.random.Generator, people: People, person: np.ndarray, day: np.ndarray, kind: np.ndarray, team: np.ndarray
) -> dict[str, np.ndarray]:
    """For each shift, the chance of each way of being taken from neighbourhood work."""
    span, force = people.span, people.force
    dates = span.all_days()
    weekday = np.array([one.weekday() for one in dates])[day]
    football = np.array([_is_home_match(one) for one in dates])[day]
    event = np.array([_event_chance(one) for one in dates])[day]
    pc = people.roles[person] == "PC"
    early, late_or_night = kind == EARLY, kind != EARLY
    response = rng.gamma(12, 0.07 / 12, len(force.beats))[team] * np.where(kind == NIGHT, 1.6, 1.0)
    weekend_night = late_or_night & np.isin(weekday, [4, 5])
    night_beat = force.is_in(NIGHT_TIME_BEATS)[team]
    near_ground = np.isin(force.sectors[team], list(FOOTBALL_SECTORS))
    extra = planted.extra_response_cover(span, people, day, team)
    tutors = pc & (person % 29 == 5)
    adjusted = (person % 97 == 41) & (day >= 140) & (day < 230)
    return {
        "Adjusted duties": np.where(adjusted, 1.0, 0.0),
        "Federation duties": np.where((person % 151 == 77) & (weekday == 1) & early, 1.0, 0.0),
        "Tutoring": np.where(tutors, 0.4, 0.0),
        "Response cover": np.where(pc, 0.6 * response + extra, 0.5 * extra),
        "Half response": np.where(pc, 0.4 * response, 0.0),
        "Night-time economy": np.where(pc & weekend_night & night_beat, 0.55, 0.0),
        "Football": np.where(pc & football & near_ground, 0.25, 0.0),
        "Event": event * np.where(pc, 1.0, 0.6),
        "Training": np.where(early & (weekday < 5), np.where(pc, 0.055, 0.035), 0.0),
        "Court": np.where(pc & early & (weekday < 5), 0.03, 0.0),
        "Scene guard": np.where(pc, 0.015, 0.012),
        "Constant watch": np.where(pc, 0.010, 0.0),
    }


def _is_home_match(day: date) -> bool:
    """Every other Saturday of the football season (invented fixtures)."""
    return day.weekday() == 5 and day.month not in (6, 7) and day.isocalendar().week % 2 == 0


def _event_chance(day: date) -> float:
    """More events around bonfire night, Remembrance Sunday, new year and the summer weekends."""
    if day.month == 11 and 4 <= day.day <= 8:
        return 0.16
    if (day.month, day.day) in ((12, 31), (10, 31)):
        return 0.20
    return 0.06 if day.month in (6, 7, 8) and day.weekday() >= 5 else 0.012
