"""The sample force's true changes are found, and little else: the table is in docs/SIMULATIONS.md."""

from __future__ import annotations

from tests.conftest import Sample
from tests.simulations import planted


def test_every_planted_change_that_is_large_enough_is_found_and_none_elsewhere_beyond_luck(sample: Sample) -> None:
    measured = planted.measured(sample.store)
    assert len(measured) == 9
    assert [row for row in measured if not row.holds] == []


def test_what_is_listed_this_week_is_the_planted_change(sample: Sample) -> None:
    names = ("arrests", "ppn_submissions", "incidents_attended", "abstraction")
    week = (planted.BONFIRE[0], planted.LAST)
    listed = {
        question: {(one.name, one.key) for one in planted.changed(sample.store, names, "beat", week, question).changes}
        for question in ("unusual", "changed")
    }
    assert listed == {"unusual": set(), "changed": {("arrests", "beat:KET2")}}
