"""A read sheet against the lists: whose rows they are, what they refer to, what they cover. All problems collected."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pyarrow as pa

from metrics.intake.coverage import Days, list_coverage, propose_days, smallest_area
from metrics.intake.gather import Memo
from metrics.intake.lead import Checking, find_leads, name_officers, start_checking
from metrics.intake.listed import areas_of, dropped, keyed_hash, look_up, note_rationale
from metrics.intake.outcome import AsideOf, Coverage, Posting, References, SheetOutcome
from metrics.intake.overlaps import note_overlaps
from metrics.intake.parse import ReadSheet
from metrics.intake.published import propose_months, propose_publisher
from metrics.intake.schema import row_schema
from metrics.intake.values import as_date, as_day
from metrics.problems import problem
from metrics.terms import PUBLISHER, WHOLE_FORCE, Area, say_date, say_days

NEVER_EMPTY = frozenset({"beats", "officers"})
"""Lists that a blank sheet of the template may not wipe out: without them there is nothing to count for."""


def check_sheet(
    read: ReadSheet, references: References, *, area: Area | None, days: Days | None, today: dt.date, secret: bytes
) -> SheetOutcome:
    """What can be loaded of a sheet, under the coverage chosen or proposed, and every problem. Pure."""
    check = start_checking(read, references)
    find_leads(check)
    looked_up = {column.heading: look_up(check, column) for column in read.export.columns}
    if read.export.id == "targets":
        note_rationale(check)
    if read.export.id == "duties":
        note_overlaps(check, looked_up["State"] or [])
    if read.export.id in NEVER_EMPTY and not read.rows:
        check.problems.append((-1, -1, problem("no_rows", read.sheet, export=read.export.sheet)))
        return outcome_of(check, "refused")
    covered = cover(check, area, days, today)
    if covered is None:
        check.problems.append((-1, -1, problem("no_days", read.sheet, export=read.export.sheet)))
        return outcome_of(check, "refused")
    coverage, because = covered
    set_outside_aside(check, coverage)
    set_other_days_aside(check, coverage)
    late = late_rows(check, coverage)
    table = accepted_rows(check, looked_up, late, secret, coverage.area)
    return replace(
        outcome_of(check, "acceptable"),
        coverage=coverage,
        proposed_because=because,
        rows=table,
        dropped=tuple(dropped(check)),
    )


def outcome_of(check: Checking, status: Any) -> SheetOutcome:
    """The outcome without rows."""
    read = check.read
    return SheetOutcome(
        file=read.file,
        file_hash=read.file_hash,
        sheet=read.sheet,
        status=status,
        export_id=read.export.id,
        content_hash=read.content_hash,
        set_aside_rows=tuple((read.rows[i], read.key_text(i), code) for i, code in sorted(check.aside.items())),
        set_aside_of=tuple(aside_of(check, i) for i in sorted(check.aside)),
        problems=tuple(found for _, _, found in sorted(check.problems, key=lambda located: located[:2])),
        identical=read.identical,
    )


def aside_of(check: Checking, i: int) -> AsideOf:
    """Of what and whom a row set aside speaks: the number as the Officers list writes it, where that list has it."""
    export, values = check.read.export, check.read.values
    day, lead = check.days[i], check.leads[i]
    collar = lead.collar if lead else values[export.lead][i] if export.lead else None
    also = values[export.also][i] if export.also in values else None
    named = (also,) if isinstance(also, str) else tuple(also or ())
    return AsideOf(None if day is None else as_date(day), collar, named or None)


def cover(check: Checking, area: Area | None, days: Days | None, today: dt.date) -> tuple[Coverage, str] | None:
    """The coverage and why. None where nothing says which days."""
    export = check.read.export
    if export.is_list:
        coverage = list_coverage(today)
        return coverage, f"A list covers the whole force, up to {say_date(coverage.end)}."
    chosen_days, why_days = (days, "these days were chosen") if days else (None, "")
    if chosen_days is None:
        dated = [(i, day) for i, day in enumerate(check.days) if day is not None]
        spoken = [day for i, day in dated if i not in check.aside] or [day for _, day in dated]
        if export.replaces == "repeated":
            proposed = periods_of(check)
        elif export.is_published:
            proposed = propose_months(check.read.titles, check.read.file, spoken)
        else:
            proposed = propose_days(check.read.titles, check.read.file, spoken)
        if proposed is None:
            return None
        chosen_days, why_days = proposed
    chosen_area, why_area = cover_area(check, area)
    return Coverage(chosen_area, *chosen_days), f"Days: {why_days}. Area: {why_area}."


def cover_area(check: Checking, area: Area | None) -> tuple[Area, str]:
    """The area and why. A publishing force is chosen for published rows only, and an area of ours for ours only."""
    published = check.read.export.is_published
    if area is not None and published == (area.level == PUBLISHER):
        return area, "this area was chosen"
    if published:
        return propose_publisher(check.read.file)
    if not check.read.export.lead:
        return WHOLE_FORCE, "its rows are not of one team"
    leads = {id(lead): lead for i, lead in enumerate(check.leads) if lead and i not in check.aside}
    teams = {lead.team for lead in leads.values()}
    if not teams:
        return WHOLE_FORCE, "no row says otherwise"
    return smallest_area(check.references, teams), "the smallest that holds the teams of all its rows"


def periods_of(check: Checking) -> tuple[Days, str] | None:
    """From the first day that its rows speak of to the last, for exports that replace what they repeat.

    A row speaks of its day, and of each other day in its key: a count of the period up to its end.
    """
    export = check.read.export
    others = [heading for heading in export.key if export.column(heading).type == "date" and heading != export.day]
    days = [check.days, *(check.read.values[heading] for heading in others)]
    found = [day for column in days for i, day in enumerate(column) if day is not None and i not in check.aside]
    if not found:
        return None
    return (as_date(min(found)), as_date(max(found))), "the periods of its rows"


def set_outside_aside(check: Checking, coverage: Coverage) -> None:
    """Set aside the rows of officers whose team lies outside the covered area."""
    if coverage.area == WHOLE_FORCE or not check.read.export.lead:
        return
    inside = Memo(lambda team: check.references.contains(coverage.area, team))
    for i, lead in enumerate(check.leads):
        if lead is not None and i not in check.aside and not inside[lead.team]:
            day = say_date(as_date(check.days[i] or 0))
            slots = {"value": lead.collar, "team": lead.team.key, "day": day, "area": coverage.area.key}
            check.meet("outside_area", i, check.read.export.lead, **slots)


def set_other_days_aside(check: Checking, coverage: Coverage) -> None:
    """Set aside published rows outside the covered days: they stand in that month's file too, or will."""
    if not check.read.export.is_published:
        return
    covered = say_days(coverage.start, coverage.end)
    for i, day in enumerate(check.days):
        if day is not None and i not in check.aside and not coverage.start <= as_date(day) <= coverage.end:
            check.meet("outside_days", i, check.read.export.day, day=say_date(as_date(day)), days=covered)


