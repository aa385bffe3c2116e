"""What the benchmarks rest on: the reads of a page are seen while it makes them, and can be made again without it."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.benchmarks.page_reruns import again, ask, forget, recorded
from tests.benchmarks.views import View
from tests.small_force import SUNDAY
from tests.ui.conftest import DASHBOARD


@pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
@pytest.mark.usefixtures("state")
def test_the_reads_of_a_page_are_recorded_and_made_again() -> None:
    app = AppTest.from_file(str(DASHBOARD), default_timeout=60)
    app.switch_page("pages/beats.py")
    forget()
    with recorded() as calls:
        ask(app, View("Beats, all KPIs", "beats", {"period": "week"}), SUNDAY)
    assert "figures" in {what for what, _, _ in calls}
    with recorded() as made_again:
        again(calls)
    assert made_again == calls
