"""The house rules: who may import whom, where SQL and Streamlit may stand, and how long a page may be."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
METRICS = sorted((ROOT / "metrics").rglob("*.py"))
PAGES = sorted((ROOT / "pages").glob("*.py"))
APP = [ROOT / "dashboard.py", *PAGES]

ALLOWED: dict[str, set[str]] = {
    "terms": set(),
    "signals": {"terms", "signals"},
    "intervals": {"signals"},
    "export": set(),
    "kpi": {"terms"},
    "problems": {"export"},
    "judge": {"terms"},
    "publishers": {"terms"},
    "exports": {"terms", "export"},
    "kpis": {"terms", "export", "kpi", "kpis"},
    "catalogue": {"export", "kpi", "exports", "kpis", "terms"},
    "intake": {"terms", "export", "problems", "catalogue", "publishers", "intake"},
    "store": {"terms", "export", "kpi", "problems", "catalogue", "intake", "configuration", "store"},
}
"""Rooms that may know only what is named; `intake` is known to the store by what it gives back, not by how it reads."""
ONLY_IN = {
    "duckdb": ("store",),
    "psycopg": ("store",),
    "altair": ("charts",),
    "streamlit": ("ui", "serving"),
    "starlette": ("serving",),
    "uvicorn": ("serving",),
    "openpyxl": ("intake", "pack"),
    "scipy": ("signals",),
}


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def room(path: Path) -> str:
    return path.relative_to(ROOT / "metrics").parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", METRICS, ids=lambda path: str(path.relative_to(ROOT)))
def test_rooms_know_only_what_they_may(path: Path) -> None:
    own = room(path)
    if own not in ALLOWED:
        return
    known = {name.split(".")[1] for name in imports(path) if name.startswith("metrics.")}
    assert known - ALLOWED[own] == set()


def test_signals_are_arrays_in_and_arrays_out() -> None:
    for path in METRICS:
        if room(path) == "signals":
            assert not {name.split(".")[0] for name in imports(path)} & {"pandas", "datetime", "time", "random"}, path


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_stands_in_its_room_only(library: str) -> None:
    rooms = {room(path) for path in METRICS if library in {name.split(".")[0] for name in imports(path)}}
    assert rooms <= set(ONLY_IN[library])


def test_intake_and_charts_know_neither_database_nor_streamlit() -> None:
    for path in METRICS:
        if room(path) in ("intake", "charts", "judge", "signals", "kpis", "exports"):
            assert not {name.split(".")[0] for name in imports(path)} & {"duckdb", "streamlit"}, path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_chooses_fetches_and_shows(page: Path) -> None:
    text = page.read_text("utf-8")
    assert len(text.splitlines()) < 80
    assert not {name.split(".")[0] for name in imports(page)} & {"pandas", "duckdb", "altair", "numpy"}
    assert "session_state" not in text
    assert not re.search(r"\bselect\b.+\bfrom\b", text, re.IGNORECASE | re.DOTALL), "a page holds no SQL"


def test_no_room_is_named_for_nothing() -> None:
    vague = {"utils", "util", "common", "helpers", "core", "misc"}
    assert not [path for path in METRICS + APP if path.stem in vague or set(path.parts) & vague]


SQL_FILES = sorted((ROOT / "metrics/store/sql").glob("*.sql"))


@pytest.mark.parametrize("path", SQL_FILES, ids=lambda path: path.stem)
def test_sql_says_its_grain_and_is_lower_case(path: Path) -> None:
    text = path.read_text("utf-8")
    code = "\n".join(line.split("--")[0] for line in text.splitlines())
    code = re.sub(r"'[^']*'", "''", code)
    if not path.stem.startswith("scope_"):
        assert text.startswith("-- "), "a header comment says the grain"
    keywords = r"\b(SELECT|FROM|WHERE|JOIN|GROUP|ORDER|CASE|WHEN|UNION|WITH)\b"
    assert not re.search(keywords, code)
    assert " -> " not in code, "write lambda x: for DuckDB 2.0"


def test_every_function_and_class_in_the_engine_says_what_it_is_for() -> None:
    silent = []
    for path in METRICS:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            if public and not ast.get_docstring(node) and not _nested(path, node):
                silent.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
    assert silent == []


def _nested(path: Path, wanted: ast.AST) -> bool:
    tree = ast.parse(path.read_text("utf-8"))
    line = getattr(wanted, "lineno", 0)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    return any(node.lineno < line <= (node.end_lineno or 0) for node in functions)
