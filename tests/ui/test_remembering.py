"""What is read once is shared by all sessions, so no page may change it; and it is read anew once the data is another."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from metrics.ui import data, remembering
from metrics.ui.remembering import Question
from tests.ui.conftest import Open
from tests.ui.test_pages import PAGES


@pytest.mark.parametrize("state", ["sample"], indirect=True)
def test_no_page_changes_what_it_was_given(state: str, open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[tuple[str, Any, bytes]] = []

    def noting(what: str, read: Callable[..., Any]) -> Callable[..., Any]:
        def note(*args: Any, **asked: Any) -> Any:
            answer = read(*args, **asked)
            given.append((what, answer, pickle.dumps(answer)))
            return answer

        return note

    monkeypatch.setattr(
        data, "READS", {what: replace(one, answer=noting(what, one.answer)) for what, one in data.READS.items()}
    )
    remembering.forget()
    for page in PAGES:
        open_page(page)
    for page in ("team", "officer", "beats"):
        open_page(page, area="beat:COR2", officer="5585", period="4weeks", kpi="stop_searches")
    assert {"figures", "hours", "beside", "members", "areas", "coverage", "quality"} <= {what for what, *_ in given}
    assert [what for what, answer, as_given in given if pickle.dumps(answer) != as_given] == []


def test_a_question_is_answered_once_and_told_from_another_by_its_words() -> None:
    asked: list[str] = []
    answered = remembering.remembering(2)

    def ask(words: str) -> str:
        def answer() -> str:
            asked.append(words)
            return words.upper()

        return answered(Question(words, answer))

    assert [ask(words) for words in ("a 1", "a 1", "a 2")] == ["A 1", "A 1", "A 2"]
    assert asked == ["a 1", "a 2"]
    ask("a 3")
    ask("a 1")
    assert asked == ["a 1", "a 2", "a 3", "a 1"]
