"""Who publishes on data.police.uk: the forces of its files, outside our own areas, each under one name however it is written."""

from __future__ import annotations

import re

from metrics.terms import PUBLISHER, Area

FORCES = (
    "Avon and Somerset", "Bedfordshire", "British Transport Police", "Cambridgeshire", "Cheshire", "City of London",
    "Cleveland", "Cumbria", "Derbyshire", "Devon and Cornwall", "Dorset", "Durham", "Dyfed-Powys", "Essex",
    "Gloucestershire", "Greater Manchester", "Gwent", "Hampshire", "Hertfordshire", "Humberside", "Kent", "Lancashire",
    "Leicestershire", "Lincolnshire", "Merseyside", "Metropolitan", "Norfolk", "Northamptonshire", "Northern Ireland",
    "North Wales", "North Yorkshire", "Northumbria", "Nottinghamshire", "South Wales", "South Yorkshire", "Staffordshire",
    "Suffolk", "Surrey", "Sussex", "Thames Valley", "Warwickshire", "West Mercia", "West Midlands", "West Yorkshire",
    "Wiltshire",
)  # fmt: skip
"""The forces whose files data.police.uk has, by the names that it gives them."""
NOT_NAMED = "Force not named"
"""Whose rows they are where neither the file name nor the user says."""
SOURCE = "data.police.uk, Open Government Licence v3.0"
"""The attribution that the licence asks for, wherever published rows are shown."""

WORD = re.compile(r"[^\W_]+")
ADDED = ("police", "service", "constabulary")
"""What a force's name ends with in full and data.police.uk leaves out."""


def _slug(words: list[str]) -> str:
    return "-".join(words)


BY_SLUG = {_slug(WORD.findall(force.casefold())): force for force in FORCES} | {
    "btp": "British Transport Police",
    "british-transport": "British Transport Police",
    "psni": "Northern Ireland",
}


def publisher(text: str) -> Area:
    """The force that a text names: "dyfed-powys", "Dyfed Powys Police" and "Dyfed-Powys" are one.

    A name that is none of data.police.uk's stands as it is, spaces and case made alike ("Welsh forces").
    """
    words = WORD.findall(text.casefold().replace("&", " and "))
    known = list(words)
    while known and _slug(known) not in BY_SLUG and known[-1] in ADDED:
        known.pop()
    name = BY_SLUG.get(_slug(known)) or " ".join(words).capitalize()
    return Area(PUBLISHER, name or NOT_NAMED)


def stated_publisher(text: str) -> Area | None:
    """The force of "publisher:South Wales". None for any other text, which is for the Beats list to know."""
    level, mark, name = text.strip().partition(":")
    return publisher(name) if mark and level.strip().casefold() == PUBLISHER and name.strip() else None
