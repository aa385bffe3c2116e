"""The roles in which somebody may look, and what each may do. Whom each sees is worked out in `metrics.access.scope`."""

from __future__ import annotations

from typing import Literal, get_args

AccessRole = Literal["officer", "sergeant", "inspector", "chief_inspector", "analyst", "administrator", "auditor"]
Power = Literal[
    "see_areas",
    "load",
    "correct_data",
    "set_targets",
    "gather_evidence",
    "settle_people",
    "read_logs",
    "read_looks",
    "delete_data",
    "read_deletions",
]

SAID: dict[AccessRole, str] = {
    "officer": "Officer or PCSO: their own record",
    "sergeant": "Sergeant: their own team, and on past dates the people who were theirs then",
    "inspector": "Inspector: the people of their own sector",
    "chief_inspector": "Chief inspector: the people of their own LPA",
    "analyst": "Analyst: everybody",
    "administrator": "Administrator: people and settings, no figures",
    "auditor": "Auditor: the look-up log and records of deletion, no figures",
}
ROLES: tuple[AccessRole, ...] = get_args(AccessRole)

POWERS: dict[AccessRole, frozenset[Power]] = {
    "officer": frozenset(),
    "sergeant": frozenset({"see_areas", "load"}),
    "inspector": frozenset({"see_areas", "load", "set_targets", "gather_evidence", "read_looks"}),
    "chief_inspector": frozenset({"see_areas", "load", "set_targets", "gather_evidence", "read_looks"}),
    "analyst": frozenset(
        {"see_areas", "load", "correct_data", "set_targets", "gather_evidence", "delete_data", "read_deletions"}
    ),
    "administrator": frozenset({"settle_people", "delete_data", "read_deletions"}),
    "auditor": frozenset({"read_logs", "read_looks", "read_deletions"}),
}
"""see_areas: figures of areas, which name nobody. load: give files. correct_data: take a load back, stop matched headings, enter
the source system's own total. settle_people: the access table and settings. read_logs: every look and record of deletion.
read_looks: looks at one's own people. delete_data: holds, and what is past its period. read_deletions: what was deleted."""

BY_RANK: dict[str, AccessRole] = {
    "PC": "officer",
    "PCSO": "officer",
    "SC": "officer",
    "PS": "sergeant",
    "Insp": "inspector",
    "CI": "chief_inspector",
}
"""Role by the rank that somebody's posting has today; no other rank gives one."""
GIVEN: tuple[AccessRole, ...] = (
    "sergeant",
    "inspector",
    "chief_inspector",
    "analyst",
    "administrator",
    "auditor",
    "officer",
)
"""Roles that the access table can give, those of cover first."""
