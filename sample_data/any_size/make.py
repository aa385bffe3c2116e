"""Write an invented force of any size: `python -m sample_data.any_size --officers 1500 --weeks 260 --out DIR`.

The manifest says which calls of `python -m metrics load` bring its files in, and when, as that of the sample force does.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pandas as pd

from sample_data.any_size.draw import Invented, invent, lists_on, registers_on
from sample_data.any_size.size import Size
from sample_data.make import Progress
from sample_data.weeks import LAST_DAY, Span
from sample_data.write import Load, slug, write_csv, write_manifest


def build(size: Size, out: Path, progress: Progress | None = None) -> Path:
    """Write its files under `out`, a file an export (and force) for each of `Size.files`; the manifest is returned."""
    tell = progress or (lambda _done, _next: None)
    tell(0.0, "Inventing the people")
    whole, loads = list(invent(size)), []
    for place, days in enumerate(size.files):
        tell(place / len(size.files), f"Writing {days.first} to {days.last}")
        loads += _deliver(whole, days, place, out)
    lists, of_forces = registers_on(whole, LAST_DAY)
    loads.append(Load("Registers", _write(lists, "registers", out), _on_monday_after(LAST_DAY, 8, 20)))
    for number, sheets in enumerate(of_forces, 1):
        files = _write(sheets, f"registers/{number:02d}", out)
        loads.append(Load(f"Registers of force {number}", files, _on_monday_after(LAST_DAY, 8, 20)))
    return write_manifest(out, f"{size.officers:,} officers, {size.weeks} weeks (all invented)", LAST_DAY, loads)


def _deliver(whole: list[Invented], days: Span, place: int, out: Path) -> list[Load]:
    """The lists as they stood when the files came, and the rows of their days: of several forces each in files of its own."""
    folder = f"history/{days.first}"
    listed = _write(lists_on(whole, days.last, days.last + timedelta(days=7)), f"{folder}/lists", out)
    loads = [Load(f"Lists of {days.last}", listed, _on_monday_after(days.last, 8, 0))]
    for one in whole:
        area = one.force.beats[0].lpa if len(whole) > 1 else "Force"
        files = _write(one.rows(days, place), f"{folder}/{slug(area)}" if len(whole) > 1 else folder, out)
        name = f"{days.first} to {days.last}, {area}"
        loads.append(Load(name, files, _on_monday_after(days.last, 8, 10), area, days.first, days.last))
    return loads


def _write(sheets: dict[str, pd.DataFrame], folder: str, out: Path) -> tuple[str, ...]:
    files = tuple(f"{folder}/{slug(name)}.csv" for name in sheets)
    for file, frame in zip(files, sheets.values(), strict=True):
        write_csv(out / file, frame)
    return files


def _on_monday_after(day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(hour, minute))
