"""Which store is open, the sample force's or the force's own, and where both lie. Knows no Streamlit."""

from __future__ import annotations

import json
import math
import os
import time
from functools import lru_cache
from pathlib import Path
from typing import Literal

from metrics import configuration
from metrics.configuration import Configuration
from metrics.store import engine

Choice = Literal["sample", "priority_area_team", "own"]
SAMPLES: tuple[Choice, ...] = ("sample", "priority_area_team")
CHOICES: tuple[Choice, ...] = (*SAMPLES, "own")

PROJECT = Path(__file__).resolve().parent.parent


def home() -> Path:
    """The folder of stores and settings: BEATBOARD_HOME, else `.beatboard/` beside the code."""
    return _folder(os.environ.get("BEATBOARD_HOME"))


@lru_cache(maxsize=64)
def _folder(name: str | None) -> Path:
    return Path(name or PROJECT / ".beatboard")


@lru_cache(maxsize=64)
def _in(folder: Path, name: str) -> Path:
    """A path is put together once: a page asks for these hundreds of times."""
    return folder / name


def log_folder(of: Configuration) -> Path:
    """The folder of the technical log: the one that a configuration names, else `logs` in the home."""
    return Path(of.serving.log_folder or home() / "logs")


def log_folders() -> tuple[str, ...]:
    """Every folder in which a technical log lies: the server's own, and those named for the purge. A desk writes none."""
    at = configuration.current()
    own = (str(log_folder(at)),) if at.served else ()
    return tuple(dict.fromkeys((*own, *at.retention.log_folders)))


def _settings_file() -> Path:
    return _in(home(), "settings.json")


def chosen() -> Choice | None:
    """The store that is shown: where people sign in, the configuration says which; on a desk, the start screen does."""
    at = configuration.current()
    if at.served:
        return "sample" if at.serving.sample else "own"
    return chosen_on_the_start_screen()


def chosen_on_the_start_screen() -> Choice | None:
    """The store chosen on the start screen; None until somebody has chosen (or where the file cannot be read). What another
    process chooses is seen within LOOKED_EVERY seconds."""
    file, now = _settings_file(), time.monotonic()
    looked, choice = _looked.get(file, (-math.inf, None))
    if now >= looked + LOOKED_EVERY:
        choice = _read(file)
        _looked[file] = now, choice
    return choice


LOOKED_EVERY = 0.5
"""Seconds between two looks at the file: a page asks hundreds of times, and each look lets other threads go first."""
_looked: dict[Path, tuple[float, Choice | None]] = {}


def _read(file: Path) -> Choice | None:
    try:
        choice = json.loads(file.read_text(encoding="utf-8"))["store"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return choice if choice in CHOICES else None


def choose(choice: Choice) -> None:
    """Remember the choice. Written beside and moved into place, so that it is never half there."""
    home().mkdir(parents=True, exist_ok=True)
    beside = _settings_file().with_suffix(".new")
    beside.write_text(json.dumps({"store": choice}), encoding="utf-8")
    beside.replace(_settings_file())
    _looked.pop(_settings_file(), None)


def store_path(choice: Choice) -> Path:
    """Where a store lies. The sample's and the own store are two files: they are never mixed. The own one may be shared."""
    shared = engine.chosen().data if choice == "own" else None
    return _in(shared or home(), f"{choice}.duckdb")


def chosen_store() -> Path:
    """The store that pages and the command line open: the chosen one, else the sample's."""
    return store_path(chosen() or "sample")
