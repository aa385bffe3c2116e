"""What each verdict means, in one sentence, wherever verdicts stand: one click or key, without leaving the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from metrics.terms import (
    ASSURANCE_WORDS,
    CHANGED_WORDS,
    CHECK_THE_RECORD,
    MARKS,
    NOT_LOADED,
    PARTLY_LOADED,
    SPREAD_WORDS,
    TARGET_WORDS,
    TOO_EARLY_TO_SAY,
    UNUSUAL_WORDS,
)
from metrics.ui import routes, show
from metrics.ui.safe import html

Words = Sequence[str]
RECORD_WORDS: Final = (CHECK_THE_RECORD, TOO_EARLY_TO_SAY, NOT_LOADED, PARTLY_LOADED)
"""What may stand in place of a verdict."""
HEADLINE: Final = (*TARGET_WORDS, *UNUSUAL_WORDS, *ASSURANCE_WORDS, *RECORD_WORDS)
"""The words that may stand on a figure of an area."""

MEANINGS: Final[dict[str, str]] = dict(
    zip(
        (*TARGET_WORDS, *UNUSUAL_WORDS, *CHANGED_WORDS, *ASSURANCE_WORDS, *SPREAD_WORDS[:2], *RECORD_WORDS),
        (
            "The figure is so far under the target that luck alone would rarely bring it there.",
            "The figure is as near to the target as luck alone would bring it: neither met nor missed.",
            "The figure is so far over the target that luck alone would rarely bring it there.",
            "Fewer than these hours gave in the weeks before, by more than luck: ask what happened.",
            "What these hours gave in the weeks before, give or take luck: nothing to explain.",
            "More than these hours gave in the weeks before, by more than luck: ask what happened.",
            "Over 12 weeks fewer for the same hours than in the 40 before, by more than luck.",
            "The last 12 weeks and the 40 before differ by no more than luck.",
            "Over 12 weeks more for the same hours than in the 40 before, by more than luck.",
            "The weeks vary, and all that they usually reach lies under the target.",
            "The weeks vary so much that the target is reached in some and not in others by chance.",
            "The weeks vary, and even the low ones usually reach the target.",
            "This beat lies apart from the others by more than luck and their usual differences: a question, not a finding.",
            "This beat differs from the others as beats differ anyway.",
            "Something was counted where no hours are recorded: one of the two is wrong, so no verdict is given.",
            "Too little is known yet to tell a difference from luck: look at a longer period.",
            "The export that this figure counts is not loaded for these days: it is not 0, it is not known.",
            "The export is loaded for some of these days only: the figure is what is known so far.",
        ),
        strict=True,
    )
)
"""Every word of the fixed vocabulary, in one sentence that a reader of no statistics understands."""


def beside(*vocabularies: Words) -> None:
    """What the words beside or above mean, folded away until somebody asks."""
    show.block(folded(*vocabularies))


def folded(*vocabularies: Words) -> str:
    """The same as markup. Nothing is asked of the server when it opens."""
    words = dict.fromkeys(word for vocabulary in vocabularies for word in vocabulary)
    rows = "".join(
        f'<div><dt><span class="bb-mark" aria-hidden="true">{html(MARKS.get(word, ""))}</span> {html(word)}</dt>'
        f"<dd>{html(MEANINGS[word])}</dd></div>"
        for word in words
    )
    more = f'<a href="{address()}" target="_self">How each word is reached, on Definitions</a>'
    return (
        f'<details class="bb-means"><summary>What the words and shapes mean</summary><dl>{rows}</dl>'
        f"<p>{COLOURS} {more}</p></details>"
    )


COLOURS = "Blue is what is wanted, orange what is not, grey neither; the shape and the word always say the same."


def address() -> str:
    """Where Definitions explain all words."""
    return f"{routes.linked(routes.DEFINITIONS).url_path}?about=verdicts"


__all__ = ["HEADLINE", "MEANINGS", "RECORD_WORDS", "address", "beside", "folded"]
