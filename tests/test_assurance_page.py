"""The page of what was proven follows from the runs that are kept, and each promise has a proof that says its figure."""

from __future__ import annotations

from tests.assurance.__main__ import PAGE, PROOFS, figure, kept, page
from tests.assurance.promises import PROMISES


def test_the_page_is_made_of_the_runs_that_are_kept() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(kept())


def test_every_promise_has_a_proof_whose_run_says_its_figure() -> None:
    assert [one.number for one in PROMISES] == list(range(1, len(PROMISES) + 1))
    assert {one.proof for one in PROMISES} <= set(PROOFS)
    assert "not found" not in {figure(one, kept()) for one in PROMISES}
