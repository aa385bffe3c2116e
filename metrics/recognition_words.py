"""What to recognise, in words, from what `recognition`, `stand_out` and `verdicts` found: for pages, meeting and brief."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from metrics.charts.words import days, within
from metrics.kpi import Kpi
from metrics.question import Period, asked_kpi
from metrics.recognition import Grown, Improved, Quality
from metrics.stand_out import Change, Changes
from metrics.terms import CHANGED_WORDS, say_number
from metrics.verdicts import Judged

MOST = 5
"""Lines of one kind that are shown; of more the first, in the order of names, and how many more there are."""
RECENTLY = 7
"""A place that was visited within so many days is covered."""
UNCOUNTED = "Uncounted work"
"""The kind of note that is work which no KPI counts."""
LEFT_OUT = "People are named to those who may see all of them, once their week is open to supervisors."
"""Of a week or an area whose people are left out for whoever looks: not that there is nothing."""
NOTHING = "No figure of the last 12 weeks stands out from the 40 before by more than luck."


def by_name(found: Grown, names: Mapping[str, str]) -> list[Improved]:
    """Whose work has grown, in the order of names and of KPIs."""
    return sorted(found.people, key=lambda one: (names.get(one.collar, one.collar), one.kpi))


def grown_words(one: Improved, compared: bool = True) -> str:
    """What one person did, a figure of one person. compared: with what was to be expected."""
    expected = f", where {say_number(one.expected, 1)} would have been expected" if compared else ""
    done = asked_kpi(one.kpi).kpi.counted(say_number(one.count))
    return f"{done} in {say_number(one.hours)} hours over 12 weeks{expected}."


def luck_words(found: Grown) -> str:
    """Among how many figures of people they were found, and how many of them luck alone gives."""
    return f"Found among {found.judged:,} figures of people; of those listed, one in ten is luck on average."


def wanted(found: Changes, keys: Container[str]) -> list[Change]:
    """Of the changes of beats those that are wanted, in the beats named."""
    return [one for one in found.changes if one.tone == "wanted" and one.key.partition(":")[2] in keys]


def wanted_words(one: Change) -> str:
    """Arrests running higher over 12 weeks."""
    return f"{within(asked_kpi(one.name).kpi.label)} {within(one.word)} over 12 weeks."


def own_wanted(found: Judged, chosen: Sequence[Kpi], key: str) -> Iterator[tuple[Kpi, str]]:
    """What is wanted and runs higher (or what is not, lower) in one area (level:key), by its own verdict: KPI and word."""
    for kpi in chosen:
        word = CHANGED_WORDS[0] if kpi.direction == "fewer" else CHANGED_WORDS[-1]
        if kpi.direction != "neutral" and found.word(kpi.id, key, "changed") == word:
            yield kpi, word


def own_words(word: str) -> str:
    """Running higher over 12 weeks, by more than luck."""
    return f"{within(word)} over 12 weeks, by more than luck."


def quality_words(one: Quality) -> str:
    """An area's share of good work beside the force's."""
    label = asked_kpi(one.kpi).kpi.label
    return f"{within(label)}, {within(one.label)} {one.text} over 12 weeks; the force {one.force_share:.0%}."


def covered_words(found: tuple[int, int] | None, lately: Period) -> str:
    """That all dedicated places were visited; "" where they were not, where there are none or where it is not known.

    found: how many places there are and how many were visited.
    """
    if found is None or not found[0] or found[0] != found[1]:
        return ""
    return f"All {found[0]:,} dedicated places were visited in the week from {days(*lately)}."
