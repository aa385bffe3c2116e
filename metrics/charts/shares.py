"""A share period by period: a dot with Wilson's interval where there are enough cases, and n under each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple

import pandas as pd

from metrics.charts import whiskers
from metrics.charts.axis import period_labels
from metrics.charts.drawing import Drawing
from metrics.charts.words import days, known, percent, within
from metrics.intervals import FEW
from metrics.terms import NOT_LOADED, say_number

TOO_FEW = "too few for a rate"


class Share(NamedTuple):
    """Part out of whole in a period, with its interval as shares between 0 and 1; NaN where nothing is known."""

    start: dt.date
    end: dt.date
    part: float
    whole: float
    low: float
    high: float

    @property
    def loaded(self) -> bool:
        """Whether anything is known of the period."""
        return known(self.part) and known(self.whole)

    @property
    def enough(self) -> bool:
        """Whether there are enough cases for a rate."""
        return self.loaded and self.whole >= FEW


def shares(
    label: str, name: str, rows: Sequence[tuple[dt.date, dt.date, float, float, float, float]], help_words: str = ""
) -> Drawing:
    """A column per period. label: of the share ("with a positive outcome"). rows: as `Share`, earliest first."""
    told = [Share(*row) for row in rows]
    labels = period_labels([(share.start, share.end) for share in told])
    data = {
        "periods": pd.DataFrame([_period(label, name, s, n, len(told), *labels[n]) for n, s in enumerate(told)]),
        "scale": pd.DataFrame([{"place": part, "label": f"{100 * part:.0f}%"} for part in (0.0, 0.5, 1.0)]),
        "heads": pd.DataFrame(
            [{"head": name, "unit": f"{label}, with its 95% interval", "count": "n", "help": help_words or label}]
        ),
    }
    return Drawing(whiskers.spec(), data, _alt(label, name, told), partial(_table, told))


def _period(label: str, name: str, share: Share, number: int, of: int, under: str, year: str) -> dict[str, Any]:
    rate = share.part / share.whole if share.enough else float("nan")
    return {
        "number": number,
        "start": number / of,
        "stop": (number + 1) / of,
        "part": rate,
        "low_part": share.low if share.enough else float("nan"),
        "high_part": share.high if share.enough else float("nan"),
        "partial": False,
        "missing": not share.loaded,
        "text": percent(share.part, share.whole) if share.enough else "",
        "words": "" if share.enough else TOO_FEW if share.loaded else within(NOT_LOADED),
        "counted": True,
        "count": say_number(share.whole) if share.loaded else "–",
        "label": under,
        "year": year,
        "sentence": f"{days(share.start, share.end)}: {name}: {label} {share_words(share)}.",
    }


def share_words(share: Share) -> str:
    """18 of 40, 45% (31% to 60%); without a rate where there are too few."""
    if not share.loaded:
        return within(NOT_LOADED)
    said = f"{say_number(share.part)} of {say_number(share.whole)}"
    if not share.enough:
        return f"{said}, {TOO_FEW}"
    return f"{said}, {percent(share.part, share.whole)} ({_interval(share)})"


def _interval(share: Share) -> str:
    return f"{100 * share.low:.0f}% to {100 * share.high:.0f}%"


def _alt(label: str, name: str, told: Sequence[Share]) -> str:
    """The finding: the last period that has a rate, the first one to compare, and how many have none."""
    said = f"{name}: {label}, over {len(told)} periods."
    rated = [share for share in told if share.enough]
    if rated:
        said += f" {days(rated[-1].start, rated[-1].end)}: {share_words(rated[-1])}."
    if len(rated) > 1:
        said += f" {days(rated[0].start, rated[0].end)}: {share_words(rated[0])}."
    few = sum(share.loaded and not share.enough for share in told)
    gone = sum(not share.loaded for share in told)
    said += f" {few} of {len(told)} have fewer than {FEW} cases: {TOO_FEW}." if few else ""
    return said + (f" {gone} of {len(told)} not loaded." if gone else "")


def _table(told: Sequence[Share]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Period": days(share.start, share.end),
            "Figure": f"{say_number(share.part)} of {say_number(share.whole)}" if share.loaded else "–",
            "Share": percent(share.part, share.whole) if share.enough else TOO_FEW if share.loaded else "–",
            "95% interval": _interval(share) if share.enough else "–",
            "State": "" if share.loaded else NOT_LOADED,
        }
        for share in told
    )
