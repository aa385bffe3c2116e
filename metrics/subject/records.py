"""Rows of exports that name a person, in every load; what loads set aside or said of them; and what they loaded themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from metrics.catalogue import exports
from metrics.deletions import deletions
from metrics.quality import fixed_by
from metrics.retention.kinds import kinds
from metrics.store.connection import Store
from metrics.store.entering import entered
from metrics.store.entries import DISPOSED
from metrics.store.naming import Found, rows_of_export, rows_of_table
from metrics.store.schema import NOTES
from metrics.store.taking import OF_ENTRIES
from metrics.subject.masking import Mask
from metrics.subject.parts import Part
from metrics.subject.person import Person

WHERE = ("Load", "File", "Sheet", "Row", "Loaded at", "Loaded by", "Stands now")
LOADED = {
    "load_id": "bigint", "recorded_at": "timestamp", "loaded_by": "varchar", "export": "varchar", "file": "varchar",
    "sheet": "varchar",
}  # fmt: skip
SET_ASIDE = {
    "load_id": "bigint", "source_row": "integer", "key": "varchar", "code": "varchar", "day": "date", "collar_no": "varchar",
    "also_named": "varchar[]",
}  # fmt: skip
SAID = dict.fromkeys(NOTES["problems"], "varchar")


def of_exports(store: Store, who: Person, mask: Mask) -> tuple[list[Part], dict[str, list[Found]]]:
    """A sheet for each export that has rows naming the person, and these rows as they are stored, by export."""
    parts, raw = [], {}
    for export in exports().values():
        found = rows_of_export(store, export, who.collar, who.known_as)
        if not found:
            continue
        raw[export.id] = found
        headings = tuple(column.heading for column in export.stored_columns)
        rows = [(*_where(row), *(mask.row(export, row)[heading] for heading in headings)) for row in found]
        about = f"{export.grain.rstrip('.')}: every row that names you in any column, in every file that was loaded"
        parts.append(Part(export.sheet[:31], about, (*WHERE, *headings), rows))
    return parts, raw


def _where(row: Found) -> tuple[Any, ...]:
    return (
        row["load_id"], row["file"], row["sheet"], row["source_row"], utc(row["recorded_at"]), row["loaded_by"],
        "yes" if row["stands"] else "no, a later load took its place or it was withdrawn",
    )  # fmt: skip


def utc(at: dt.datetime) -> dt.datetime:
    """A stored moment with its offset, for a workbook."""
    return at.replace(tzinfo=dt.UTC)


def of_loads(store: Store, who: Person, mask: Mask) -> Iterator[Part]:
    """Rows set aside, what loads reported, and files that the person loaded."""
    loads = {row[0]: row[1:] for row in store.rows("select load_id, export, file, sheet from loads")}
    aside = rows_of_table(store, "set_aside", SET_ASIDE, who.collar, who.known_as)
    yield Part(
        "Rows set aside", "Rows that name you and that a load set aside: they count in no figure",
        ("Load", "Export", "File", "Sheet", "Row", "Reference", "Why", "Put right by", "Day", "Collar No", "Also named"),
        [
            (
                row["load_id"], *_load(loads, row), row["source_row"], mask.parts(row["key"] or ""), row["code"],
                fixed_by(loads[row["load_id"]][0], row["code"]), row["day"],
                mask.number(row["collar_no"]) if row["collar_no"] else None,
                [mask.number(one) for one in row["also_named"] or ()],
            )
            for row in aside
        ],
    )  # fmt: skip
    for table, columns in (("problems", SAID), ("dropped", {"message": "varchar"})):
        said = rows_of_table(store, table, {"load_id": "bigint", **columns}, who.collar, who.known_as)
        yield Part(
            "Said of loads" if table == "problems" else "Left out of loads",
            "Sentences about a load in which your number or name stands",
            ("Load", "Export", "File", "Sheet", "Cell", "Words"),
            [(row["load_id"], *_load(loads, row), row.get("cell"), mask.text(row["message"])) for row in said],
        )
    given = rows_of_table(store, "loads", LOADED, who.collar, who.known_as)
    yield Part(
        "Files loaded", "Loads made under your name, and files that have your number or name in theirs",
        ("Load", "Export", "File", "Sheet", "Loaded at", "Loaded by"),
        [
            (row["load_id"], *_load(loads, row), utc(row["recorded_at"]), row["loaded_by"]) for row in given
        ],
    )  # fmt: skip


def _load(loads: dict[int, tuple[Any, ...]], row: Found) -> tuple[Any, ...]:
    export, file, sheet = loads[row["load_id"]]
    return exports()[export].sheet, file, sheet


def of_deletions(store: Store) -> Part:
    """What was deleted, when and under which rule: of everybody, as nothing is left that would say whose it was."""
    found = [
        (exports()[one.export].sheet, one.through, one.rows, one.rule, one.by, one.agreed_by, one.at)
        for one in deletions(store, exports(), dt.date.min, dt.date.max)
    ]
    found += [
        (kinds()[row["kind"]].title, row["through"], row["rows"], row["rule"], row["proposed_by"], row["recorded_by"],
         row["recorded_at"])
        for row in entered(store, DISPOSED)
        if row["what"] == OF_ENTRIES and row["rows"]
    ]  # fmt: skip
    return Part(
        "Deleted", "What was deleted under a retention rule, of everybody: what was yours of it is not held any more",
        ("What", "Days to", "Rows, of everybody", "Rule", "By", "Agreed by", "When"),
        [(*row[:-1], utc(row[-1])) for row in found],
    )  # fmt: skip
