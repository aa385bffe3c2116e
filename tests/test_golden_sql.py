"""The SQL that each declaration becomes, word for word, so that a change of a declaration shows in review.

`GOLDEN=write python -m pytest tests/test_golden_sql.py` writes tests/golden/sql/ anew.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from metrics import catalogue
from metrics.store.credit import credits_of
from metrics.store.schema import known_at_macro

FOLDER = Path(__file__).parent / "golden" / "sql"
STARTS_A_LINE = re.compile(r" (?=union all |from |where |group by |join |semi join |left join |qualify |order by )")


def of_kpi(kpi_id: str) -> str:
    """The queries that credit officers and areas: the declaration makes each one line, here a line a clause."""
    texts = (" ".join(credits_of(catalogue.kpis()[kpi_id], scope).split()) for scope in ("officer", "area"))
    return "\n;\n".join(STARTS_A_LINE.sub("\n", text) for text in texts) + "\n"


def of_export(export_id: str) -> str:
    """The macro of what was known of an export at a moment."""
    lines = known_at_macro(catalogue.exports()[export_id]).strip().splitlines()
    return "\n".join(line.rstrip() for line in lines) + "\n"


EXPECTED: dict[str, tuple[Callable[[str], str], str]] = {
    f"credits_of_{kpi}.sql": (of_kpi, kpi) for kpi in catalogue.kpis()
}
EXPECTED |= {f"{export}_known_at.sql": (of_export, export) for export in catalogue.exports()}


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_the_sql_of_a_declaration_is_the_one_reviewed(name: str) -> None:
    make, declared = EXPECTED[name]
    path = FOLDER / name
    if os.environ.get("GOLDEN") == "write":
        FOLDER.mkdir(parents=True, exist_ok=True)
        path.write_text(make(declared), encoding="utf-8")
    assert path.exists(), f"{name} is not there yet: run this test with GOLDEN=write, read it, and commit it"
    assert make(declared) == path.read_text(encoding="utf-8"), "if this is meant, write it anew with GOLDEN=write"


def test_no_file_is_left_of_a_declaration_that_is_gone() -> None:
    gone = {path.name for path in FOLDER.glob("*.sql")} - set(EXPECTED)
    if os.environ.get("GOLDEN") == "write":
        for name in gone:
            (FOLDER / name).unlink()
        gone = set()
    assert gone == set()
