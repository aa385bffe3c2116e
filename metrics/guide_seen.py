"""Who has closed the guide of which store: a file beside the settings that holds no name, only its hash. Knows no Streamlit."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from metrics import settings


def _file() -> Path:
    return settings.home() / "guide_seen.json"


def _mark(person: str, store: str) -> str:
    return hashlib.sha256(f"{person}\n{store}".encode()).hexdigest()[:32]


def _seen() -> list[str]:
    try:
        found = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [str(mark) for mark in found] if isinstance(found, list) else []


def is_seen(person: str, store: str) -> bool:
    """True where a person has closed the guide of a store. A file that cannot be read says no: the guide is shown again."""
    return _mark(person, store) in _seen()


def see(person: str, store: str) -> None:
    """Remember that a person closed it. Where nothing can be written it is shown again the next time: no harm is done."""
    marks = sorted({*_seen(), _mark(person, store)})
    try:
        settings.home().mkdir(parents=True, exist_ok=True)
        beside = _file().with_suffix(".new")
        beside.write_text(json.dumps(marks), encoding="utf-8")
        beside.replace(_file())
    except OSError:
        return
