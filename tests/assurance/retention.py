"""The clock moved forward past every period, a purge, and nothing left: in every table, and in the bytes of every file."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from metrics import catalogue, configuration, sample, settings
from metrics.calculate import figures
from metrics.configuration import Configuration, Retention
from metrics.loading import Choice, load, read
from metrics.question import Ask
from metrics.retention import holds, purging
from metrics.retention.kinds import STAYS
from metrics.store import archive
from metrics.store.backing_up import back_up, restore
from metrics.store.connection import Store
from metrics.store.entries import ENTRIES
from metrics.store.files import StoreFiles
from metrics.store.verifying import verify
from metrics.terms import LONDON, WHOLE_FORCE, periods
from tests.small_force import BEATS, OFFICERS, csv_bytes

HALF, EVER = dt.date(2029, 3, 5), dt.date(2060, 1, 5)
"""Days from which periods are counted back: at the first about half of the exports' rows are past theirs, at the second all."""
LEFT_FROM = dt.date(2026, 3, 2)
"""The first Monday that is kept on HALF."""
LAST = dt.date(2026, 11, 15)


def lines() -> list[str]:
    """The lines of docs/assurance.md about retention."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = _opened(folder)
        found = Configuration(retention=Retention({"backups": 600}, (str(folder / "backups"),)))
        kept, configuration.current = configuration.current, lambda: found
        try:
            return [*_half(store, folder), *_ever(store, folder)]
        finally:
            configuration.current = kept
            store.close()


def _opened(folder: Path) -> Store:
    """The sample force with what was entered by hand, in a folder of its own."""
    home = Path(os.environ.get("BEATBOARD_BENCH_HOME") or folder / "home")
    os.environ["BEATBOARD_HOME"] = str(home)
    if not os.environ.get("BEATBOARD_BENCH_HOME"):
        sample.ensure()
    os.environ["BEATBOARD_HOME"] = str(folder / "own")
    there = StoreFiles(settings.store_path("sample"))
    StoreFiles(home / "sample.duckdb").copy_to(there)
    from metrics.ui import sample_entries

    sample_entries.enter(Store.open(there.path))
    return Store.open(there.path)


def _at(day: dt.date, minute: int = 0) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, 9, minute, tzinfo=LONDON)


def _figures(store: Store, start: dt.date, end: dt.date) -> pd.DataFrame:
    weeks = tuple(periods(start, end, "week"))
    return figures(store, Ask(tuple(catalogue.kpis()), "beat", weeks))


def _half(store: Store, folder: Path) -> list[str]:
    """Half of it past its period, around holds: what remains is what it was."""
    back_up(store, folder / "backups" / "before")
    away = shutil.copytree(folder / "backups" / "before", folder / "away")
    before = _figures(store, LEFT_FROM, LAST)
    ref, collar = store.rows(
        "select custody_ref, collar_no from arrests where day < $day order by all limit 1", day=LEFT_FROM
    )[0]
    week = (dt.date(2025, 10, 6), dt.date(2025, 10, 12))
    holds.hold(store, "person", "Hearing", "a", _at(HALF), key=collar)
    holds.hold(store, "reference", "Appeal", "a", _at(HALF), key=ref)
    holds.hold(store, "days", "Inquiry", "a", _at(HALF), export="stop_searches", days=week)
    wanted = {
        "arrests": store.rows("select count(*) from arrests where day < $day and (collar_no = $collar or custody_ref = $ref or "
                              "list_contains(named_collars, $collar))", day=LEFT_FROM, collar=collar, ref=ref)[0][0],
        "stop_searches": store.rows("select count(*) from stop_searches where day < $day and (collar_no = $collar or "
                                    "grounds_reviewed_by = $collar or day between $first and $last)", day=LEFT_FROM,
                                    collar=collar, first=week[0], last=week[1])[0][0],
    }  # fmt: skip
    shown = purging.due(store, HALF, _at(HALF, 1))
    number = purging.propose(store, HALF, "Schedule", "analyst", _at(HALF, 2))
    done = purging.approve(store, number, "inspector", _at(HALF, 3))
    after = _figures(store, LEFT_FROM, LAST)
    old = _figures(store, dt.date(2025, 9, 22), LEFT_FROM - dt.timedelta(days=1))
    duties = old[old.kpi.isin([kpi.id for kpi in catalogue.kpis().values() if kpi.export == "warrants"])]
    left = {name: store.rows(f"select count(*) from {name} where day < $day", day=LEFT_FROM)[0][0] for name in wanted}
    differ = int((~((before == after) | (before.isna() & after.isna()))).to_numpy().sum())
    old_warrants = store.rows("select count(*) from warrants where day < $day", day=LEFT_FROM)[0][0]
    again = restored(away, folder / "again", folder / "backups") - old_warrants
    return [
        f"Half past its period, three holds: {sum(line.rows for line in shown.lines):,} rows shown, {done.rows:,} gone; of "
        f"{after.size:,} cells of figures of the weeks that remain {differ} differ.",
        f"Held rows of arrests and stop-searches: {left['arrests'] + left['stop_searches']:,} left, "
        f"{wanted['arrests'] + wanted['stop_searches']:,} held: {sum(left[name] != wanted[name] for name in wanted)} of 2 not "
        "exact.",
        f"Figures of beats in weeks that went: {len(duties):,} looked at, {int(duties.value.notna().sum())} with a value; all "
        "others read Not loaded.",
        f"`verify` after it: {len(verify(store).wrong)} wrong. A backup from before, kept elsewhere and restored: "
        f"{again} rows more than the store has.",
    ]


def restored(backup: Path, to: Path, beside: Path) -> int:
    """How many more rows a store restored from an older backup has than the disposals that lie beside the backups allow."""
    shutil.copy2(next(beside.glob("disposals-*.json")), backup.parent)
    restore(backup, StoreFiles(to / "s.duckdb"))
    store = Store.open(to / "s.duckdb")
    more = store.rows("select count(*) from warrants where day < $day", day=LEFT_FROM)[0][0]
    more += len(verify(store).wrong)
    store.close()
    shutil.rmtree(to)
    shutil.rmtree(backup)
    return int(more)


def _ever(store: Store, folder: Path) -> list[str]:
    """Everything past its period, and other lists loaded since: nothing left."""
    marks = _marks(store)
    sheets = [("Beats", BEATS), ("Officers", OFFICERS), *((one.sheet, []) for one in catalogue.exports().values()
              if one.is_list and one.sheet not in ("Beats", "Officers"))]  # fmt: skip
    for sheet, rows in sheets:
        at = _at(EVER - dt.timedelta(days=7))
        load(store, read([(f"{sheet}.csv", csv_bytes(sheet, rows))]), at, "x", every=Choice(WHOLE_FORCE), confirm=True)
    newest = store.rows(
        "select min(load_id) from (select load_id from loads order by load_id desc limit $n)", n=len(sheets)
    )[0][0]
    for one in holds.holds(store, _at(EVER)):
        holds.lift(store, one.number, "Closed", "a", _at(EVER))
    before = {path.name: len(held) for path in _files(folder) if (held := _in(path, marks))}
    number = purging.propose(store, EVER, "Schedule", "analyst", _at(EVER, 2))
    done = purging.approve(store, number, "inspector", _at(EVER, 3))
    rows = sum(
        store.rows(f"select count(*) from {name} where load_id < $newest", newest=newest)[0][0]
        for name in catalogue.exports()
    )
    entries = sum(store.rows(f"select count(*) from {kind.table}")[0][0] for kind in ENTRIES if kind.name not in STAYS)
    found = Counter({str(path.relative_to(folder)): len(_in(path, marks)) for path in _files(folder)})
    left = {path: count for path, count in found.items() if count}
    return [
        f"Clock forward past every period and purge: {rows} rows and {entries} entries left ({done.rows:,} went); of "
        f"{len(marks):,} names and references looked for in the bytes of {len(found)} files (database, log, ledger, archive, "
        f"backups; {len(before)} held some before) {sum(left.values())} left{f': {left}' if left else ''}. "
        f"`verify`: {len(verify(store).wrong)} wrong.",
    ]


def _marks(store: Store) -> list[bytes]:
    """Surnames and references of the sample force, and words of its entries."""
    found = [row[0] for row in store.rows("select distinct surname from officers where length(surname) > 5")]
    for table, column in (("arrests", "custody_ref"), ("stop_searches", "search_ref"), ("ppns", "ppn_ref")):
        found += [
            row[0] for row in store.rows(f"select distinct {column} from {table} using sample 300 rows (reservoir, 1)")
        ]
    for table in ("notes", "actions", "one_to_one_words", "lessons"):
        found += [row[0] for row in store.rows(f"select words from {table} where length(words) > 10")]
    return [text.encode() for text in dict.fromkeys(found)]


def _files(folder: Path) -> list[Path]:
    return [
        path for path in sorted(folder.rglob("*")) if path.is_file() and "home" not in path.relative_to(folder).parts
    ]


def _in(path: Path, marks: Iterable[bytes]) -> list[bytes]:
    """The marks that a file holds, in its bytes or in what is packed in them."""
    data = path.read_bytes()
    if path.suffix == ".loads":
        data += b"".join(
            bytes(one.rows) + json.dumps(one.notes, ensure_ascii=False).encode() for one in archive.loads_in(path)
        )
    return [mark for mark in marks if mark in data]
