"""What was read or drawn once is remembered for all sessions: by its question and the data's version, never by time.

Streamlit's own caches give each asker a copy by way of its bytes, and look at each part of a question by itself: a tenth of a
page's time (DECISIONS.md D37). What is remembered here is shared, so nobody may change it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Protocol


@dataclass(frozen=True)
class Question:
    """A question, told from another by its words alone, and what answers it."""

    words: str
    answer: Callable[[], Any] = field(compare=False)


class Remembered(Protocol):
    """Gives the answer to a question, made anew only where it is not remembered."""

    def __call__(self, question: Question, /) -> Any:
        """The answer, shared by all who ask."""

    def cache_clear(self) -> None:
        """Forget all answers."""


_all: list[Remembered] = []


def remembering(most: int) -> Remembered:
    """Answers that are kept, as many as `most`; those not asked for longest go first."""

    @lru_cache(maxsize=most)
    def answered(question: Question) -> Any:
        return question.answer()

    _all.append(answered)
    return answered


def forget() -> None:
    """Read and draw everything anew."""
    for remembered in _all:
        remembered.cache_clear()
