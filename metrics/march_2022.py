"""The county's page of March 2022 as data: every number that it printed, where, and how it follows from loaded rows.

"Policing in Northamptonshire", figures for the 12 months to March 2022. Places on it are in our words. Dates, lengths of
periods, clock times, page numbers and names with a number in them (a school year, a fund) are not figures and not listed.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal, NamedTuple

from metrics.crime import ALL_CRIME, CATEGORIES, Counted, year_to
from metrics.measures_stated import CHANGE, NATIONAL, OUTCOMES, PLACE_AMONG_FORCES

NAME = "Policing in Northamptonshire, March 2022"
"""What the Source of every row of the page begins with."""
AREA = "Northamptonshire"
NOW = year_to(dt.date(2022, 3, 31))
BEFORE = year_to(dt.date(2021, 3, 31))
LARGE = f"{NAME}, large figures"
"""The Source of a number that stands in large figures and differs from its sentence."""

Way = Literal["count", "difference", "percent", "stated", "stated change"]
WAYS: dict[Way, str] = {
    "count": "straight from a row",
    "difference": "worked out: difference of two rows",
    "percent": "worked out: difference in percent of the earlier row",
    "stated": "straight from a row",
    "stated change": "worked out: difference in percent of the earlier row",
}


class How(NamedTuple):
    """How a number follows from rows. what: a category of crime, or a measure; end: last day of the row."""

    way: Way
    what: str
    end: dt.date = NOW[1]
    counted: Counted = "count"
    area: str = AREA
    source: str = ""


class Printed(NamedTuple):
    """A number as printed, and where. check: how it would follow from the counts, where the page only states it."""

    place: str
    printed: str
    how: How
    check: How | None = None


def _row(
    category: str, before: str, now: str, difference: str, percent: str, counted: Counted = "count"
) -> list[Printed]:
    """The numbers of a line of the table."""
    name = f"Table, {category}{', victims' if counted == 'victims' else ''}"
    return [
        Printed(f"{name}, April 2020 to March 2021", before, How("count", category, BEFORE[1], counted)),
        Printed(f"{name}, April 2021 to March 2022", now, How("count", category, NOW[1], counted)),
        Printed(f"{name}, difference", difference, How("difference", category, counted=counted)),
        _percent(f"{name}, percent", percent, category, counted),
    ]


ONLY_STATED = (ALL_CRIME, "Domestic Abuse")
"""Categories whose percentage does not follow from their counts: it is kept as a published value of its own."""


def _percent(place: str, printed: str, category: str, counted: Counted = "count") -> Printed:
    worked = How("percent", category, counted=counted)
    if category in ONLY_STATED and counted == "count":
        return Printed(place, printed, How("stated", CHANGE.format(category)), worked)
    return Printed(place, printed, worked)


def _stated(
    place: str, printed: str, measure: str, end: dt.date = NOW[1], area: str = AREA, source: str = ""
) -> Printed:
    return Printed(place, printed, How("stated", measure, end, area=area, source=source))


DECEMBER, BASE = dt.date(2021, 12, 31), dt.date(2019, 6, 30)
JANUARY, JANUARY_BEFORE = dt.date(2022, 1, 31), dt.date(2021, 1, 31)
KILLED, KILLED_RATE = "Homicides", "Homicides per million population"
SHARP, FIREARM = "Offences involving a sharp object", "Offences involving a firearm"
SATISFIED, DA_SATISFIED = "Victim satisfaction", "Satisfaction of domestic abuse victims"
NEIGHBOURHOOD, BURGLARY = "Neighbourhood crimes", "Reduction in residential burglary"
ABUSE, SEXUAL, VIOLENCE, LOCAL = CATEGORIES[2], CATEGORIES[5], CATEGORIES[6], CATEGORIES[4]

PRINTED: tuple[Printed, ...] = (
    _stated("First page, large figure", "14.1%", OUTCOMES),
    *_row(ALL_CRIME, "61,373", "61,888", "+515", "+1.1%"),
    *_row(ALL_CRIME, "51,430", "52,448", "+1,018", "+2.0%", "victims"),
    *_row("ASB", "15,127", "13,939", "-1,188", "-7.9%"),
    *_row(ABUSE, "18,755", "17,226", "-1,529", "-8.1%"),
    *_row("Knife Crime", "718", "659", "-59", "-8.2%"),
    *_row(LOCAL, "7,266", "6,598", "-668", "-9.2%"),
    *_row(SEXUAL, "2,569", "2,960", "+391", "+15.2%"),
    *_row(VIOLENCE, "27,322", "27,388", "+66", "+0.2%"),
    _percent("All crime, large figure", "1.1%", ALL_CRIME),
    _stated("Positive outcomes, large figure", "14.1%", OUTCOMES),
    _stated("All crime, sentence: the country", "15.8%", CHANGE.format(ALL_CRIME), area=NATIONAL),
    _percent("All crime, sentence: the county", "1.1%", ALL_CRIME),
    _stated("Positive outcomes, sentence", "14.1%", OUTCOMES),
    _stated("Positive outcomes, sentence: place in the country", "8th", PLACE_AMONG_FORCES),
    _stated("Positive outcomes, sentence: a year before", "11.8%", OUTCOMES, BEFORE[1]),
    _percent("ASB, large figure", "7.9%", "ASB"),
    _percent("Domestic abuse, large figure", "8.1%", ABUSE),
    _stated("Domestic abuse, text: support officers", "four", "Domestic abuse support officers"),
    _stated("Domestic abuse, text: incidents", "1,011", "Incidents dealt with by domestic abuse support officers"),
    _stated("Domestic abuse, text: children", "1,817", "Children supported by domestic abuse support officers"),
    _percent("Knife crime, large figure", "8.2%", "Knife Crime"),
    _percent("Neighbourhood crime, large figure", "9.2%", LOCAL),
    _stated("Neighbourhood crime, text: money", "£400,000", "Invested in Safer Streets in Hemmingwell"),
    _stated("Neighbourhood crime, text: doors", "550", "New doors in Safer Streets in Hemmingwell"),
    _stated("Sexual offences, text: bars", "three", "Bars whose staff were trained to help against harassment"),
    _percent("Violence, large figure", "0.2%", VIOLENCE),
    _stated("Violence, text: money", "£800,000", "Support for the safety of women and girls"),
    _stated("Homicide, sentence", "10", KILLED, DECEMBER),
    _stated("Homicide, sentence: baseline", "12", KILLED, BASE),
    _stated("Homicide, large figure", "10", KILLED, DECEMBER),
    _stated("Homicide, per million people", "13.2", KILLED_RATE, DECEMBER),
    _stated("Homicide, per million people in the country", "11.3", KILLED_RATE, DECEMBER, NATIONAL),
    _stated("Serious violence, sentence: sharp object", "655", SHARP, DECEMBER),
    _stated("Serious violence, sentence: firearm", "108", FIREARM, DECEMBER),
    _stated("Serious violence, sentence: sharp object, baseline", "665", SHARP, BASE),
    _stated("Serious violence, sentence: firearm, baseline", "117", FIREARM, BASE),
    _stated("Serious violence, large figure", "108", FIREARM, DECEMBER),
    _stated("Victim satisfaction, large figure", "74.3%", SATISFIED, JANUARY),
    _stated("Victim satisfaction, sentence", "74.3%", SATISFIED, JANUARY),
    _stated("Victim satisfaction, sentence: before", "76.7%", SATISFIED, JANUARY_BEFORE),
    _stated("Victim satisfaction, sentence: domestic abuse", "90.2%", DA_SATISFIED, JANUARY),
    _stated("Victim satisfaction, sentence: domestic abuse, before", "88.5%", DA_SATISFIED, JANUARY_BEFORE),
    _stated("Victim satisfaction, large figure: domestic abuse", "90.2%", DA_SATISFIED, JANUARY),
    _stated("Neighbourhood crime measure, large figure", "87", NEIGHBOURHOOD, source=LARGE),
    _stated("Neighbourhood crime measure, sentence", "871", NEIGHBOURHOOD),
    _stated("Neighbourhood crime measure, sentence: baseline", "1,687", NEIGHBOURHOOD, BASE),
    Printed("Neighbourhood crime measure, comparison", "-48%", How("stated change", NEIGHBOURHOOD)),
    _stated("Performance text: drugs seized", "£78 million", "Class A drugs seized in Brackmills", DECEMBER),
    Printed("Performance text: neighbourhood crime", "48%", How("stated change", NEIGHBOURHOOD)),
    _stated("Performance text: residential burglary", "48%", BURGLARY),
)  # fmt: skip
"""Every number of the page, in its order."""

AWAITED = (
    ("Referrals into drug treatment", "Awaiting"),
    ("Drug-related homicides", "Awaiting"),
    ("Confidence in the law enforcement response to cyber crime", "Not available"),
)
"""What the page says is still to come ("TBC"), and in which state the rows have it."""
IN_WORDS = (
    "Rise in all crime the lowest in the country",
    "Knife and gun crime rates above the national average",
    "Neighbourhood crime rate below the national average",
    "Fall in neighbourhood crime the biggest in the country",
)
"""What the page says in words only, about other forces whose figures are not on it."""
