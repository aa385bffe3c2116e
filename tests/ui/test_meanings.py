"""Every word of the fixed vocabulary is explained in one sentence, on each page on which it stands."""

from __future__ import annotations

import re

import pytest

from metrics import terms
from metrics.ui.meanings import HEADLINE, MEANINGS
from tests.ui.conftest import Open, text_of

FOLDED = re.compile(r"<details class=\"bb-means\">.*?</details>", re.DOTALL)
MARKED = re.compile(r'<span class="bb-mark[^"]*" aria-hidden="true">[^<]*</span>\s*([A-Z][a-z ]+)')


def test_every_word_has_one_sentence_and_nothing_else_has() -> None:
    assert set(MEANINGS) == terms.VERDICT_WORDS
    assert all(words.endswith(".") and "\n" not in words for words in MEANINGS.values())
    assert len(set(MEANINGS.values())) == len(MEANINGS), "no two words mean the same"
    assert set(HEADLINE) < terms.VERDICT_WORDS


@pytest.mark.parametrize("state", ["sample"], indirect=True)
@pytest.mark.parametrize(
    ("page", "asked"),
    [
        ("this_week", {}),
        ("team", {"area": "beat:COR2"}),
        ("beats", {"kpi": "ppn_submissions"}),
        ("beats", {"area": "beat:COR2", "kpi": "arrests", "open": "1"}),
        ("county", {"kpi": "ppn_submissions"}),
        ("time_in_place", {"area": "sector:Corby"}),
        ("problem_solving", {"area": "sector:Corby", "ref": "OS0222"}),
    ],
    ids=lambda one: one if isinstance(one, str) else "-".join(one.values()),
)
def test_a_page_with_verdicts_explains_each_that_stands_on_it(
    open_page: Open, page: str, asked: dict[str, str]
) -> None:
    words = text_of(open_page(page, to="2026-11-15", **asked))
    explained = "".join(FOLDED.findall(words))
    assert "about=verdicts" in explained
    stands = {word.strip() for word in MARKED.findall(FOLDED.sub("", words))} & terms.VERDICT_WORDS
    assert [word for word in stands if f"</span> {word}</dt>" not in explained] == []


@pytest.mark.parametrize("state", ["sample"], indirect=True)
def test_definitions_begin_with_the_verdicts_for_whoever_asked_about_them(open_page: Open) -> None:
    asked, plain = (text_of(open_page("definitions", **address)) for address in ({"about": "verdicts"}, {}))
    assert asked.index("<h2>Verdicts") < asked.index("<h2>Exports") < plain.index("<h2>Verdicts")
    assert all(sentence in asked for sentence in MEANINGS.values())
