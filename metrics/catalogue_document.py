"""CATALOGUE.md, written from the declarations: `python -m metrics.catalogue_document`. A test says that it is current."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from metrics import catalogue
from metrics.export import Column, Export
from metrics.kpi import Kpi
from metrics.terms import STATES, State, say_date

FILE = Path(__file__).parent / "CATALOGUE.md"
HEAD = """# Catalogue

Every KPI, export and state of duty, written from the declarations in `metrics/kpis/`, `metrics/exports/` and
`metrics/terms.py`. Do not edit: run `python -m metrics.catalogue_document`.
"""
REPLACES = {
    "days": "the covered days of the covered area",
    "list": "the whole list",
    "repeated": "the rows with the same key",
    "published": "the covered days of the publishing force, which is no area of ours",
}


def document() -> str:
    """The whole catalogue as Markdown."""
    parts = [HEAD, "## KPIs\n", _kpi_table(), *(_kpi(kpi) for kpi in catalogue.kpis().values())]
    parts += ["## Exports\n", *(_export(export) for export in catalogue.exports().values())]
    parts += ["## States of duty\n", _states()]
    return "\n".join(parts)


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _kpi_table() -> str:
    rows = [
        (f"`{kpi.id}`", kpi.label, ", ".join(kpi.roles), kpi.exposure_words, kpi.target_type)
        for kpi in catalogue.kpis().values()
    ]
    return _table(("Id", "KPI", "Roles", "Exposure", "Default target"), rows)


def _kpi(kpi: Kpi) -> str:
    facts = [
        ("Question", kpi.question),
        ("Why", kpi.why),
        ("Blueprint", kpi.blueprint),
        ("Counted from", catalogue.exports()[kpi.export].sheet),
        ("Shown with", "; ".join(companion.label.lower() for companion in kpi.companions)),
        ("Assumption", kpi.assumption),
        ("Read with care", " ".join(kpi.caveats)),
        ("Example", kpi.example.words),
        ("Owner", kpi.owner),
        ("Reviewed", f"{say_date(kpi.reviewed)}; next by {say_date(kpi.review_due)}; version {kpi.version}"),
    ]
    lines = [f"- **{name}:** {words}" for name, words in facts if words]
    return "\n".join([f"### {kpi.label} (`{kpi.id}`)\n", f"{kpi.meaning}\n", *lines, ""])


def _export(export: Export) -> str:
    facts = f"{export.grain} Usually sent by: {export.sent_by}. Key: {_key(export)}. "
    facts += f"A later file replaces {REPLACES[export.replaces]}.\n"
    rows = [(_heading(column), column.type.replace("_", "/"), _meaning(column)) for column in export.columns]
    return "\n".join([f"### {export.sheet}\n", facts, _table(("Heading", "Type", "Meaning"), rows)])


def _key(export: Export) -> str:
    return " + ".join(export.key) or "none: rows that look alike are different things"


def _heading(column: Column) -> str:
    return f"**{column.heading}** (needed)" if column.needed else column.heading


def _meaning(column: Column) -> str:
    stored = {"plain": "", "dropped": " Not stored.", "hashed": " Stored only as a keyed hash."}[column.stored]
    blank = " A blank is unknown, and the row counts." if column.blank_counts else ""
    also = f" Also read: {', '.join(column.synonyms)}." if column.synonyms else ""
    choices = f" One of: {', '.join(column.choices)}." if column.choices else ""
    return f"{column.meaning}{choices}{blank}{stored}{also}"


def _states() -> str:
    def yes(what: bool) -> str:
        return "yes" if what else "no"

    def row(state: State) -> tuple[str, ...]:
        means = (state.rostered, state.absence, state.abstraction, state.outside, state.can_be_in_place)
        return (state.name, *(yes(what) for what in means), yes(state.rostered and not _taken(state)))

    head = ("State", "Rostered", "Absence", "Abstraction", "Outside the station", "Can be in place", "Available")
    return _table(head, [row(state) for state in STATES.values()])


def _taken(state: State) -> bool:
    return state.abstraction or state.not_deployable


if __name__ == "__main__":
    FILE.write_text(document(), encoding="utf-8")
