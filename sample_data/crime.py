"""The sample's public figures: invented monthly crime by sector, invented measures, and the real page of March 2022 beside them.

The two files in `published/` hold what a public page stated, with its name as their Source; everything drawn here says
"Invented for the sample force".
"""

from __future__ import annotations

import shutil
from datetime import date, datetime, time, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from sample_data.force import Force
from sample_data.weeks import LAST_DAY
from sample_data.write import Load, write_csv

PUBLISHED = Path(__file__).parent / "published"
SOURCE = "Invented for the sample force"
FIRST_MONTH = date(2023, 11, 1)
"""Three years to the last whole month, so that any of 25 months can end one of two periods of 12."""
MADE_OF = {"Violence Against The Person": 2280, "Rape & Other Sexual Offences": 245, "Neighbourhood Crime": 550}
OTHER = 2080
"""A month's usual crimes of the county: of each part of All Crime that is printed, and of the rest."""
APART = {"ASB": 1160, "Domestic Abuse": 1440, "Knife Crime": 55}
"""Printed beside All Crime: incidents that are no crimes, and crimes counted under another heading as well."""
DISPERSION = 1.6
"""Variance over mean of a month: crimes come in bunches."""
SUMMER = {"ASB": 0.18, "Violence Against The Person": 0.06, "Rape & Other Sexual Offences": 0.08}
CHANGES = (
    ("ASB", "Corby", 0.78),
    ("Rape & Other Sexual Offences", None, 1.2),
)
"""True changes from November 2025 on: category, sector (None: all), and the factor."""
CHANGED_ON = date(2025, 11, 1)
VICTIMS_PER_CRIME = 0.85


def crime_figures(rng: np.random.Generator, force: Force) -> pd.DataFrame:
    """Invented monthly counts of the page's seven categories by sector, to the last whole month."""
    people: dict[str, int] = {}
    for beat in force.beats:
        people[beat.sector] = people.get(beat.sector, 0) + beat.population
    last = LAST_DAY.replace(day=1) - timedelta(days=1)
    rows = []
    for month in pd.period_range(FIRST_MONTH, last, freq="M"):
        for sector, number in people.items():
            drawn = {
                name: _count(rng, usual * number / sum(people.values()), name, sector, month.start_time.date())
                for name, usual in {**MADE_OF, "": OTHER, **APART}.items()
            }
            whole = sum(drawn[name] for name in (*MADE_OF, ""))
            counts = {"All Crime": whole} | {name: drawn[name] for name in (*APART, *MADE_OF)}
            for name, count in counts.items():
                victims = int(rng.binomial(whole, VICTIMS_PER_CRIME)) if name == "All Crime" else None
                rows.append((sector, name, month.start_time, month.end_time.normalize(), count, victims))
    headings = ["Area", "Category", "Period Start", "Period End", "Count", "Victims"]
    frame = pd.DataFrame(rows, columns=headings).assign(Source=SOURCE)
    return frame.assign(Victims=frame["Victims"].astype("Int64"))


def _count(rng: np.random.Generator, usual: float, name: str, sector: str, first: date) -> int:
    season = 1 + SUMMER.get(name, 0.0) * np.cos((first.month - 7) / 12 * 2 * np.pi)
    for category, where, factor in CHANGES:
        if name == category and where in (None, sector) and first >= CHANGED_ON:
            usual *= factor
    return int(rng.negative_binomial(usual * season / (DISPERSION - 1), 1 / DISPERSION))


def published_measures() -> pd.DataFrame:
    """Invented measures of the sample force, as a page of October 2026 might state them."""
    now, before = (date(2025, 11, 1), date(2026, 10, 31)), (date(2024, 11, 1), date(2025, 10, 31))
    base = (date(2018, 7, 1), date(2019, 6, 30))
    stated: list[tuple[str, dict[tuple[date, date], float | None], str]] = [
        ("Positive outcome rate", {now: 15.2, before: 14.6}, "%"),
        ("Homicides", {now: 9, base: 14}, "offences"),
        ("Offences involving a sharp object", {now: 618, base: 702}, "offences"),
        ("Offences involving a firearm", {now: 96, base: 131}, "offences"),
        ("Victim satisfaction", {now: 75.1, before: 74.4}, "%"),
        ("Satisfaction of domestic abuse victims", {now: 88.9, before: 89.6}, "%"),
        ("Referrals into drug treatment", {now: None}, "referrals"),
    ]
    rows = [
        (measure, "Force", *days, value, unit, "Published" if value is not None else "Awaiting", SOURCE)
        for measure, values, unit in stated
        for days, value in values.items()
    ]
    headings = ["Measure", "Area", "Period Start", "Period End", "Value", "Unit", "Status", "Source"]
    frame = pd.DataFrame(rows, columns=headings)
    days = {heading: pd.to_datetime(frame[heading]) for heading in ("Period Start", "Period End")}
    return frame.assign(**days)


def deliver_public_figures(crime: pd.DataFrame, out: Path) -> list[Load]:
    """The figures of March 2022 as they were published, then the invented ones: each a load of its own."""
    names = tuple(f"published/{file.name}" for file in sorted(PUBLISHED.glob("*.csv")))
    (out / "published").mkdir(parents=True, exist_ok=True)
    for name in names:
        shutil.copyfile(PUBLISHED / Path(name).name, out / name)
    write_csv(out / "crime_figures.csv", crime)
    write_csv(out / "published_measures.csv", published_measures())
    monday = LAST_DAY + timedelta(days=1)
    return [
        Load("Published in March 2022", names, datetime.combine(monday, time(8, 4))),
        Load("Public figures", ("crime_figures.csv", "published_measures.csv"), datetime.combine(monday, time(8, 5))),
    ]
