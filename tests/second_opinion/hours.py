"""Segments of duty -> seconds that count: overlaps once, elapsed time, on the day the segment starts."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd

from .reading import plain

MEASURES = ("rostered", "abstraction", "not_deployable", "outside", "in_place", "available")

ON_FOOT = "On beat, Foot patrol, Cycle patrol, Mobile patrol, Hotspot patrol, Engagement, Enquiries"
TAKEN_OUTSIDE = "Response cover, Event, Scene guard, Football, Night-time economy, Constant watch"
STATES = {
    "absence": "Annual leave, Rest day, Sick, Other absence",
    "abstraction": f"{TAKEN_OUTSIDE}, Court, Training",
    "not_deployable": "Adjusted duties, Tutoring, Federation duties",
    "outside": f"{ON_FOOT}, {TAKEN_OUTSIDE}",
    "can_be_in_place": ON_FOOT,
}
"""The table of states of `exports.md`; every state that is not an absence, an unknown one too, is rostered."""

DEDICATED = ("Hotspot", "Vulnerable location")


def with_hours(duties: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """Every segment with the seconds that count, once for each measure it adds to."""
    state = duties["State"].map(plain)
    is_a = {meaning: state.isin({plain(word) for word in words.split(", ")}) for meaning, words in STATES.items()}
    seconds = counted_seconds(
        duties["Collar No"].to_numpy(dtype=object),
        duties["from_second"].to_numpy(dtype="int64"),
        duties["to_second"].to_numpy(dtype="int64"),
        is_a["absence"].to_numpy(dtype=bool),
        duties["Duty Ref"].to_numpy(dtype=object),
    )
    found = duties[["Collar No", "team", "role", "day"]].assign(
        rostered=np.where(is_a["absence"], 0, seconds),
        abstraction=np.where(is_a["abstraction"], seconds, 0),
        not_deployable=np.where(is_a["not_deployable"], seconds, 0),
        outside=np.where(is_a["outside"], seconds, 0),
        in_place=np.where(is_a["can_be_in_place"] & in_dedicated_place(duties, places), seconds, 0),
    )
    found["available"] = found["rostered"] - found["abstraction"] - found["not_deployable"]
    return found.groupby(["Collar No", "team", "role", "day"], as_index=False)[list(MEASURES)].sum()


def in_dedicated_place(duties: pd.DataFrame, places: pd.DataFrame) -> np.ndarray:
    """Does the segment carry the code of a place that is a hotspot or vulnerable location on the day it starts?"""
    dedicated = places[places["Place Type"].isin(DEDICATED)].set_index("Place Code")
    first, last = (duties["Place Code"].map(dedicated[end]).astype(float) for end in ("start", "end"))
    day = duties["day"].astype(float)
    return ((first <= day) & (day <= last)).to_numpy()


def counted_seconds(officer, start, end, absence, ref) -> np.ndarray:
    """The seconds of each segment for which no other segment of the same officer goes before it."""
    order = np.lexsort((start, pd.factorize(officer)[0]))
    counted = (end - start).astype("int64")
    for group in _overlapping(officer[order], start[order], end[order]):
        rows = order[group]
        counted[rows] = _settle(start[rows], end[rows], absence[rows], ref[rows])
    return counted


def _overlapping(officer, start, end) -> list[np.ndarray]:
    """Groups of two or more segments of one officer that touch in time; the input is by officer and start."""
    if not len(start):
        return []
    reach = pd.Series(end).groupby(officer, sort=False).cummax().to_numpy()
    begins = np.r_[True, (officer[1:] != officer[:-1]) | (start[1:] >= reach[:-1])]
    group = np.cumsum(begins) - 1
    starts = np.flatnonzero(begins)
    sizes = np.bincount(group)
    return [np.arange(starts[number], starts[number] + sizes[number]) for number in np.flatnonzero(sizes > 1)]


def _settle(start, end, absence, ref) -> np.ndarray:
    """Instant by instant the first segment counts: work before absence, earlier start, longer, smaller reference."""
    counted = np.zeros(len(start), dtype="int64")
    edges = sorted({*start, *end})
    for begin, finish in itertools.pairwise(edges):
        there = [row for row in range(len(start)) if start[row] <= begin and finish <= end[row]]
        if there:
            first = min(there, key=lambda row: (absence[row], start[row], start[row] - end[row], ref[row]))
            counted[first] += finish - begin
    return counted