def late_rows(check: Checking, coverage: Coverage) -> list[bool]:
    """Which rows are dated outside the covered days."""
    if check.read.export.replaces != "days":
        return [False] * len(check.days)
    first, last = as_day(coverage.start), as_day(coverage.end)
    late = [day is not None and not first <= day <= last for day in check.days]
    count = sum(1 for i, is_late in enumerate(late) if is_late and i not in check.aside) if any(late) else 0
    if count:
        said = f"{count:,} rows are" if count > 1 else "1 row is"
        covered = say_days(coverage.start, coverage.end)
        check.problems.append((-1, -1, problem("late_rows", check.read.sheet, count=said, days=covered)))
    return late


def accepted_rows(
    check: Checking, looked_up: dict[str, list[Any] | None], late: list[bool], secret: bytes, area: Area
) -> pa.Table:
    """The table of the rows that can be loaded."""
    read = check.read
    arrays: dict[str, Any] = {
        "source_row": pa.array(read.rows, pa.int32()),
        "day": pa.array(check.days, pa.int32()).cast(pa.date32()),
        "late": pa.array(late, pa.bool_()),
        **read.arrays,
        **read.instants,
        **team_columns(check, looked_up, area),
    }
    if read.export.also:
        names = ("named_collars", "named_roles", "named_teams")
        arrays |= {
            name: pa.array(values, pa.list_(pa.string()))
            for name, values in zip(names, name_officers(check), strict=True)
        }
    for column in read.export.stored_columns:
        found = looked_up[column.heading]
        if column.refers == "area" and found is not None:
            found = areas_of(found)[1]
        if column.stored == "hashed" and column.heading in read.values:
            found = list(map(Memo(keyed_hash(secret)).__getitem__, read.values[column.heading]))
        if found is not None:
            arrays[column.name] = pa.array(found, pa.string())
    return chosen(check, arrays)


def team_columns(check: Checking, looked_up: dict[str, list[Any] | None], area: Area) -> dict[str, Any]:
    """Level and key of each row's team, and the role of its lead. Published rows are the publishing force's."""
    export = check.read.export
    if export.is_published:
        return {"team_level": [area.level] * len(check.days), "team": [area.key] * len(check.days)}
    areas = next((v for c in export.columns if c.refers == "area" and (v := looked_up[c.heading]) is not None), None)
    if areas is not None:
        levels, keys = areas_of(areas)
        return {"team_level": levels, "team": keys}
    if not export.lead:
        return {}
    leads: list[Posting | None] = check.leads
    columns = {
        "team_level": [lead.team.level if lead else None for lead in leads],
        "team": [lead.team.key if lead else None for lead in leads],
        "role": [lead.role if lead else None for lead in leads],
    }
    spelt = [lead.collar if lead else None for lead in leads]
    return {**columns, export.column(export.lead).name: spelt}


def chosen(check: Checking, arrays: dict[str, Any]) -> pa.Table:
    """The columns in the order of the schema, without the rows set aside."""
    schema = row_schema(check.read.export)
    count = len(check.read.rows)
    columns = []
    for field in schema:
        found = arrays.get(field.name)
        if found is None:
            found = pa.nulls(count, field.type)
        columns.append(found if isinstance(found, pa.Array) else pa.array(found, field.type))
    table = pa.Table.from_arrays(columns, schema=schema)
    if not check.aside:
        return table
    return table.take(pa.array([i for i in range(count) if i not in check.aside], pa.int64()))
