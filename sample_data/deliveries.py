"""How the force sends its records: which rows go into which file, and when each file is loaded."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from sample_data import cases, lists, neighbourhoods, targets
from sample_data.case_rows import beats_in
from sample_data.cases import CORRECTED_AT, CORRECTED_SECTOR, CORRECTED_VERSION, CORRECTED_WEEK, FIRST_VERSION
from sample_data.force import beats_list
from sample_data.known_later import KNOWN_LATER, as_exported
from sample_data.people import officers_list
from sample_data.weeks import NEXT_WEEK_END, Block, blocks
from sample_data.workbook import Sheet, visible, write_workbook
from sample_data.world import KEYS, World
from sample_data.write import Load, slug, write_csv

LISTS_LOADED_WITH = ("2025-09", "2025-12", "2026-03", "2026-06", "2026-09-27", "2026-11-08", "2026-11-15")
"""The blocks whose Monday also brings new lists."""

COMMITTED = ("2026-11-08", "2026-11-15", "2026-11-22_next_week")
"""The week folders that lie in the repository, one file per export."""

SENT_BY_AREA = {
    (cases.NO_WARRANTS_WEEK, "Warrants"): ("North", "West"),
    (cases.NO_ENGAGEMENTS_WEEK, "Engagements"): (
        "North",
        "Northampton Town Centre",
        "Northampton Suburban",
        "South Northamptonshire",
    ),
}
"""Weeks in which an export came in several files, each a statement of its own area (Daventry's never came)."""


def deliver(world: World, block: Block, previous: Block | None, out: Path) -> list[Load]:
    """Write the files of one block and say how they are loaded."""
    new_lists = _deliver_lists(world, block, out) if block.name in LISTS_LOADED_WITH or _is_next(block) else []
    rows = {name: _rows(world, name, block, previous) for name in KEYS}
    if not block.recent:
        return [*new_lists, _deliver_history(block, rows, out)]
    return new_lists + _deliver_week(world, block, rows, out) + _deliver_correction(world, block, out)


def deliver_neighbourhoods(world: World, out: Path) -> list[Load]:
    """What residents are promised, with the older lists, then every week; at last the Beats list with the contacts published."""
    sent = [block for block in blocks() if (block.recent or block.name in LISTS_LOADED_WITH) and not _is_next(block)]
    loads, before = [], None
    for block in sent:
        sheets = _neighbourhoods_on(world, block, before)
        files = tuple(f"neighbourhoods/{block.name}/{slug(name)}.csv" for name in sheets)
        for file, frame in zip(files, sheets.values(), strict=True):
            write_csv(out / file, frame)
        loads.append(Load(f"Neighbourhoods, {block.last}", files, block.loaded_at(8, 20)))
        before = block.last
    file = f"neighbourhoods/{sent[-1].name}/beats.csv"
    write_csv(out / file, beats_list(world.force, neighbourhoods.contacts(world.people.contacts())))
    return [*loads, Load("Beats, contacts as published", (file,), sent[-1].loaded_at(8, 6))]


def _neighbourhoods_on(world: World, block: Block, before: date | None) -> dict[str, pd.DataFrame]:
    """The registers as they stood on the block's last day, and the queries since the last file; training with the lists only."""
    whole, day = world.neighbourhoods, block.last
    first = before + timedelta(days=1) if before else block.first
    sheets = {
        "Local Priorities": neighbourhoods.priorities_on(whole.priorities, day),
        "Queries": neighbourhoods.queries_sent(whole.queries, first, day, before),
        "Meetings": neighbourhoods.meetings_on(whole.meetings, day),
    }
    if block.name in LISTS_LOADED_WITH:
        sheets["Training"] = neighbourhoods.training_on(whole.training, day)
    return sheets


def _is_next(block: Block) -> bool:
    return block.last == NEXT_WEEK_END


def _rows(world: World, name: str, block: Block, previous: Block | None) -> pd.DataFrame:
    """The rows of an export that arrive with this block's file: its own, and earlier ones about which more is known."""
    frame = world.weekly[name]
    current = frame[frame["_version"] != CORRECTED_VERSION]
    rows = _between(current, block)
    if name not in KNOWN_LATER:
        return rows
    if previous is not None:
        before = _between(current, previous)
        changed_since = before[KNOWN_LATER[name].heading] >= pd.Timestamp(previous.load_day)
        rows = pd.concat([before[changed_since], rows], ignore_index=True)
    return as_exported(name, rows, block.load_day)


def _between(frame: pd.DataFrame, block: Block) -> pd.DataFrame:
    first, last = pd.Timestamp(block.first), pd.Timestamp(block.last)
    return frame[(frame["_file_day"] >= first) & (frame["_file_day"] <= last)]


def _deliver_history(block: Block, rows: dict[str, pd.DataFrame], out: Path) -> Load:
    """One CSV file per export for the month."""
    files = []
    for name, frame in rows.items():
        files.append(f"history/{block.name}/{slug(name)}.csv")
        write_csv(out / files[-1], frame)
    return Load(f"Month {block.name}", tuple(files), block.loaded_at(8, 10), "Force", block.first, block.last)


def _deliver_week(world: World, block: Block, rows: dict[str, pd.DataFrame], out: Path) -> list[Load]:
    """One workbook for the week, or a file per export; an export that came by area in files of its own."""
    apart = {name: areas for (sunday, name), areas in SENT_BY_AREA.items() if sunday == block.last}
    together = [as_sent(name, frame, block) for name, frame in rows.items() if name not in apart]
    folder = f"weeks/{block.name}"
    if block.name in COMMITTED:
        books = {f"{folder}/{slug(sheet.name)}.xlsx": [_as_first_sheet(sheet)] for sheet in together}
    else:
        books = {f"{folder}/week_to_{block.last}.xlsx": together}
    for file, sheets in books.items():
        write_workbook(out / file, sheets)
    loads = [Load(f"Week to {block.last}", tuple(books), block.loaded_at(8, 10), "Force", block.first, block.last)]
    for name, areas in apart.items():
        for minute, area in enumerate(areas, start=15):
            file = f"{folder}/{slug(name)}_{slug(area)}.xlsx"
            inside = beats_in(area, world.force)[rows[name]["_team"].to_numpy()]
            write_workbook(out / file, [as_sent(name, rows[name][inside], block)])
            title = f"Week to {block.last}: {name}, {area}"
            loads.append(Load(title, (file,), block.loaded_at(8, minute), area, block.first, block.last))
    return loads


def _deliver_correction(world: World, block: Block, out: Path) -> list[Load]:
    """The corrected week: one sector's arrests sent again some days later."""
    if block.last != CORRECTED_WEEK:
        return []
    frame = world.weekly["Arrests"]
    inside = beats_in(CORRECTED_SECTOR, world.force)[frame["_team"].to_numpy()]
    rows = _between(frame[inside & (frame["_version"] != FIRST_VERSION)], block)
    file = f"weeks/{block.name}/arrests_{slug(CORRECTED_SECTOR)}_corrected.xlsx"
    write_workbook(out / file, [Sheet("Arrests", rows)])
    title = f"Week to {block.last}: Arrests, {CORRECTED_SECTOR}, corrected"
    return [Load(title, (file,), CORRECTED_AT, CORRECTED_SECTOR, block.first, block.last)]


def _deliver_lists(world: World, block: Block, out: Path) -> list[Load]:
    """The lists as they stood on the block's last day: in full in a workbook, or what changes as CSV files."""
    sheets = _lists_on(world, block)
    if block.recent or block.name == LISTS_LOADED_WITH[0]:
        file = f"weeks/{block.name}/lists.xlsx" if block.recent else "lists.xlsx"
        write_workbook(out / file, [Sheet(name, frame) for name, frame in sheets.items()])
        files = [file]
    else:
        changing = {name: frame for name, frame in sheets.items() if name not in ("Beats", "Places")}
        files = [f"history/{block.name}/{slug(name)}.csv" for name in changing]
        for file, frame in zip(files, changing.values(), strict=True):
            write_csv(out / file, frame)
    return [Load(f"Lists of {block.last}", tuple(files), block.loaded_at(8, 0))]


def _lists_on(world: World, block: Block) -> dict[str, pd.DataFrame]:
    """The six lists; the Officers list already holds what is planned until the next one is sent."""
    later = [one for one in blocks() if one.name in LISTS_LOADED_WITH and one.last > block.last]
    planned_until = later[0].load_day if later else NEXT_WEEK_END
    return {
        "Beats": beats_list(world.force, world.people.contacts()),
        "Officers": officers_list(world.people, planned_until),
        "Places": world.places,
        "Watch Schemes": lists.watch_schemes_on(world.schemes, block.last),
        "Problem Plans": lists.problem_plans_on(world.plans, block.last),
        "Targets": targets.targets_on(world.targets, block.load_day),
    }


def as_sent(name: str, frame: pd.DataFrame, block: Block) -> Sheet:
    """The sheet with what people do to sheets: titles, totals, other order and case, columns of their own."""
    period = f"{block.first:%d/%m/%Y} to {block.last:%d/%m/%Y}"
    rows = visible(frame)
    if name == "Arrests":
        first = ["Custody Ref", "Collar No", "Arrested At"]
        rows = rows[first + [heading for heading in rows.columns if heading not in first]]
    if name == "Incidents":
        rows = rows.assign(**{"Exported By": np.array("control room", dtype=object)})
    if name == "PPNs":
        rows = rows.rename(columns=str.upper)
    if name == "Engagements":
        return Sheet(name, rows, title=f"Engagement returns, {period}", total_of="Attendees")
    if name == "Intelligence":
        return Sheet(name, rows, title=f"Intelligence reports, {period}")
    return Sheet(name, rows)


def _as_first_sheet(sheet: Sheet) -> Sheet:
    """A file with one sheet often keeps the name that the program gave it."""
    return Sheet("Sheet1", sheet.frame, sheet.title, sheet.total_of) if sheet.name == "Referrals" else sheet
