"""The command line: load, check, figures, brief, and what looks after the store, as `python -m metrics ...`.

Exit codes: 0 every recognised sheet accepted or unchanged; 1 a sheet refused or waiting for confirmation, or nothing
recognised in a file, or something wrong found by verify; 2 wrong arguments; 3 the store or the look-up log cannot be
opened or written.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import sys
from pathlib import Path
from typing import Any, NoReturn

import pandas as pd

from metrics import catalogue, teams
from metrics.access import at_command_line
from metrics.access.lookups import CannotLogError
from metrics.brief.brief import brief
from metrics.brief.mail import as_html
from metrics.brief.week import week_of
from metrics.commanded import by_of, opened, path_of, take_by, take_store
from metrics.configuration import ConfigurationError
from metrics.coverage import last_week
from metrics.intake import Reader, References, export_of
from metrics.intake.limits import BULK, ORDINARY
from metrics.judged_figures import with_verdicts
from metrics.load_words import all_taken, as_fields, in_words
from metrics.loading import Choice, Read, areas_known, load, matchings, now, plan, read
from metrics.pack_commands import add_pack
from metrics.publishers import stated_publisher
from metrics.question import Ask
from metrics.retention.command import add_purge
from metrics.serving_commands import add_serving
from metrics.store.append import LoadResult
from metrics.store.connection import Store, StoreUnavailableError
from metrics.store.files import StoreFiles
from metrics.subject_commands import add_subject
from metrics.terms import LEVELS, LONDON, PERS, PUBLISHER, TEAM, Area, capital, periods, sunday_before
from metrics.upkeep import add_commands

WEEKS_SHOWN = 12
COLUMNS = (
    "kpi", "by", "key", "name", "period_start", "period_end", "value", "exposure_hours", "target", "verdict",
)  # fmt: skip


class WrongArgumentsError(Exception):
    """An argument that cannot be used; str() is one sentence."""


class Parser(argparse.ArgumentParser):
    """argparse that answers with one sentence."""

    def error(self, message: str) -> NoReturn:
        """Turn every complaint into a WrongArgumentsError."""
        raise WrongArgumentsError(f"{capital(message)}.")


def main(arguments: list[str] | None = None) -> int:
    """Run one command and give its exit code."""
    try:
        chosen = _parser().parse_args(arguments)
        return int(chosen.run(chosen))
    except (WrongArgumentsError, ConfigurationError) as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:  # whoever reads our output has read enough
        sys.stderr.close()
        return 0
    except (StoreUnavailableError, CannotLogError) as error:
        print(error, file=sys.stderr)
        return 3


def _parser() -> Parser:
    parser = Parser(prog="python -m metrics", description="Beatboard: load exports and print figures.")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=Parser)
    for name, run, words in (
        ("load", _load, "Load weekly exports and lists into the store."),
        ("check", _check, "Say what loading the files would do; nothing is stored."),
    ):
        command = commands.add_parser(name, help=words, description=words)
        command.add_argument("files", nargs="+", type=Path, metavar="FILE")
        command.add_argument(
            "--area",
            help="area that the files cover: Force, an LPA, a sector or a beat; publisher:NAME for files of data.police.uk",
        )
        command.add_argument("--from", dest="start", type=_date, help="first day that the files cover")
        command.add_argument("--to", dest="end", type=_date, help="last day that the files cover")
        command.add_argument(
            "--confirm", action="store_true", help="accept a load that takes away more than half of a week"
        )
        command.add_argument(
            "--bulk", action="store_true",
            help="for years of history: files of delimited text may be larger; every check is the same",
        )  # fmt: skip
        command.add_argument("--json", action="store_true", help="print one JSON object")
        take_store(command)
        take_by(command, "loads")
        command.set_defaults(run=run)
    command = commands.add_parser("figures", help="Print a KPI's figures as CSV.")
    command.add_argument("--kpi", required=True)
    command.add_argument("--by", default="force")
    command.add_argument("--per", default="week")
    command.add_argument("--from", dest="start", type=_date)
    command.add_argument("--to", dest="end", type=_date)
    command.add_argument("--role")
    command.add_argument("--known-at", type=_moment)
    take_store(command)
    command.set_defaults(run=_figures)
    command = commands.add_parser(
        "brief", help="Write the weekly brief of an area or a sergeant's team as one HTML page."
    )
    command.add_argument("--area", required=True, help="Force, an LPA, a sector, a beat, or team:COLLAR of a sergeant")
    command.add_argument("--week", required=True, help="its Monday or its Sunday, or 2026-W46")
    command.add_argument("--known-at", type=_moment)
    take_store(command)
    command.add_argument("--output", type=Path, metavar="FILE", help="default: standard output")
    command.set_defaults(run=_brief)
    add_commands(commands)
    add_pack(commands, _moment)
    add_subject(commands)
    add_serving(commands)
    add_purge(commands)
    return parser


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise WrongArgumentsError(f"'{text}' is not a date: write it as YYYY-MM-DD.") from None


def _moment(text: str) -> dt.datetime:
    try:
        at = dt.datetime.fromisoformat(text)
    except ValueError:
        raise WrongArgumentsError(f"'{text}' is not a time: write it as 2026-11-16T09:00.") from None
    return at if at.tzinfo else at.replace(tzinfo=LONDON)


def _load(chosen: argparse.Namespace) -> int:
    files = _bytes(chosen.files)
    store = opened(path_of(chosen))
    try:
        by = by_of(chosen)
        sheets = _read(chosen, files, store)
        results = load(store, sheets, now(), by, every=_choice(chosen, store, sheets), confirm=chosen.confirm)
    finally:
        store.close()
    return _report(results, chosen.json)


def _check(chosen: argparse.Namespace) -> int:
    files = _bytes(chosen.files)
    path = path_of(chosen)
    store = opened(path if StoreFiles(path).is_taken else None)
    try:
        sheets = _read(chosen, files, store)
        results = plan(store, sheets, now(), every=_choice(chosen, store, sheets), confirm=chosen.confirm)
    finally:
        store.close()
    return _report(results, chosen.json)


def _read(chosen: argparse.Namespace, files: list[tuple[str, bytes]], store: Store) -> list[Read]:
    with Reader(limits=BULK if chosen.bulk else ORDINARY) as reader:
        return read(files, by_hand=matchings(store), reader=reader)


def _bytes(paths: list[Path]) -> list[tuple[str, bytes]]:
    found = []
    for path in paths:
        try:
            found.append((path.name, path.read_bytes()))
        except OSError as error:
            raise WrongArgumentsError(f"The file {path} cannot be read: {error.strerror or error}.") from None
    return found


def _choice(chosen: argparse.Namespace, store: Store, sheets: list[Read]) -> Choice:
    if (chosen.start is None) != (chosen.end is None):
        raise WrongArgumentsError("Give both --from and --to, or neither.")
    if chosen.start and chosen.end < chosen.start:
        raise WrongArgumentsError("--to lies before --from.")
    days = (chosen.start, chosen.end) if chosen.start else None
    area = _area(chosen.area, areas_known(store, sheets, now())) if chosen.area else None
    if area and area.level == PUBLISHER and not any(found.is_published for found in map(export_of, sheets) if found):
        raise WrongArgumentsError(f"'{chosen.area}' is for files of data.police.uk, and none of these is one.")
    return Choice(area, days)


def _area(text: str, known: References) -> Area:
    area = stated_publisher(text) or known.resolve(text)
    if area is None:
        raise WrongArgumentsError(
            f"'{text}' is not an area of the Beats list: use Force, an LPA, a sector or a beat code, or publisher:NAME for "
            "files of data.police.uk."
        )
    if ":" not in text and len(known.areas.get(text.strip().casefold(), [])) > 1:
        raise WrongArgumentsError(f"'{text}' is a name on two levels: write it as sector:{text}, for example.")
    return area


def _report(results: list[LoadResult], as_json: bool) -> int:
    sheets = [as_fields(result) for result in results]
    if as_json:
        print(json.dumps({"sheets": sheets}, ensure_ascii=False, indent=2))
    else:
        for sheet in sheets:
            print(in_words(sheet))
    return 0 if all_taken(sheets) else 1


def _figures(chosen: argparse.Namespace) -> int:
    kpi = catalogue.kpis().get(chosen.kpi)
    if kpi is None:
        raise WrongArgumentsError(f"'{chosen.kpi}' is not a KPI: use one of {', '.join(catalogue.kpis())}.")
    if chosen.by not in (*LEVELS, "officer"):
        raise WrongArgumentsError(f"'{chosen.by}' is not a level: use one of {', '.join((*LEVELS, 'officer'))}.")
    if chosen.per not in PERS:
        raise WrongArgumentsError(f"'{chosen.per}' is not a period: use one of {', '.join(PERS)}.")
    if chosen.role is not None and chosen.role not in ("PC", "PCSO"):
        raise WrongArgumentsError(f"'{chosen.role}' is not a role with KPIs: use PC or PCSO.")
    if chosen.role and chosen.role not in kpi.roles:
        raise WrongArgumentsError(f"{kpi.id} does not apply to {chosen.role}s.")
    store = opened(path_of(chosen), must_exist=True)
    try:
        start, end = _range(store, chosen)
        asked = tuple(periods(start, end, chosen.per))
        frame = with_verdicts(store, Ask((kpi.id,), chosen.by, asked, chosen.role, chosen.known_at))
        if chosen.by == "officer":
            at_command_line.look(store, f"Command line: figures of {kpi.id}", frame["key"], (start, end))
    finally:
        store.close()
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(COLUMNS)
    for row in frame[list(COLUMNS)].itertuples(index=False):
        out.writerow([_cell(name, value, kpi.unit) for name, value in zip(COLUMNS, row, strict=True)])
    return 0


def _brief(chosen: argparse.Namespace) -> int:
    try:
        days = week_of(chosen.week)
    except ValueError as error:
        raise WrongArgumentsError(str(error)) from None
    store = opened(path_of(chosen), must_exist=True)
    try:
        area = _team_or_area(chosen.area, store, chosen.known_at)
        found = brief(store, area, days, chosen.known_at)
        named = {*found.thanks.collars, *(plan.collar for plan in found.plans if plan.collar)}
        at_command_line.look(store, "Command line: weekly brief", named, days)
        page = as_html(found, now().date())
    finally:
        store.close()
    if chosen.output is None:
        sys.stdout.write(page)
        return 0
    try:
        chosen.output.write_text(page, encoding="utf-8")
    except OSError as error:
        raise WrongArgumentsError(f"The file {chosen.output} cannot be written: {error.strerror or error}.") from None
    return 0


def _team_or_area(text: str, store: Store, known_at: dt.datetime | None) -> Area:
    level, _, collar = text.strip().partition(":")
    if level.casefold() == TEAM and collar:
        if f"{TEAM}:{collar}" not in teams.names(store, known_at):
            raise WrongArgumentsError(f"Nobody is led by collar number {collar}, as the Officers list is known.")
        return Area(TEAM, collar)
    area = _area(text, areas_known(store, [], now()))
    if area.level == PUBLISHER:
        raise WrongArgumentsError(
            f"'{text}' is a force whose rows are published: a brief is of an area of the Beats list."
        )
    return area


def _range(store: Store, chosen: argparse.Namespace) -> tuple[dt.date, dt.date]:
    """--from and --to, each defaulting to an end of the last 12 complete weeks known."""
    end = chosen.end or last_week(store, chosen.known_at) or sunday_before(now().date())
    start = chosen.start or end - dt.timedelta(days=end.weekday() + 7 * (WEEKS_SHOWN - 1))
    if end < start:
        raise WrongArgumentsError("--to lies before --from.")
    return start, end


def _cell(name: str, value: Any, unit: str) -> str:
    if pd.isna(value):
        return ""
    if name == "value" and unit == "count":
        return f"{value:.0f}"
    if name in ("value", "exposure_hours", "target"):
        return f"{value:.6f}"
    return str(value)


if __name__ == "__main__":
    sys.exit(main())
