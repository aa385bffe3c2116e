"""What a funnel of beats says: of one beat, of the whole picture, and where it cannot be drawn what is missing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from metrics.charts.words import Figure, figure_sentence, listed, say_value, within
from metrics.kpi import Kpi
from metrics.signals.funnel import LEAST_EXPECTED, LEAST_UNITS, OUTER
from metrics.signals.verdict import HIGH, LOW, SURELY, TOO_EARLY
from metrics.terms import TOO_EARLY_TO_SAY, Role, capital, say_number

LONGEST = 52
"""Weeks beyond which no longer period is advised: rates a year ago are no longer those of the same beat."""
SHAPES = {LOW: "▼", HIGH: "▲", TOO_EARLY: "○"}


@dataclass(frozen=True)
class Point:
    """One beat of a funnel: its figure as elsewhere on the page, and what the funnel says of it.

    low, high: the first and last whole count within the usual spread. code: as in `signals.verdict`. mine: the view is of it.
    """

    key: str
    name: str
    figure: Figure
    expected: float
    low: int
    high: int
    code: int
    word: str
    one_in: float
    mine: bool = True

    @property
    def outside(self) -> bool:
        """True outside the usual spread."""
        return self.code in (LOW, HIGH)

    @property
    def ratio(self) -> float:
        """Recorded over expected; 1 where nothing is expected."""
        return float(self.figure["value"]) / self.expected if self.expected else 1.0


def by(widened: bool) -> str:
    """What alone makes a figure lie as far out. widened: beats differ beyond luck, and that is allowed for."""
    return "By luck and the usual spread alone" if widened else "By luck alone"


def odds(one_in: float) -> str:
    """About 1 time in 14; of a larger number two figures, for it is not known better."""
    if one_in >= SURELY:
        return f"less than 1 time in {SURELY:,}"
    if one_in < 1.5:
        return "in most periods"
    return f"about 1 time in {float(f'{one_in:.2g}') if one_in >= 100 else one_in:,.0f}"


def point_sentence(kpi: Kpi, point: Point, roles: Sequence[Role], widened: bool, beside: list[tuple[str, str]]) -> str:
    """The full sentence of one beat: figure, hours, expected, range, rule, and how often luck alone goes as far."""
    said = figure_sentence(kpi, point.figure, point.name, person=False, beside=beside)
    said += (
        f" Expected {say_number(point.expected, 1)}: what all beats together recorded per available hour "
        f"{_standard(roles, 'in the same ')}, for this beat's hours."
    )
    if point.code == TOO_EARLY:
        return f"{said} {TOO_EARLY_TO_SAY}: under {LEAST_EXPECTED} expected."
    return (
        f"{said} {point.word}: {point.low:,} to {point.high:,} hold {100 * OUTER:g}% of beats that differ by "
        f"{'luck and the usual spread' if widened else 'luck'} alone. {by(widened)} {odds(point.one_in)}."
    )


def _standard(roles: Sequence[Role], before: str) -> str:
    return f"{before}{'role and ' if len(roles) > 1 else ''}kind of shift"


def finding(kpi: Kpi, points: Sequence[Point], roles: Sequence[Role], tau2: float, days: str) -> str:
    """The finding: how many beats lie within and outside, how many luck alone would put outside, and what the spread is."""
    judged = [point for point in points if point.code != TOO_EARLY]
    outside = [point for point in judged if point.outside]
    early = len(points) - len(judged)
    whose = f" by {roles[0]}s" if len(roles) < len(kpi.roles) else ""
    said = (
        f"{capital(within(kpi.label))}{whose} of {len(points)} beats, {days}, {_standard(roles, 'standardised by ')}: "
    )
    if outside:
        found = listed([f"{SHAPES[one.code]} {one.name} ({_against(kpi, one)})" for one in outside])
        said += f"{len(judged) - len(outside)} within the usual spread, {len(outside)} outside it: {found}."
    else:
        said += f"{'all' if not early else len(judged)} within the usual spread, none outside it."
    if early:
        said += f" Of {early} it is too early to say (○)."
    return f"{said} {by_luck(len(judged))} {spread_words(tau2)}"


def _against(kpi: Kpi, point: Point) -> str:
    return f"{say_value(kpi, point.figure['value'])}, {say_number(point.expected, 1)} expected"


def by_luck(beats: int) -> str:
    """How many such pictures luck alone would put a beat outside in."""
    some = 1 - OUTER**beats
    return f"By luck alone about 1 in {1 / some:,.0f} such pictures would show one outside."


def spread_words(tau2: float) -> str:
    """Whether the beats differ beyond luck, and how far: twice the square root's deviation is the ratio's."""
    if tau2 <= 0:
        return "The beats differ no more than luck alone makes them."
    return (
        f"The beats differ more than luck alone makes them, usually by about {max(200 * math.sqrt(tau2), 1):.0f}% either "
        "way, and the limits allow for that."
    )


def left_out_words(names: Sequence[str], sheet: str) -> str:
    """Which beats take no part; nothing where all do."""
    if not names:
        return ""
    what = "Duties is" if sheet == "Duties" else f"{sheet} and Duties are"
    beats = f"{len(names)} beat{'' if len(names) == 1 else 's'}"
    return f"{beats} left out, since {what} not loaded for every day: {listed(list(names))}."


def unplaced_words(kpi: Kpi, placed: float) -> str:
    """What could not be told apart by kind of shift; nothing under 1 in 100."""
    share = round(100 * (1 - placed)) if not math.isnan(placed) else 0
    if not share:
        return ""
    return f"For {share}% of the {kpi.unit_word} the officer had no duty that day: these are standardised by role only."


def not_a_count(kpi: Kpi) -> str:
    """Why there is no funnel of hours or of a stock."""
    what = "hours, not a count of events" if kpi.unit == "hours" else "what is open on one day, not what happened"
    return f"{kpi.label}: {what}. How far luck alone would spread the beats cannot be told, so they are not compared."


def _length(days: int) -> str:
    weeks, more = divmod(days, 7)
    if more:
        return f"these {days:,} days" if days > 1 else "this day"
    return f"these {weeks:,} weeks" if weeks > 1 else "this week"


def too_little(enough: int, taking_part: int, all_beats: int, days: int, times_longer: float) -> str:
    """What is missing for a funnel, and how long a period would do. days: of the period now."""
    if taking_part < LEAST_UNITS:
        return (
            f"Too early to say: {taking_part} of {all_beats} beat{'' if all_beats == 1 else 's'} "
            f"{'is' if taking_part == 1 else 'are'} wholly loaded, and {LEAST_UNITS} are needed to show a usual spread."
        )
    had = f"Only {enough}" if enough else "None"
    said = (
        f"Too early to say: {had[0].lower() + had[1:]} of {taking_part} beats "
        f"{'has' if enough == 1 else 'have'} {LEAST_EXPECTED} or more expected in {_length(days)}, and {LEAST_UNITS} are "
        "needed to show a usual spread."
    )
    weeks = math.inf if math.isnan(times_longer) else math.ceil(days * times_longer / 7)
    if weeks > LONGEST:
        return f"{said} At this rate a year would not be enough."
    return f"{said} Choose a longer period: about {weeks} weeks would do."
