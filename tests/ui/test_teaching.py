"""A page without data teaches: what it will show, what that takes, who usually sends it, and one button."""

from __future__ import annotations

import pytest

from metrics.catalogue import exports
from metrics.ui.teaching import LESSONS
from tests.ui.conftest import Open, text_of


def test_each_page_has_its_own_lesson_of_exports_that_there_are() -> None:
    assert len({lesson.shows for lesson in LESSONS.values()}) == len(LESSONS)
    assert {name for lesson in LESSONS.values() for name in lesson.needs} <= set(exports())


@pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
def test_hours_that_nobody_sent_are_not_shown_as_none_or_a_dash(open_page: Open) -> None:
    for page, asked in (("this_week", {}), ("team", {}), ("officer", {"officer": "0101"})):
        words = text_of(open_page(page, **asked))
        assert "Duties are not loaded for these days, so no hours are known." in words, page
        assert "0 rostered hours" not in words and "– available hours" not in words, page
    assert "Upload what is missing" in [link.proto.label for link in open_page("time_in_place").get("page_link")]
