"""Headings matched by hand, as the store remembers them: the latest choice for each source, and what became of them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

import duckdb
import pandas as pd

from metrics.intake.matching import Known, Matching
from metrics.store.connection import Store
from metrics.store.entering import add, enter, entered, keep
from metrics.store.entries import MATCHED_LOAD, MATCHING
from metrics.terms import local


def matchings(store: Store) -> Known:
    """The choice that holds for each source: the latest, unless it was stopped."""
    if not store.entered:  # as in most stores: nothing is asked
        return {}
    latest = {entry["source"]: entry for entry in entered(store, MATCHING)}
    return {source: _matching(entry) for source, entry in latest.items() if entry["columns"]}


def _matching(entry: dict[str, Any]) -> Matching:
    return Matching(
        entry["source"],
        entry["export"],
        json.loads(entry["columns"]),
        tuple(json.loads(entry["headings"])),
        entry["entry_id"],
        entry["recorded_by"],
        local(entry["recorded_at"]),
    )


def _columns(matching: Matching) -> dict[str, str | None]:
    return {
        "source": matching.source,
        "headings": json.dumps(matching.headings, ensure_ascii=False),
        "export": matching.export_id,
        "columns": json.dumps(dict(matching.columns), ensure_ascii=False),
    }


def remember(
    store: Store,
    cursor: duckdb.DuckDBPyConnection,
    read_with: Sequence[tuple[Matching, int | None]],
    at: dt.datetime,
    by: str,
) -> None:
    """Keep the choices by which sheets were read, in the transaction that loads them.

    read_with: each choice with the load that was made with it (None: nothing of that sheet was new).
    """
    known, numbers = matchings(store), {}
    for matching, _ in read_with:
        if not matching.number and matching.source not in numbers:
            there = known.get(matching.source)
            same = there is not None and matching.is_same(there)
            numbers[matching.source] = there.number if there and same else _enter(store, cursor, matching, at, by)
    made = [(load_id, matching.number or numbers[matching.source]) for matching, load_id in read_with if load_id]
    add(store, cursor, MATCHED_LOAD, [{"load_id": load_id, "matching": number} for load_id, number in made])


def _enter(store: Store, cursor: duckdb.DuckDBPyConnection, matching: Matching, at: dt.datetime, by: str) -> int:
    return enter(store, cursor, MATCHING, [_columns(matching)], at, by)[0]


def stop(store: Store, source: str, at: dt.datetime, by: str) -> None:
    """Use a choice no longer: sheets of that source are not recognised by it again. Nothing where none holds.

    Raises LoadFailedError where it could not be written.
    """
    found = matchings(store).get(source)
    if found:
        keep(store, MATCHING, [{**_columns(found), "columns": None}], at, by)


def matched_by_hand(store: Store) -> pd.DataFrame:
    """One row per choice, the latest first: its number, source, headings, export, columns, by whom, when and in how many
    loads it was used; and who ended it and when (empty while it holds). Times are UTC."""
    text = (
        "select m.entry_id as number, m.source, m.headings, m.export, m.columns, m.recorded_at, m.recorded_by as by, "
        "(select count(*) from matched_loads where matching = m.entry_id) as loads, "
        "ended.recorded_at as ended_at, ended.recorded_by as ended_by, ended.columns is not null as is_replaced "
        "from matchings m left join matchings ended on ended.entry_id = "
        "(select min(later.entry_id) from matchings later where later.source = m.source and later.entry_id > m.entry_id) "
        "where m.columns is not null order by m.entry_id desc"
    )
    return store.frame(text)
