"""A few of the hostile texts in every widget, in Chromium under the policy. All thirty: `python -m tests.assurance text`."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.assurance.text import hostile_page, in_widgets

pytestmark = pytest.mark.browser
A_FEW = (1, 4, 7)
"""An image that fails, Markdown's image, and a quote that leaves an attribute: one of each kind of carelessness."""


def test_text_of_a_cell_neither_runs_nor_calls_out(page: Page, tmp_path: Path) -> None:
    with hostile_page(tmp_path) as served:
        widgets, seen = in_widgets(page, served.address, A_FEW)
    assert widgets > 20
    assert (seen.ran, seen.outside, served.outside) == ([], [], [])
