"""Every figure of a page opens to where it comes from with one click or key: by its mark, its line, or its cell."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.conftest import Open, text_of

pytestmark = pytest.mark.parametrize("state", ["sample"], indirect=True)
TO = {"to": "2026-11-15"}


def addresses(app: AppTest) -> list[dict[str, str]]:
    """The views with an open panel that the page links to."""
    found = [parse_qs(urlsplit(html.unescape(link)).query) for link in re.findall(r'href="([^"]+)"', text_of(app))]
    return [{name: value[0] for name, value in one.items()} for one in found if "open" in one]


def heading(app: AppTest) -> bool:
    """True where the panel shows where a figure comes from."""
    return "Where this figure comes from" in text_of(app)


def test_each_line_since_the_week_before_opens(open_page: Open) -> None:
    found = addresses(open_page("this_week", **TO, area="sector:Corby"))
    assert {"arrests", "warrants", "abstraction"} <= {one["kpi"] for one in found}
    assert heading(open_page("this_week", **next(one for one in found if one["kpi"] == "arrests")))


def test_hours_of_each_area_open(open_page: Open) -> None:
    links = [link.proto for link in open_page("this_week", **TO).get("page_link")]
    hours = [link for link in links if "kpi=abstraction" in link.query_string]
    assert len(hours) == 9
    assert heading(open_page("this_week", **{n: v[0] for n, v in parse_qs(hours[1].query_string).items()}))


def test_each_line_of_the_team_sheet_opens(open_page: Open) -> None:
    found = addresses(open_page("team", **TO, area="beat:COR2"))
    assert {one["area"] for one in found} == {"beat:COR2"}
    assert heading(open_page("team", **next(one for one in found if one["kpi"].startswith("ppn_submissions"))))


@pytest.mark.parametrize(
    ("page", "key", "asked"),
    [
        ("this_week", "totals-table", {}),
        ("team", "team-PC-table", {"area": "beat:COR2"}),
        ("officer", "officer-kpis-table", {"officer": "5585", "period": "4weeks"}),
        ("officer", "sources", {"officer": "5585", "period": "4weeks"}),
        ("beats", "beats-all-0-table", {"period": "week"}),
    ],
)
def test_each_figure_of_a_table_opens(open_page: Open, page: str, key: str, asked: dict[str, str]) -> None:
    app = open_page(page, **TO, **asked)
    before = len(addresses(app))
    app.session_state[key] = True
    found = addresses(app.run())
    assert len(found) > before
    assert heading(open_page(page, **found[-1]))


def test_the_dot_of_a_week_opens_that_week_and_the_page_keeps_its_own(open_page: Open) -> None:
    app = open_page("officer", **TO, officer="5585", period="4weeks", kpi="arrests", open="1", week="2026-10-19")
    words = text_of(app)
    assert "19 to 25 October 2026" in words
    assert "over 4 weeks" in words


def test_figures_that_moved_between_two_moments_open(open_page: Open) -> None:
    found = addresses(open_page("moments", then="2026-06-08T08:00"))
    assert found
    assert heading(open_page("beats", **found[0]))
