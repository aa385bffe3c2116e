"""What the pages and the example say of the code is so; the files of deploy/ agree with it."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from pathlib import Path

import pytest

from metrics import configuration
from metrics.configuration import Configuration, ConfigurationError
from metrics.serving.documents import BLOCK, BLOCKS, DOCS, EXAMPLE, PAGES, TO_WRITE, example, main, written
from metrics.serving.refusing import ready_to_serve
from tests.serving.test_refusing import GOOD, GOOD_COOKIE

DEPLOY = EXAMPLE.parent
AGAIN = "run python -m metrics.serving.documents"


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_are_current(name: str) -> None:
    text = (DOCS / name).read_text("utf-8")
    assert BLOCK.search(text)
    assert text == written(text, Configuration()), AGAIN


def test_every_part_is_asked_for_by_some_page() -> None:
    asked = {found[1] for name in PAGES for found in BLOCK.findall((DOCS / name).read_text("utf-8"))}
    assert asked == BLOCKS.keys()


def test_the_example_is_current_has_every_key_and_is_refused_until_it_is_filled_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = EXAMPLE.read_text("utf-8")
    assert text == example(), AGAIN
    found = tomllib.loads(text)
    uncommented = tomllib.loads(re.sub(r"^# ([a-z_]+ = )", r"\1", text, flags=re.MULTILINE))
    for section in dataclasses.fields(Configuration):
        if section.name != "served":
            assert section.name in found
            keys = {field.name for field in dataclasses.fields(getattr(Configuration(), section.name))}
            assert keys - uncommented[section.name].keys() <= {"client_secret", "cookie_secret"}
    file = tmp_path / "beatboard.toml"
    file.write_text(text)
    monkeypatch.setenv(configuration.VARIABLE, str(file))
    monkeypatch.setenv("BEATBOARD_HOME", str(tmp_path / "home"))
    with pytest.raises(ConfigurationError) as refused:
        ready_to_serve(configuration.current())
    said = str(refused.value)
    assert not [key for section, key in TO_WRITE if f"[{section}] {key}" not in said]


def test_the_pages_for_a_forces_own_configuration_hold_no_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(configuration.VARIABLE, "")
    file = tmp_path / "beatboard.toml"
    file.write_text(GOOD)
    assert main(["--config", str(file), "--to", str(tmp_path / "pages")]) == 0
    pages = {name: (tmp_path / "pages" / name).read_text("utf-8") for name in PAGES}
    assert "wss://beatboard.force.local" in pages["SECURITY.md"]
    assert '`"https://login.force.local/.well-known/openid-configuration"`' in pages["THREAT_MODEL.md"]
    assert not [name for name, text in pages.items() if GOOD_COOKIE in text]


def test_the_unit_the_image_and_the_proxy_agree_with_the_code() -> None:
    unit, image, proxy = (
        (DEPLOY / name).read_text("utf-8") for name in ("beatboard.service", "Dockerfile", "nginx.conf")
    )
    for key in ("NoNewPrivileges=true", "ProtectSystem=strict", "CapabilityBoundingSet=\n", "IPAddressDeny=any"):
        assert key in unit
    assert "USER 10001:10001" in image and "--require-hashes" in image and "HEALTHCHECK" in image and "/health" in image
    for header in ("X-Forwarded-User", "Remote-User", "X-Auth-Request-Email"):
        assert re.search(rf'proxy_set_header {header} +"";', proxy)
    assert "Strict-Transport-Security" in proxy and "$http_upgrade" in proxy and "client_max_body_size" in proxy
    for text in (unit, image):
        assert "serve" in text and "--config" in text and "/etc/beatboard/beatboard.toml" in text
