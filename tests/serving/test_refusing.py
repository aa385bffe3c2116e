"""What Beatboard refuses to start with: each with one plain sentence, by the command that people type."""

from __future__ import annotations

from pathlib import Path

import pytest

from metrics import configuration, settings
from metrics.__main__ import main
from metrics.configuration import ConfigurationError
from metrics.serving.refusing import Secrets, ready_to_serve
from metrics.serving.secrets import weakness

GOOD_COOKIE, GOOD_CLIENT = "9f8e7d6c5b4a39281706f5e4d3c2b1a0ffeeddccbbaa0099", "f0d1c2b3a4958677665544332211009988"
GOOD = f"""
[serving]
public_url = "https://beatboard.force.local"
[sign_in]
metadata_url = "https://login.force.local/.well-known/openid-configuration"
client_id = "beatboard-trial"
client_secret = "{GOOD_CLIENT}"
cookie_secret = "{GOOD_COOKIE}"
"""


@pytest.fixture
def configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A configuration file that can be served, in a home of its own."""
    monkeypatch.setenv("BEATBOARD_HOME", str(tmp_path / "home"))
    file = tmp_path / "beatboard.toml"
    monkeypatch.setenv(configuration.VARIABLE, str(file))
    write(file, GOOD)
    return file


def write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    file.chmod(0o600)


def refusal(file: Path, text: str) -> str:
    write(file, text)
    with pytest.raises(ConfigurationError) as found:
        ready_to_serve(configuration.current())
    return str(found.value)


def test_a_good_configuration_is_served_and_its_secrets_are_never_printed(configured: Path) -> None:
    found = ready_to_serve(configuration.current())
    assert (found.client, found.cookie) == (GOOD_CLIENT, GOOD_COOKIE)
    assert GOOD_COOKIE not in f"{found} {found!r}"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            'metadata_url = "https://login.force.local/.well-known/openid-configuration"\n',
            "",
            "metadata_url is missing",
        ),
        ("https://login.force", "http://login.force", "metadata_url must begin with https"),
        (".well-known/openid-configuration", "login", "must end in /.well-known"),
        ("login.force.local", "login.example.com", "metadata_url is the one of the example"),
        ('client_id = "beatboard-trial"\n', "", "client_id is missing"),
        (f'client_secret = "{GOOD_CLIENT}"\n', "", "client_secret is missing"),
        (GOOD_CLIENT, "changeme-changeme-12345", "client_secret is the one of an example"),
        (f'cookie_secret = "{GOOD_COOKIE}"\n', "", "cookie_secret is missing"),
        (GOOD_COOKIE, GOOD_COOKIE[:31], "cookie_secret is shorter than 32 bytes"),
        (GOOD_COOKIE, "a" * 40, "cookie_secret repeats itself"),
        (GOOD_COOKIE, "0123456789abcdef" * 3, "cookie_secret repeats itself"),
        (GOOD_COOKIE, "make-your-own-and-keep-it-ChangeMe-0123", "cookie_secret is the one of an example"),
        (GOOD_COOKIE, GOOD_CLIENT, "cookie_secret is the same as client_secret"),
        ("https://beatboard.force.local", "http://beatboard.force.local", "public_url must begin with https"),
        ("https://beatboard.force.local", "", "public_url must be the address"),
        ("https://beatboard.force.local", "https://force.local/beatboard", "public_url must be the address"),
        ("[sign_in]", 'address = "network"\n[sign_in]', "address must be an address of this machine"),
        ("[sign_in]", "port = 0\n[sign_in]", "port must be a number"),
        ("[sign_in]", '[backups]\nat = "half past two"\n[sign_in]', "must be a time such as 02:30"),
        ("[sign_in]", "[access]\nhours_signed_in = 0\n[sign_in]", "hours_signed_in must be more than 0"),
        ("[sign_in]", 'log_folder = "/proc/nowhere"\n[sign_in]', "log_folder: /proc/nowhere cannot be written"),
        ("[sign_in]", '[drop_folder]\nfolder = "/proc/nowhere"\n[sign_in]', "cannot be written"),
        ("[sign_in]", '[access]\ncomplaints_url = "force.local"\n[sign_in]', "complaints_url must begin with https://"),
        ("[sign_in]", "[look_ups]\nreasons = []\n[sign_in]", "reasons is empty"),
        ("[sign_in]", '[look_ups]\nanchor_command = "logger \'a"\n[sign_in]', "a quotation mark that does not close"),
        ("[sign_in]", "[retention.months]\narests = 3\n[sign_in]", "there is no kind arests"),
        ("[sign_in]", '[look_ups]\nanchor_file = "/proc/nowhere"\n[sign_in]', "nothing can be added to /proc/nowhere"),
        (
            "[sign_in]",
            '[store]\nengine = "shared"\ncatalog = "host=db"\ndata = "/proc/nowhere"\n[sign_in]',
            "[store] data: /proc/nowhere cannot be written",
        ),
    ],
)
def test_what_is_refused(configured: Path, old: str, new: str, words: str) -> None:
    assert old in GOOD
    found = refusal(configured, GOOD.replace(old, new))
    assert words in found
    assert len(found.splitlines()) == 1
    assert GOOD_COOKIE not in found


def test_http_is_served_on_loopback_only(configured: Path) -> None:
    trial = GOOD.replace("https://beatboard.force.local", "http://127.0.0.1:8501")
    write(configured, trial)
    assert ready_to_serve(configuration.current()).cookie
    assert "so public_url must be https" in refusal(
        configured, trial.replace("[sign_in]", 'address = "0.0.0.0"\n[sign_in]')
    )


def test_all_that_is_wrong_is_said_at_once(configured: Path) -> None:
    found = refusal(configured, '[serving]\npublic_url = "http://beatboard.force.local"\n')
    assert len(found.splitlines()) == 5


def test_secrets_come_from_files_that_nobody_else_may_read(configured: Path, tmp_path: Path) -> None:
    kept = tmp_path / "cookie"
    kept.write_text(f"{GOOD_COOKIE}\n")
    kept.chmod(0o644)
    text = GOOD.replace(f'cookie_secret = "{GOOD_COOKIE}"', f'cookie_secret_file = "{kept}"')
    assert f"Say chmod 600 {kept}" in refusal(configured, text)
    kept.chmod(0o640)
    assert ready_to_serve(configuration.current()).cookie == GOOD_COOKIE
    kept.unlink()
    assert "cannot be read" in refusal(configured, text)
    assert "leave one out" in refusal(configured, GOOD + f'cookie_secret_file = "{kept}"\n')


def test_a_file_with_secrets_in_it_is_nobody_elses_to_read(configured: Path) -> None:
    configured.chmod(0o644)
    with pytest.raises(ConfigurationError, match="holds secrets"):
        ready_to_serve(configuration.current())


def test_the_sample_force_is_served_only_where_the_file_says_so(configured: Path) -> None:
    settings.choose("sample")
    assert settings.chosen() == "own"
    assert "people are invented" in refusal(configured, GOOD)
    write(configured, GOOD.replace("[sign_in]", "sample = true\n[sign_in]"))
    assert ready_to_serve(configuration.current()).cookie
    assert settings.chosen() == "sample"


def test_weak_secrets_and_strong_ones() -> None:
    assert weakness(GOOD_COOKIE) == ""
    assert repr(Secrets("a", "b", "c")) == "Secrets(...)"
    assert all(weakness(word) for word in ("", "ChangeMe", "aaaaaaaa", "abcabcabcabc", "hunter2password"))


def test_the_command_refuses_before_it_listens(configured: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(configured, GOOD.replace(GOOD_COOKIE, "changeme"))
    assert main(["serve", "--config", str(configured)]) == 2
    said = capsys.readouterr()
    assert said.err.startswith("Beatboard does not start:\n[sign_in] cookie_secret is the one of an example")
    write(configured, GOOD + "[sing_in]\n")
    assert main(["serve", "--config", str(configured)]) == 2
    assert "has a section [sing_in] that Beatboard does not know" in capsys.readouterr().err
    assert main(["serve", "--config", str(configured.with_name("nowhere.toml"))]) == 2
    write(configured, GOOD)
    assert main(["serve", "--config", str(configured), "--check"]) == 0
