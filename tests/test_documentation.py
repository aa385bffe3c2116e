"""Documentation is true: the catalogue is current, and what the README names is there and runs."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from metrics.__main__ import main
from metrics.catalogue_document import FILE, document

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def test_the_catalogue_is_current() -> None:
    assert FILE.read_text("utf-8") == document(), "run python -m metrics.catalogue_document"


def test_what_the_readme_links_to_is_there() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert links
    assert not [link for link in links if not link.startswith("http") and not (ROOT / link).exists()]


def test_make_knows_the_targets_that_the_readme_names() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    named = set(re.findall(r"make ([a-z]+)`", README))
    assert {"run", "test", "bench"} <= named
    assert not [target for target in named if not re.search(rf"^{target}:", makefile, re.MULTILINE)]


COMMANDS = [
    line.removeprefix("python -m metrics ")
    for line in README.splitlines()
    if line.startswith("python -m metrics ") and not line.startswith("python -m metrics.")
]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readmes_commands_run(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the order of the README: load first, on a store of its own."""
    monkeypatch.setenv("BEATBOARD_HOME", str(tmp_path))
    monkeypatch.chdir(ROOT)
    lists = "sample_data/weeks/2026-11-15/lists.xlsx"
    assert main(["load", lists]) == 0
    assert main(shlex.split(command)) == 0, capsys.readouterr().err


def test_the_readme_names_commands() -> None:
    assert {command.split()[0] for command in COMMANDS} == {
        "load", "check", "figures", "withdraw", "verify", "brief", "dispose",
    }  # fmt: skip
