"""All words on all pages: nobody is ranked, nothing has failed, no verdict but the listed ones, and no colour stands alone."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator

import pandas as pd
import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from metrics.terms import MARKS, VERDICT_WORDS
from tests.ui.conftest import Open, text_of

VIEWS: tuple[tuple[str, dict[str, str]], ...] = (
    ("this_week", {}),
    ("this_week", {"to": "2026-10-18"}),
    ("team", {"area": "beat:ENO1"}),
    ("team", {"area": "team:6462", "kpi": "intelligence_reports", "open": "1"}),
    ("team", {"area": "sector:Corby", "period": "week", "to": "2026-11-08"}),
    ("team", {"area": "beat:KET2", "kpi": "arrests", "open": "1"}),
    ("officer", {"officer": "7367"}),
    ("officer", {"officer": "7367", "kpi": "intelligence_reports", "open": "1"}),
    ("beats", {}),
    ("beats", {"kpi": "arrests"}),
    ("beats", {"kpi": "arrests", "area": "beat:KET2", "open": "1"}),
    ("beats", {"kpi": "time_in_place", "area": "beat:NSU5", "open": "1"}),
    ("beats", {"kpi": "warrants", "area": "beat:KET2", "open": "1"}),
    ("beats", {"kpi": "abstraction", "area": "sector:Wellingborough", "open": "1", "to": "2026-08-23"}),
    ("time_in_place", {"area": "sector:Wellingborough", "to": "2026-08-23"}),
    ("problem_solving", {}),
    ("problem_solving", {"area": "sector:Corby", "ref": "OS0222"}),
    ("problem_solving", {"area": "beat:COR3", "ref": "OS0214", "kpi": "time_in_place", "open": "1"}),
    ("peel_evidence", {}),
    ("targets", {"area": "beat:KET2"}),
    ("definitions", {}),
    ("uploads", {}),
    ("record", {}),
    ("moments", {}),
    ("data_quality", {}),
    ("one_to_one", {"officer": "7367"}),
    ("one_to_one", {"officer": "6559"}),
    ("start", {}),
)
NEVER = re.compile(
    r"\b(rank(s|ed|ing|ings)?|league|worst|fail(s|ed|ure|ures|ing)?|poor(ly|er|est)?|underperform\w*|best officer|loser\w*|"
    r"unsatisfactory(?! performance))\b",
    re.IGNORECASE,
)
SAID = re.compile(r"[●▲▼◆○]\s+([A-Z][A-Za-z' ]+)")
"""A shape, and the word that stands with it; a number may stand with one in a chart's cell."""
COLOURED = re.compile(r'class="bb-mark (?:wanted|unwanted|quiet)"[^>]*>([^<]*)</span>\s*([^<:]*)')


def data_of(app: AppTest) -> Iterator[pd.DataFrame]:
    """What every chart was given."""
    for chart in app.get("vega_lite_chart"):
        for data in chart.proto.datasets:
            yield pa.ipc.open_stream(io.BytesIO(data.data.data)).read_all().to_pandas()


def words_of(app: AppTest) -> str:
    """Everything that can be read on a page: text, labels, what charts say, hover and print."""
    charts = [chart.proto.alt for chart in app.get("vega_lite_chart")]
    cells = [
        text
        for frame in data_of(app)
        for name in frame.columns
        for text in frame[name].unique()
        if isinstance(text, str)
    ]
    labels = [element.label for kind in ("expander", "button", "selectbox") for element in app.get(kind)]
    return html.unescape("\n".join([text_of(app), *charts, *cells, *labels]))


def beats(app: AppTest) -> list[str]:
    """Names of beats: in the funnel a shape stands before one, whose word is in its sentence."""
    return [
        str(name) for frame in data_of(app) if "sentence" in frame and "name" in frame for name in frame["name"]
    ] or ["-"]


@pytest.fixture
def shown(open_page: Open, request: pytest.FixtureRequest) -> AppTest:
    page, address = request.param
    app = open_page(page, **address)
    for _ in range(2):  # what is inside a box may hold a box
        for box in app.expander:
            if not box.proto.expanded:
                app.session_state[box.key] = True
        app.run()
    assert not app.exception
    return app


def named(view: tuple[str, dict[str, str]]) -> str:
    return "-".join([view[0], *view[1].values()])


@pytest.mark.parametrize("state", ["sample"], indirect=True)
@pytest.mark.parametrize("shown", VIEWS, indirect=True, ids=named)
def test_words(shown: AppTest) -> None:
    words = words_of(shown)
    assert [found.group() for found in NEVER.finditer(words)] == []
    said = {found.group(1).strip() for found in SAID.finditer(words)}
    assert {one for one in said if not one.startswith((*VERDICT_WORDS, *beats(shown)))} == set()
    for mark, word in COLOURED.findall(text_of(shown)):
        assert MARKS[html.unescape(word).strip()] == mark.strip()
    for frame in data_of(shown):
        if "tone" in frame:
            coloured = frame[frame["tone"].isin(["wanted", "unwanted"])]
            assert (coloured["mark"] != "").all()
            assert all(any(word in sentence for word in VERDICT_WORDS) for sentence in coloured["sentence"])


def test_the_net_catches_what_it_is_for() -> None:
    assert NEVER.search("Ranked 3rd of 36")
    assert NEVER.search("2 officers failed")
    assert not NEVER.search("Frank Poole, not sole evidence of unsatisfactory performance")
    assert [found.group(1) for found in SAID.finditer("▲ Much too high")] == ["Much too high"]
