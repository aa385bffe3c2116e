"""The set of questions of the PEEL evidence page: who stands for its words, and the way to edit it."""

from __future__ import annotations

from metrics.peel.framework import QuestionSet
from metrics.peel.sets import KEPT
from metrics.peel.spreadsheet import read_set, set_workbook
from metrics.ui import packing, show
from metrics.ui.kept_sets import Edited
from metrics.ui.peel import Asked


def note(asked: Asked) -> None:
    """Which set this is, and who stands for its words."""
    show.note(packing.framework_words(asked.held, asked.version.number))


def offer(asked: Asked) -> None:
    """The set as a spreadsheet; and the way to give one back."""
    EDITED.offer(asked.version, can_change=asked.known_at is None)


def _holds(held: QuestionSet) -> str:
    return f"{len(held.questions):,} question{'' if len(held.questions) == 1 else 's'}"


EDITED = Edited(
    KEPT, ("The questions themselves", "edit them in a spreadsheet; every version is kept"), "questions", set_workbook,
    read_set, _holds, ".xlsx, .ods or .csv",
    "Another edition stands beside this one. Marked “current”, it is the one that the page opens with.",
)  # fmt: skip
