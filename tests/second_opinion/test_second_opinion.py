"""The second opinion against `metrics`: every KPI at every level over the whole sample force must agree.

`sample.folder` holds the files and manifest.json; `sample.figures(...)` answers from the store that was made of them.
"""

from __future__ import annotations

import json
import math
from datetime import date, datetime

import pandas as pd
import pytest

from .credit import KPIS
from .opinion import figures

LEVELS = ["force", "sector", "beat", "officer"]
PERS = ["week", "quarter", "total"]
HOURS_TOLERANCE = 1e-6
SHOWN = 10
MOMENTS = 14
KNOWN_THEN = ["arrests", "warrants", "ppn_submissions", "incidents_attended", "engagement_returns", "problem_plans",
              "time_outside_station"]  # fmt: skip


def compare(sample, kpi: str, by: str, per: str, start: str, end: str, role: str | None = None, known_at=None) -> None:
    """Same rows in the same order; counts exactly the same, hours and targets to a millionth, same state of loading."""
    asked = {"kpi": kpi, "by": by, "per": per, "start": start, "end": end, "role": role, "known_at": known_at}
    ours = figures(sample.folder, **asked).to_dict("records")
    theirs = sample.figures(
        kpi, by, per, date.fromisoformat(start), date.fromisoformat(end),
        role=role,
        known_at=datetime.fromisoformat(known_at) if known_at else None,
    )  # fmt: skip
    keys = ("key", "name", "period_start", "period_end")
    ours_at, theirs_at = ([tuple(str(row[key]) for key in keys) for row in rows] for rows in (ours, theirs))
    only = sorted(set(ours_at) ^ set(theirs_at))[:SHOWN]
    assert not only, f"{asked}: rows that only one of them has: {only}"
    assert ours_at == theirs_at, f"{asked}: the same rows in another order"
    unlike = [_difference(kpi, one, other) for one, other in zip(ours, theirs, strict=True)]
    unlike = [difference for difference in unlike if difference]
    assert not unlike, f"{asked}: {len(unlike)} of {len(ours)} rows differ:\n" + "\n".join(unlike[:SHOWN])


def _difference(kpi: str, ours: dict, theirs: dict) -> str:
    """What differs between two rows, in words; nothing where they agree."""
    verdict = theirs["verdict"] if theirs["verdict"] in ("Not loaded", "Partly loaded") else ""
    found = [] if ours["loaded"] == verdict else [f"loaded {ours['loaded']!r} / {verdict!r}"]
    for name in ("value", "exposure_hours", "target"):
        exact = name == "value" and KPIS[kpi].hours is None
        if not _same(ours[name], theirs[name], 0 if exact else HOURS_TOLERANCE):
            found.append(f"{name} {ours[name]} / {theirs[name]}")
    return f"{ours['key']} {ours['period_start']}: {', '.join(found)}" if found else ""


def _same(ours: float, theirs: float | None, tolerance: float) -> bool:
    if math.isnan(ours) or theirs is None:
        return math.isnan(ours) and theirs is None
    return abs(ours - theirs) <= tolerance


@pytest.fixture(scope="session")
def span(sample) -> tuple[str, str]:
    """The first and the last day that the sample covers."""
    loads = json.loads((sample.folder / "manifest.json").read_text())["loads"]
    return min(load["from"] for load in loads if load.get("from")), max(load["to"] for load in loads if load.get("to"))


@pytest.mark.parametrize("by", LEVELS)
@pytest.mark.parametrize("kpi", KPIS)
def test_every_kpi_at_every_level(sample, span, kpi, by):
    for per in PERS:
        compare(sample, kpi, by, per, *span)


@pytest.mark.parametrize("by", LEVELS)
@pytest.mark.parametrize("kpi", [kpi for kpi, what in KPIS.items() if len(what.roles) > 1])
def test_one_role(sample, span, kpi, by):
    for role in ("PC", "PCSO"):
        compare(sample, kpi, by, "quarter", *span, role=role)


@pytest.mark.parametrize("by", ["lpa", *LEVELS])
@pytest.mark.parametrize("kpi", ["arrests", "ppn_submissions", "problem_plans", "time_in_place"])
def test_months_years_and_own_dates(sample, span, kpi, by):
    for per in ("month", "year"):
        compare(sample, kpi, by, per, *span)
    compare(sample, kpi, by, "week", _moved(span[0], 17), _moved(span[1], -10))
    compare(sample, kpi, by, "week", _moved(span[1], -10), _moved(span[1], 17))  # to days that nothing covers yet


def _moved(day: str, days: int) -> str:
    return str((pd.Timestamp(day) + pd.Timedelta(days=days)).date())


@pytest.mark.parametrize("back", range(MOMENTS))
def test_as_it_was_known_then(sample, span, back):
    """The last weeks, each and together, as they were known at or just before the last moments of loading."""
    loads = json.loads((sample.folder / "manifest.json").read_text())["loads"]
    moment = sorted({pd.Timestamp(load["recorded_at"]) for load in loads})[-1 - back]
    known_at = (moment - pd.Timedelta(seconds=back % 2)).isoformat()
    for kpi in KNOWN_THEN:
        for by in ("sector", "officer"):
            compare(sample, kpi, by, "week", _moved(span[1], -7 * 8 + 1), span[1], known_at=known_at)
        compare(sample, kpi, "force", "total", _moved(span[1], -7 * 8 + 1), span[1], known_at=known_at)


def test_the_second_opinion_sees_every_state(sample, span):
    """The sample holds weeks that are loaded, partly loaded and not loaded, so that agreement means something."""
    found = figures(sample.folder, "engagement_returns", "sector", "week", *span)
    assert set(found["loaded"]) == {"", "Not loaded"}
    assert set(figures(sample.folder, "engagement_returns", "force", "week", *span)["loaded"]) == {"", "Partly loaded"}
    assert figures(sample.folder, "arrests", "officer", "week", *span)["target"].notna().any()
