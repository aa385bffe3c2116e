"""A query names the teams that it is about where they are a small part of all; its answer is the same without."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from metrics import parts, question
from metrics.demand import attended
from metrics.question import Ask, teams_named
from metrics.stop_and_search import searches
from metrics.store.snapshot import snapshot
from metrics.terms import Area
from metrics.time_in_place import clock, hours_spread
from tests.conftest import Sample

CORBY = Area("sector", "Corby")
DAYS = dt.date(2026, 8, 24), dt.date(2026, 11, 15)
PARTS = ("team_days", "worked", "credited", "credited_once", "credited_again")


def answers(sample: Sample) -> dict[str, Any]:
    """What is asked of one sector, each by the query itself."""
    store, (start, end) = sample.store, DAYS
    where = parts.spine(store, Ask((), "sector+beat", (DAYS,), within=CORBY))
    found: dict[str, Any] = {}
    for name in PARTS:
        part = parts.read_part(where, name)
        cells = zip(part.cell.tolist(), *(column.tolist() for column in part.columns.values()), strict=True)
        found[name] = sorted(cells, key=str)
    asked = {"by": "sector", "start": start, "end": end, "within": CORBY}
    for ask in (clock, hours_spread):
        rows = ask(store, **asked).itertuples(index=False)
        found[ask.__name__] = [tuple(round(one, 6) if isinstance(one, float) else one for one in row) for row in rows]
    return found | {"searches": searches(store, CORBY, DAYS), "attended": attended(store, CORBY, DAYS)}


def test_naming_the_teams_changes_no_answer(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    catalog = snapshot(sample.store)
    named = teams_named(sample.store, catalog, ("sector:Corby",))
    assert sorted(named.values()) == ["beat:COR1", "beat:COR2", "beat:COR3", "beat:COR4", "beat:COR5", "sector:Corby"]
    with_names = answers(sample)
    for module in (parts, question):
        monkeypatch.setattr(module, "teams_named", lambda *_: {})
    assert answers(sample) == with_names
    assert all(with_names[name] for name in PARTS if name != "credited_again")


def test_of_most_of_the_force_no_team_is_named(sample: Sample) -> None:
    catalog = snapshot(sample.store)
    assert teams_named(sample.store, catalog, ("force:Force",)) == {}
    assert teams_named(sample.store, catalog, ("lpa:North", "lpa:West")) == {}
