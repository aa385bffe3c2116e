"""Which rows of a table speak of a person: by their number as a word of its own, by their names, or by something of theirs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from metrics.export import Export
from metrics.store.connection import Store
from metrics.store.schema import listed
from metrics.store.snapshot import snapshot

Found = dict[str, Any]
WORD = "(^|[^0-9A-Za-z]){}([^0-9A-Za-z]|$)"
"""A number as a word of its own: 4417 in “PC 4417” and in a JSON list, and not in 24417."""


def word(text: str) -> str:
    """The pattern of a text of letters and figures as a word of its own."""
    return WORD.format("".join(sign if sign.isalnum() else f"\\x{{{ord(sign):x}}}" for sign in text))


def rows_of_export(store: Store, export: Export, collar: str, names: Sequence[str]) -> list[Found]:
    """Every row of every load of an export that names a person in any column of people, or in a text that is no reference.

    By stored column, with load_id, source_row, day, file, sheet, recorded_at, loaded_by and stands: whether it is known now. In
    the order of load and row.
    """
    held, texts = [], []
    for column in export.stored_columns:
        if column.type == "collar":
            held.append(f'found."{column.name}" = $collar')
        elif column.type == "collars":
            held.append(f'list_contains(found."{column.name}", $collar)')
        elif column.type == "text" and not column.refers and column.heading not in export.key:
            texts.append(f'found."{column.name}"')
    held += [_mentions(text) for text in texts]
    if not held:
        return []
    columns = [column.name for column in export.stored_columns]
    picked = ", ".join(f'found."{name}"' for name in columns)
    text = f"""
with live as (select load_id, source_row from {snapshot(store)}.main.{export.id})
select found.load_id, found.source_row, found.day, loads.file, loads.sheet, loads.recorded_at, loads.loaded_by,
    live.load_id is not null as stands, {picked}
from {export.id} found join loads on loads.load_id = found.load_id
    left join live on live.load_id = found.load_id and live.source_row = found.source_row
where {" or ".join(held)}
order by found.load_id, found.source_row
"""
    heads = ("load_id", "source_row", "day", "file", "sheet", "recorded_at", "loaded_by", "stands")
    return _rows(store, text, heads, columns, collar, names)


def rows_of_table(
    store: Store, table: str, columns: Mapping[str, str], collar: str, names: Sequence[str],
    related: tuple[str, Collection[Any]] | None = None,
) -> list[Found]:  # fmt: skip
    """Rows of a table of ours that speak of a person in any text, or are of something of theirs; by column.

    columns: name to SQL type. related: a column, and which of its values are theirs.
    """
    held = [_mentions(f'"{name}"') for name, kind in columns.items() if kind.startswith("varchar") and "[]" not in kind]
    held += [f'list_contains("{name}", $collar)' for name, kind in columns.items() if kind.startswith("varchar[]")]
    if related is not None:
        held.append(f'list_contains($related, "{related[0]}")')
    if not held:
        return []
    text = f"select {listed(columns)} from {table} where {' or '.join(held)} order by all"
    theirs = list(related[1]) if related is not None else []
    return _rows(store, text, (), list(columns), collar, names, theirs)


def _mentions(column: str) -> str:
    """SQL: true where a text holds the number or one of the names as a word, whatever its case. The quick look goes first."""
    return (
        f"(contains({column}, $collar) and regexp_matches({column}, $word)) or ({column} is not null and "
        f"len(list_filter($names::varchar[], lambda name: contains(lower({column}), name))) > 0 "
        f"and regexp_matches(lower({column}), $name_words))"
    )


def _rows(
    store: Store, text: str, heads: Sequence[str], columns: Sequence[str], collar: str, names: Sequence[str],
    related: Sequence[Any] = (),
) -> list[Found]:  # fmt: skip
    small = [name.casefold() for name in names]
    patterns = "|".join(f"({word(name)})" for name in small) or "a^"
    values: dict[str, Any] = {
        "collar": collar,
        "word": word(collar),
        "names": small,
        "name_words": patterns,
        "related": related,
    }
    found = store.rows(text, **values)
    return [dict(zip([*heads, *columns], row, strict=True)) for row in found]
