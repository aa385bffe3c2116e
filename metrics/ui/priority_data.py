"""Reads of the Plan priorities page: the same way to the store as `data`."""

from __future__ import annotations

from typing import cast

from metrics.community_time import CommunityTime
from metrics.priorities.editions import Version
from metrics.priorities.ties import ByHand, Returns
from metrics.ui.data import read
from metrics.ui.selection import Selection


def editions(view: Selection) -> tuple[Version, ...]:
    """The editions of the plan, with who kept them and when."""
    return cast("tuple[Version, ...]", read("plan_editions", known_at=view.known_at))


def by_hand(edition: str, view: Selection) -> dict[str, ByHand]:
    """By reference the OSARA plans that somebody tied by hand in an edition (its key)."""
    return cast("dict[str, ByHand]", read("plan_ties", edition=edition, known_at=view.known_at))


def returns(view: Selection) -> tuple[Returns, ...]:
    """The engagement returns of the view's days, by kind and what was raised."""
    asked = {"area": view.area, "days": view.days, "role": view.role, "known_at": view.known_at}
    return cast("tuple[Returns, ...]", read("engagement_subjects", **asked))


def community_time(view: Selection) -> CommunityTime:
    """Every week's hours in the community of the view's area or team."""
    return cast("CommunityTime", read("community_time", area=view.area, role=view.role, known_at=view.known_at))
