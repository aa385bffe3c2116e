"""Data quality and Definitions show what other forces published: by force and month, with its source, beside our own."""

from __future__ import annotations

import pytest

from metrics.loading import load, now, read
from metrics.publishers import SOURCE
from metrics.ui import stores
from tests.published_files import APRIL, april, published, search
from tests.ui.conftest import Open, text_of


@pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
def test_data_quality_shows_published_months_with_their_source(open_page: Open) -> None:
    before = text_of(open_page("data_quality"))
    assert "No file of data.police.uk is loaded." in before
    beyond = search("2019-05-02T10:00:00+00:00")
    load(stores.store(), read([(APRIL, published([*april(), beyond]))]), now(), "test")
    after = text_of(open_page("data_quality"))
    assert "6 searches are loaded; the outcome is blank in 1 (17%)." in after
    assert ": 1 published row." in after
    assert "Dyfed-Powys" in after and "April 2019" in after and f"Source: {SOURCE}." in after
    assert "Published Stop Searches" not in after.split("Rows set aside")[0], "no line among our own exports"


@pytest.mark.parametrize("state", ["empty"], indirect=True)
def test_definitions_list_the_export_and_its_rule(open_page: Open) -> None:
    app = open_page("definitions")
    assert "Published by other forces" in text_of(app)
    [box] = [box for box in app.selectbox if box.label == "Export"]
    box.set_value("published_stop_searches").run()
    said = text_of(app)
    assert not app.exception
    assert "A later file replaces the covered days of the publishing force." in said
    assert "Open Government Licence v3.0" in said
