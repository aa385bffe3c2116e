"""The sample force, backed up, deleted, restored and rebuilt: every figure equal to the cell, at every moment known."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from metrics import catalogue, settings
from metrics.calculate import figures
from metrics.coverage import last_week
from metrics.question import Ask
from metrics.store.backing_up import back_up, rebuild_store, restore
from metrics.store.connection import Store
from metrics.store.files import StoreFiles
from metrics.terms import LEVELS, LONDON, periods

ROUNDED = 6
"""Decimals: hours are sums of fractions, and threads add them up in an order of their own."""


def moments(store: Store) -> list[pd.Timestamp]:
    """Every moment at which what is known changed, and now (None)."""
    text = "select distinct recorded_at from loads union select withdrawn_at from withdrawals order by 1"
    return [
        None,
        *(pd.Timestamp(at).tz_localize("UTC").tz_convert(LONDON).to_pydatetime() for (at,) in store.rows(text)),
    ]


def answers(store: Store, every: int = 1, decimals: int | None = ROUNDED) -> dict[str, pd.DataFrame]:
    """Every figure of every KPI, for people and all areas, by month, as known at every moment (or each so-many-th)."""
    found = {}
    kpis = tuple(catalogue.kpis())
    for at in moments(store)[::every]:
        last = last_week(store, at)
        if last is None:
            continue
        asked = tuple(periods(last.replace(day=1), last, "total"))
        for by in ("+".join(LEVELS), "officer"):
            frame = figures(store, Ask(kpis, by, asked, known_at=at))
            found[f"{at} {by}"] = frame if decimals is None else frame.round(decimals)
    return found


def differences(mine: dict[str, pd.DataFrame], theirs: dict[str, pd.DataFrame]) -> tuple[int, int]:
    """Cells compared, and cells that differ."""
    assert mine.keys() == theirs.keys()
    cells, differ = 0, 0
    for name, frame in mine.items():
        other = theirs[name]
        if frame.shape != other.shape:
            differ += max(frame.size, other.size)
            continue
        same = (frame == other) | (frame.isna() & other.isna())
        cells, differ = cells + frame.size, differ + int((~same).to_numpy().sum())
    return cells, differ


def sample_again(folder: Path, every: int = 1) -> list[str]:
    """The lines about backup, restore and rebuild."""
    from metrics import sample

    sample.ensure()
    folder.mkdir(parents=True)
    files = StoreFiles(folder / "sample.duckdb")
    StoreFiles(settings.store_path("sample")).copy_to(files)
    store = Store.open(files.path)
    before, asked = answers(store, every), len(moments(store)[::every])
    loads = back_up(store, folder / "backup")
    store.close()
    found = []
    for words, do in (
        ("Backup, delete everything, restore", lambda: (files.remove(), restore(folder / "backup", files))),
        ("Delete the database, rebuild", lambda: (files.path.unlink(), rebuild_store(files))),
        ("Delete the database, start", files.path.unlink),
    ):
        do()
        store = Store.open(files.path)
        cells, differ = differences(before, answers(store, every))
        store.close()
        found.append(f"{words}: {loads} loads, {cells:,} cells at {asked} moments, {differ} differ.")
    return found
