"""The parts of the security pages that follow from the code and the configuration: `python -m metrics.serving.documents`.

The prose of docs/*.md is written by hand. Between `<!-- written by the code: NAME -->` and `<!-- end -->` stands what this
module writes; a test says that it is current. `--config FILE --to FOLDER` writes the pages for one force's own configuration,
its secrets left out. It also writes deploy/beatboard.example.toml, every key with its meaning.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import re
import sys
import textwrap
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, get_args, get_type_hints

from metrics import catalogue, configuration, settings
from metrics.access.roles import POWERS, ROLES, SAID
from metrics.configuration import Configuration
from metrics.retention.kinds import kinds
from metrics.retention.words import kept_for
from metrics.serving.headers import security
from metrics.serving.paths import NOBODY, OPEN, Kind
from metrics.store.entries import ENTRIES

DOCS = settings.PROJECT / "docs"
EXAMPLE = settings.PROJECT / "deploy" / "beatboard.example.toml"
PAGES = ("SECURITY.md", "THREAT_MODEL.md", "DATA_PROTECTION.md", "OPERATIONS.md")
BLOCK = re.compile(r"(<!-- written by the code: ([a-z ]+) -->\n).*?(<!-- end -->)", re.DOTALL)
SECRET = ("client_secret", "cookie_secret")
TO_WRITE: dict[tuple[str, str], Any] = {
    ("serving", "public_url"): "https://beatboard.example.police.uk",
    ("sign_in", "metadata_url"): "https://login.example.com/TENANT/v2.0/.well-known/openid-configuration",
    ("sign_in", "client_id"): "CLIENT-ID",
    ("sign_in", "client_secret_file"): "/run/credentials/beatboard.service/client_secret",
    ("sign_in", "cookie_secret_file"): "/run/credentials/beatboard.service/cookie_secret",
    ("serving", "log_folder"): "/var/log/beatboard",
    ("backups", "folder"): "/srv/beatboard/backups",
}
"""What a force has to write, as the example has it: Beatboard refuses to start with these words."""
KINDS: dict[Kind, str] = {
    "page": "the pages",
    "static": "Streamlit's own files and the icon",
    "media": "files made for download, pictures",
    "upload": "files on their way in",
    "stream": "the websocket of a page",
    "sign_in": "the way in",
    "sign_out": "the way out",
    "health": "whether the server lives and is ready",
    "figures": "figures about the server, for Prometheus",
    "core": "Streamlit's other doors",
    "nothing": f"shut for everybody: {', '.join(f'`{path}`' for path in NOBODY)}",
}


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def _headers(chosen: Configuration) -> str:
    found = security((_websocket(chosen),), tls=True)
    return _table(("Header", "Value"), [(f"`{name}`", f"`{value}`") for name, value in found.items()])


def _websocket(chosen: Configuration) -> str:
    return (chosen.serving.public_url or TO_WRITE["serving", "public_url"]).rstrip("/").replace("http", "ws", 1)


def _doors(_: Configuration) -> str:
    return _table(
        ("Address", "Where people sign in", "On a desk"), [(KINDS[kind], *_who(kind)) for kind in get_args(Kind)]
    )


def _who(kind: Kind) -> tuple[str, str]:
    """Who is answered, where people sign in and on a desk."""
    if kind == "nothing":
        return "nobody", "nobody"
    if kind == "figures":
        return "this machine, or who has the secret", "this machine"
    return "everybody: no data is in it" if kind in OPEN else "who has signed in", "this machine"


def _settings(chosen: Configuration) -> str:
    rows = []
    for section in _sections():
        values: Any = getattr(chosen, section)
        for field in dataclasses.fields(values):
            value = getattr(values, field.name)
            said = ("set, not shown" if value else "empty") if field.name in SECRET else f"`{_toml(value)}`"
            rows.append((f"`[{section}]`", f"`{field.name}`", said))
    return _table(("Section", "Key", "Value"), rows)


def _personal(_: Configuration) -> str:
    rows = [
        (export.sheet, column.heading, column.meaning, STORED[column.stored])
        for export in catalogue.exports().values()
        for column in export.columns
        if column.personal or column.stored != "plain"
    ]
    return _table(("Export", "Heading", "Meaning", "Kept"), rows)


STORED = {"plain": "as it is", "hashed": "as a keyed hash only", "dropped": "never: dropped before storage"}


def _roles(_: Configuration) -> str:
    rows = []
    for role in ROLES:
        name, sees = SAID[role].split(": ", 1)
        rows.append(
            (name, sees, ", ".join(sorted(power.replace("_", " ") for power in POWERS[role])) or "nothing more")
        )
    return _table(("Role", "Sees", "May"), rows)


def _entries(_: Configuration) -> str:
    rows = [
        (kind.name.replace("_", " "), ", ".join(name.replace("_", " ") for name in kind.columns)) for kind in ENTRIES
    ]
    return _table(("What people write", "What is kept of it"), rows)


def _retention(chosen: Configuration) -> str:
    months = chosen.retention.months
    rows = [
        (one.title, kept_for(months.get(one.name, one.months)), one.counted, one.reason) for one in kinds().values()
    ]
    return _table(("Kind of data", "Kept for", "Counted", "Why"), rows)


BLOCKS: dict[str, Callable[[Configuration], str]] = {
    "headers": _headers,
    "doors": _doors,
    "settings": _settings,
    "personal columns": _personal,
    "roles": _roles,
    "entries": _entries,
    "retention": _retention,
}
"""What a page may ask for, by name. Whoever owns another part of the truth adds it here."""


def written(text: str, chosen: Configuration) -> str:
    """A page with its parts as they follow from the code and a configuration. KeyError for a part that nobody writes."""
    return BLOCK.sub(lambda found: f"{found[1]}{BLOCKS[found[2]](chosen)}\n{found[3]}", text)


def example() -> str:
    """The example configuration: every section and key with its meaning; what stands as a comment is what holds without it."""
    parts = [
        "# Beatboard's one configuration file. Copy it to /etc/beatboard/beatboard.toml, write what is not a comment, and",
        "# start with python -m metrics serve --config /etc/beatboard/beatboard.toml (--check only says whether it can be).",
        "# Generated by python -m metrics.serving.documents from metrics/configuration.py; unknown keys are refused.",
    ]
    for section, kind in _sections().items():
        values = kind()
        parts += ["", *_comment(kind), f"[{section}]"]
        for field in dataclasses.fields(kind):
            if (section, field.name) in TO_WRITE:
                parts.append(f"{field.name} = {_toml(TO_WRITE[section, field.name])}")
            elif field.name not in SECRET:
                parts.append(f"# {field.name} = {_toml(getattr(values, field.name))}")
    return "\n".join(parts) + "\n"


def _sections() -> dict[str, Any]:
    kinds = get_type_hints(Configuration)
    return {name: kind for name, kind in kinds.items() if dataclasses.is_dataclass(kind)}


def _comment(kind: Any) -> list[str]:
    words = " ".join((kind.__doc__ or "").split())
    return [f"# {line}" for line in textwrap.wrap(words, 120)]


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple | list):
        return "[" + ", ".join(_toml(one) for one in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml(one)}" for key, one in value.items()) + "}"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else f"{value}"


def write(chosen: Configuration, source: Path, to: Path) -> None:
    """Write the pages of a folder anew into another or the same."""
    to.mkdir(parents=True, exist_ok=True)
    for name in PAGES:
        if (source / name).exists():
            (to / name).write_text(written((source / name).read_text(encoding="utf-8"), chosen), encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Write the pages: ours, or those of a force's own configuration."""
    parser = argparse.ArgumentParser(prog="python -m metrics.serving.documents", description=__doc__)
    parser.add_argument("--config", type=Path, metavar="FILE")
    parser.add_argument("--to", type=Path, metavar="FOLDER")
    given = parser.parse_args(arguments)
    if given.config:
        os.environ[configuration.VARIABLE] = str(given.config)
        write(configuration.current(), DOCS, given.to or Path())
        return 0
    EXAMPLE.write_text(example(), encoding="utf-8")
    write(Configuration(), DOCS, DOCS)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
