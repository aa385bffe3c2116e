"""Where the figures of the page of March 2022 do not agree with each other: both are shown, and it is said so.

Each is worked out from the loaded rows; what is not loaded, or does agree, is not said.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from metrics import march_2022 as page
from metrics.crime import ALL_CRIME
from metrics.measures_stated import CHANGE
from metrics.reproducing import Loaded, in_form, percent
from metrics.terms import say_number

Kind = Literal["contradiction", "not the same", "not as headed"]
KINDS: dict[Kind, str] = {
    "contradiction": "Contradict each other",
    "not the same": "Look alike, and are of different things or times",
    "not as headed": "Are of other times than their heading says, or do not say of which",
}


class Disagreement(NamedTuple):
    """Two figures of the page that do not go together. one, other: as the page has them; words: in a sentence."""

    kind: Kind
    what: str
    one: str
    other: str
    words: str


def disagreements(found: Loaded) -> tuple[Disagreement, ...]:
    """All of them, those that contradict each other first."""
    told = [*_percentages(found), *_neighbourhood(found), *_knives(found), *_burglary(found), *_periods(found)]
    return tuple(sorted(told, key=lambda one: list(KINDS).index(one.kind)))


def _percentages(found: Loaded) -> Iterator[Disagreement]:
    """A stated percentage that its own counts do not give."""
    for category, printed in ((ALL_CRIME, "+1.1%"), ("Domestic Abuse", "-8.1%")):
        now, before = found.count(category, page.NOW[1]), found.count(category, page.BEFORE[1])
        stated = found.stated(CHANGE.format(category), page.NOW[1])
        if now is None or before is None or stated is None or stated.value is None:
            continue
        exact = percent(now.count, before.count)
        worked = in_form(exact, printed)
        if worked == f"{stated.value:+.1f}%":
            continue
        words = (
            f"The page states {stated.value:+.1f}%; the counts it states, {before.count:,} and {now.count:,}, give {worked} "
            f"({exact:+.2f}%)."
        )
        yield Disagreement("contradiction", f"{category}: change", f"{stated.value:+.1f}%", worked, words)


def _neighbourhood(found: Loaded) -> Iterator[Disagreement]:
    table, base = found.count(page.LOCAL, page.NOW[1]), found.count(page.LOCAL, page.BEFORE[1])
    measure = found.stated(page.NEIGHBOURHOOD, page.NOW[1])
    start = found.stated(page.NEIGHBOURHOOD, page.BASE)
    large = found.stated(page.NEIGHBOURHOOD, page.NOW[1], source=page.LARGE)
    if measure is None or measure.value is None:
        return
    stated = say_number(measure.value)
    if table is not None and table.count != measure.value:
        words = (
            f"The table has {table.count:,} and the national measure {stated} for the same 12 months, with the same four kinds "
            f"of crime named for both: {table.count / measure.value:.1f} times as many. The page does not say why."
        )
        yield Disagreement("contradiction", "Neighbourhood crime: count", f"{table.count:,}", stated, words)
    if large is not None and large.value not in (None, measure.value):
        words = f"The large figure is {say_number(large.value)}; the sentence under it says {stated}."
        yield Disagreement("contradiction", "Neighbourhood crime: large figure", say_number(large.value), stated, words)
    if table is not None and base is not None and start is not None and start.value:
        fall, since = percent(table.count, base.count), percent(int(measure.value), int(start.value))
        needed = table.count * start.value / measure.value
        words = (
            f"The table gives {fall:+.1f}% ({table.count:,} against {base.count:,} in the year before), the national measure "
            f"{since:+.1f}% ({stated} against {say_number(start.value)} in the 12 months to June 2019). They start from "
            f"different years; for the table's count to have fallen as much, it would have been {needed:,.0f} then."
        )
        yield Disagreement("not the same", "Neighbourhood crime: change", f"{fall:+.1f}%", f"{since:+.0f}%", words)


def _knives(found: Loaded) -> Iterator[Disagreement]:
    table, measure = found.count("Knife Crime", page.NOW[1]), found.stated(page.SHARP, page.DECEMBER)
    if table is None or measure is None or measure.value is None:
        return
    words = (
        f"Knife crime is {table.count:,} in the 12 months to March 2022; offences involving a sharp object are "
        f"{say_number(measure.value)} in the 12 months to December 2021. Nearly the same number, of another definition and time."
    )
    yield Disagreement("not the same", "Knives", f"{table.count:,}", say_number(measure.value), words)


def _burglary(found: Loaded) -> Iterator[Disagreement]:
    burglary, now = found.stated(page.BURGLARY, page.NOW[1]), found.stated(page.NEIGHBOURHOOD, page.NOW[1])
    start = found.stated(page.NEIGHBOURHOOD, page.BASE)
    if burglary is None or not burglary.value or now is None or start is None or not (now.value and start.value):
        return
    whole = f"{-percent(int(now.value), int(start.value)):.0f}%"
    words = (
        f"The same {whole} is said of all neighbourhood crime since the 12 months to June 2019 and of residential burglary over "
        "the past 2 years. No count of residential burglary is on the page, so the second cannot be checked."
    )
    yield Disagreement("not the same", "A fall of 48%", whole, f"{say_number(burglary.value)}%", words)


def _periods(found: Loaded) -> Iterator[Disagreement]:
    """Figures of other times than their heading says, and those that do not say of which."""
    killed, satisfied = found.stated(page.KILLED, page.DECEMBER), found.stated(page.SATISFIED, page.JANUARY)
    if killed is not None and satisfied is not None:
        words = (
            "The national measures are headed 12 months ending March 2022. Homicides and offences with a sharp object or a "
            "firearm are of the 12 months to December 2021, satisfaction of the 12 months to January 2022."
        )
        yield Disagreement("not as headed", "Period of the national measures", "March 2022", "December 2021", words)
    if satisfied is not None and found.stated(page.SATISFIED, page.JANUARY_BEFORE) is not None:
        words = (
            "12 months to January 2022 are compared with “January 2021”: a month or 12 months, the page does not say."
        )
        yield Disagreement(
            "not as headed", "Satisfaction: compared with", "12 months to January 2022", "January 2021", words
        )
    yield from _homicide_rate(found)
    if found.stated("Incidents dealt with by domestic abuse support officers", page.NOW[1]) is not None:
        words = (
            "What the domestic abuse support officers did is counted “since March 2022”, which begins when the 12 months of the "
            "page end; up to which day is not said."
        )
        yield Disagreement(
            "not as headed", "Domestic abuse support officers", "since March 2022", "to March 2022", words
        )


def _homicide_rate(found: Loaded) -> Iterator[Disagreement]:
    killed, rate = found.stated(page.KILLED, page.DECEMBER), found.stated(page.KILLED_RATE, page.DECEMBER)
    if killed is None or rate is None or not killed.value or not rate.value:
        return
    low, high = (1000 * killed.value / (rate.value + part) for part in (0.05, -0.05))
    words = (
        f"{say_number(killed.value)} homicides are {rate.value:g} per million people in a county of {low:,.0f},000 to "
        f"{high:,.0f},000. The page does not say of how many people, nor of which 12 months, the rate is."
    )
    yield Disagreement("not as headed", "Homicide rate", say_number(killed.value), f"{rate.value:g} per million", words)


__all__ = ["KINDS", "Disagreement", "Kind", "disagreements"]
