"""On a desk a quiet line on every page; on the network, or served without its guards, one sentence and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit import config

from metrics import configuration
from tests.ui.conftest import Open, text_of

BANNER = "On this desk: no sign-in, you act as the analyst"


@pytest.fixture
def address() -> Iterator[None]:
    """The server's address is what it was once the test is over."""
    before = config.get_option("server.address")
    yield
    config.set_option("server.address", before)


@pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
@pytest.mark.parametrize("page", ["this_week", "officer", "uploads", "start"])
def test_every_page_on_a_desk_says_so(open_page: Open, page: str) -> None:
    assert text_of(open_page(page)).count(BANNER) == 1


@pytest.mark.usefixtures("address")
@pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
@pytest.mark.parametrize("listens_on", ["0.0.0.0", "::", "192.0.2.7", "beatboard.force.example", None])
def test_a_desk_on_the_network_shows_a_sentence_and_nothing_else(open_page: Open, listens_on: str | None) -> None:
    config.set_option("server.address", listens_on)
    for page in ("this_week", "officer", "uploads"):
        found = open_page(page)
        said = text_of(found)
        assert "answers this machine only, and this server listens on the network" in said
        assert BANNER not in said and "Exampleby" not in said
        assert not found.exception
        assert len(found.get("vega_lite_chart")) == len(found.selectbox) == len(found.get("file_uploader")) == 0


@pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
def test_served_without_its_guards_it_shows_a_sentence_and_nothing_else(
    open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "beatboard.toml"
    file.write_text("[access]\n")
    monkeypatch.setenv(configuration.VARIABLE, str(file))
    said = text_of(open_page("officer"))
    assert "this server was started without its guards: nothing is shown" in said
    assert "Exampleby" not in said


@pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
@pytest.mark.parametrize("page", ["this_week", "officer"])
def test_a_file_that_gets_a_fault_shows_a_sentence_and_nothing_else_until_it_is_right(
    open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, page: str
) -> None:
    file = tmp_path / "beatboard.toml"
    file.write_text("[acces]\n")
    monkeypatch.setenv(configuration.VARIABLE, str(file))
    found = open_page(page)
    assert not found.exception
    assert "The configuration file of this server has a fault" in text_of(found)
    assert "Exampleby" not in text_of(found)
    assert "The configuration file cannot be used" in caplog.text
    monkeypatch.delenv(configuration.VARIABLE)
    assert BANNER in text_of(open_page(page))
