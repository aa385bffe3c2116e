"""Periods, holds and the purge: shown first, approved by a second person, gone from every file, and the rest as it was."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import resource
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import openpyxl
import pytest

from metrics import catalogue, configuration
from metrics.__main__ import main
from metrics.access.look_checks import prove
from metrics.access.lookups import Look, LookUpLog, log_of, parts
from metrics.actions import agree
from metrics.calculate import figures
from metrics.challenges import answer, challenge, challenges
from metrics.configuration import Configuration, ConfigurationError, DropFolder, Retention
from metrics.deletions import deletions
from metrics.notes import About, enter_note, notes
from metrics.passport import passport
from metrics.question import Ask
from metrics.retention import holds, kinds, purging, words
from metrics.retention.document import KEPT, document
from metrics.retention.kinds import STAYS, months_before, periods
from metrics.store import archive, backups, shortening
from metrics.store.backing_up import back_up, rebuild_store, restore
from metrics.store.connection import Store, StoreUnavailableError
from metrics.store.entering import entered, keep
from metrics.store.entries import CHALLENGE_SAID, DISPOSED, ENTRIES, NOTE
from metrics.store.files import StoreFiles
from metrics.store.ledger import GONE, Ledger
from metrics.store.verifying import verify
from metrics.subject.records import of_deletions
from metrics.terms import LONDON, NOT_LOADED, Area
from tests import shared_copies
from tests.assurance.weeks import content_of
from tests.small_force import BEATS, MONDAY, OFFICERS, SUNDAY, SmallForce
from tests.test_credit_and_hours import duty

LATER = dt.date(2029, 6, 11)
"""A Monday three years on: the first week is past 36 months, the second is not."""
LATE = dt.datetime(2029, 6, 11, 9, tzinfo=LONDON)
NEXT = SUNDAY + dt.timedelta(days=1)
MARK = "Qvarkmarker"
"""What stands in everything that is to go, and in nothing else."""
LEAVER = {"Collar No": "0777", "Surname": MARK, "Role": "PC", "Beat": "A1", "End Date": "2026-06-07"}


def build(path: Path | None) -> SmallForce:
    """Two weeks of arrests and duties, a note and an action, and somebody who left at the end of the first week."""
    force = SmallForce(path, lists=False)
    force.load("Beats", BEATS)
    force.load("Officers", [*OFFICERS, LEAVER])
    for week, (start, offence) in enumerate(((MONDAY, MARK), (NEXT, "Theft"))):
        days = (start, start + dt.timedelta(days=6))
        day = start + dt.timedelta(days=1)
        rows = [
            {"Custody Ref": f"C{week}{number}", "Arrested At": f"{day} 10:00", "Collar No": collar, "Offence": offence}
            for number, collar in enumerate(("0101", "0102", "0777")[: 3 - week])
        ]
        force.load("Arrests", rows, days=days, confirm=True)
        force.load("Duties", [duty(f"D{week}", f"{day} 08:00", f"{day} 16:00", "On beat", "0101")], days=days)
    about = About("officer", "0101", "arrests", None, MONDAY, SUNDAY)
    enter_note(force.store, about, "Context", f"{MARK} was in court", "analyst", dt.datetime(2026, 6, 9, tzinfo=LONDON))
    enter_note(force.store, about, "Context", "Kept", "analyst", dt.datetime(2029, 1, 9, tzinfo=LONDON))
    key = ("officer", "0102")
    agree(force.store, key, "one_to_one", f"{MARK} asks for a course", "x", dt.date(2026, 6, 10), "b",
          dt.datetime(2026, 6, 10, tzinfo=LONDON))  # fmt: skip
    return force


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a closed store of `build`."""
    folder = tmp_path_factory.mktemp("retention")
    build(folder / "own.duckdb").store.close()
    return folder


@pytest.fixture
def path(built: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    StoreFiles(built / "own.duckdb").copy_to(StoreFiles(tmp_path / "own.duckdb"))
    return tmp_path / "own.duckdb"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """It, open."""
    opened = Store.open(path)
    yield opened
    opened.close()


@pytest.fixture
def unfiled() -> Iterator[Store]:
    """The same in memory, for what has nothing to do with files; or shared, where all of a run's stores are."""
    if shared_copies.wanted():
        opened = Store.open(shared_copies.copy_of("retention", lambda path: build(path).store.close()))
    else:
        opened = build(None).store
    yield opened
    opened.close()


def purged(store: Store, day: dt.date = LATER) -> purging.Purged:
    """A purge by two people."""
    number = purging.propose(store, day, "Schedule 4", "analyst", LATE)
    return purging.approve(store, number, "inspector", LATE + dt.timedelta(minutes=1))


def looked_at(store: Store, whom: Mapping[int, str]) -> LookUpLog:
    """The look-up log, after a look in each of some months of 2026, with whom it was at."""
    assert store.path is not None
    log = log_of(store.path)
    for month, number in whom.items():
        look = Look("a@force.example", "A", "", "analyst", "analyst", (number,), "Officer", None, "", "shown", True)
        log.add([look.line()], dt.datetime(2026, month, 10, tzinfo=LONDON))
    return log


def holding(folder: Path, text: str = MARK) -> set[str]:
    """The files under a folder that hold a text, in their bytes or in what is packed in them."""
    found = set()
    for file in (one for one in folder.rglob("*") if one.is_file()):
        data = file.read_bytes()
        if file.suffix == ".loads":
            data += b"".join(bytes(kept.rows) + json.dumps(kept.notes).encode() for kept in archive.loads_in(file))
        if text.encode() in data:
            found.add(file.relative_to(folder).parts[0] if "archive" not in str(file) else "archive")
    return found


def value(store: Store, start: dt.date) -> float | None:
    """Arrests of the force in a week."""
    found = figures(store, Ask(("arrests",), "force", ((start, start + dt.timedelta(days=6)),)))
    return None if found.value.isna()[0] else float(found.value[0])


def test_every_kind_of_entry_has_a_period_or_a_reason_to_stay() -> None:
    empty = Store.open(None)
    asked = [kind.what_would_go(empty, LATER, ()) for kind in kinds.kinds().values() if kind.what_would_go]
    going = {order.about for orders in asked for order in orders}
    assert {kind.name for kind in ENTRIES} == set(STAYS) | {one.name for one in ENTRIES if one.name in going}
    assert not set(STAYS) & going


def test_what_would_go_is_shown_by_kind_and_nothing_is_touched(unfiled: Store) -> None:
    found = purging.due(unfiled, LATER, LATE)
    assert {line.kind.name: line.rows for line in found.lines if line.is_due} == {
        "arrests": 3, "duties": 1, "officers": 1, "notes": 1, "actions": 1,
    }  # fmt: skip
    assert value(unfiled, MONDAY) == 3
    assert purging.due(unfiled, LATER, LATE).shown == found.shown
    assert not purging.due(
        unfiled, dt.date(2029, 6, 6), LATE
    ).is_due  # the week is not past its period until it is whole


@pytest.mark.file_engine  # the database's own file; what a shared store leaves: tests/test_shared.py
def test_after_a_purge_not_a_byte_is_left_in_any_file(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(store, path.parent / "backups" / "one")
    (path.parent / "own.duckdb.damaged-1").write_bytes(path.read_bytes())
    shown = configuration.Configuration(retention=Retention({"backups": 60}, (str(path.parent / "backups"),)))
    monkeypatch.setattr(configuration, "current", lambda: shown)
    assert holding(path.parent) == {"own.duckdb", "own.duckdb.ledger", "archive", "backups", "own.duckdb.damaged-1"}
    week = Ask(("arrests",), "officer", ((NEXT, NEXT + dt.timedelta(days=6)),))
    before = figures(store, week)
    done = purged(store)
    assert (done.rows, done.files, done.backups, done.faults) == (7, 1, 1, ())
    assert holding(path.parent) == set()
    assert value(store, MONDAY) is None
    assert figures(store, week).equals(before)
    assert verify(store).wrong == []
    assert not purging.due(store, LATER, LATE).is_due
    assert [note.words for note in notes(store)] == ["Kept"]


@pytest.mark.parametrize("how", ["rebuilt", "ledger gone"])
def test_it_is_gone_from_every_store_made_of_what_is_left(path: Path, how: str) -> None:
    store = Store.open(path)
    purged(store)
    store.close()
    if how == "ledger gone":
        StoreFiles(path).ledger.unlink()
    else:
        rebuild_store(StoreFiles(path))
    again = Store.open(path)
    assert holding(path.parent) == set()
    assert (value(again, MONDAY), value(again, NEXT)) == (None, 2)
    assert [row["what"] for row in entered(again, DISPOSED)] == ["rows", "rows", "list", "entries", "entries"]
    assert verify(again).wrong == []
    again.close()


def test_a_figure_of_days_that_went_reads_not_loaded_and_says_why(unfiled: Store) -> None:
    purged(unfiled)
    found = passport(unfiled, "arrests", MONDAY, SUNDAY, area=Area("beat", "A1"))
    assert (found.value, found.verdict) == (None, NOT_LOADED)
    assert "3 rows of Arrests of days to 10 June 2026 were deleted" not in found.deleted[0].words
    assert found.deleted[0].words.startswith("3 rows of Arrests of days to 7 June 2026 were deleted on ")
    assert deletions(unfiled, ["arrests"], NEXT, NEXT) == ()


@pytest.mark.parametrize(
    ("hold", "left", "kept"),
    [
        ({"scope": "person", "key": "0102"}, {"arrests": 1, "notes": 1, "actions": 1}, {"arrests": 1, "actions": 1}),
        ({"scope": "person", "key": "0777"}, {"arrests": 1, "officers": 1, "notes": 1}, {"arrests": 1, "officers": 1}),
        ({"scope": "reference", "key": "c00"}, {"arrests": 1, "notes": 1}, {"arrests": 1}),
        (
            {"scope": "days", "export": "arrests", "days": (MONDAY, SUNDAY)},
            {"arrests": 3, "officers": 1, "notes": 1},
            {"arrests": 3},
        ),
    ],
)  # fmt: skip
def test_a_purge_goes_around_a_hold_exactly(unfiled: Store, hold: dict, left: dict, kept: dict) -> None:  # type: ignore[type-arg]
    number = holds.hold(unfiled, reason="Misconduct hearing", by="inspector", at=LATE, **hold)
    found = purging.due(unfiled, LATER, LATE)
    assert {line.kind.name: line.kept[number] for line in found.lines if line.kept} == kept
    purged(unfiled)
    asked = {
        "arrests": f"arrests where day <= '{SUNDAY}'", "officers": "officers where collar_no = '0777'",
        "notes": "notes", "actions": "actions",
    }  # fmt: skip
    tables = {name: f"select count(*) from {of}" for name, of in asked.items()}
    counted = {name: unfiled.rows(text)[0][0] for name, text in tables.items()}
    assert {name: count for name, count in counted.items() if count} == left
    assert value(unfiled, MONDAY) == (3 if hold["scope"] == "days" else None)
    assert verify(unfiled).wrong == []


def test_a_hold_on_everything_keeps_everything_until_it_is_lifted(unfiled: Store) -> None:
    number = holds.hold(unfiled, "everything", "Inquiry", "a", LATE)
    assert not purging.due(unfiled, LATER, LATE).is_due
    with pytest.raises(ValueError, match="Nothing is past its period"):
        purging.propose(unfiled, LATER, "Schedule", "a", LATE)
    holds.lift(unfiled, number, "Inquiry closed", "a", LATE)
    assert purging.due(unfiled, LATER, LATE + dt.timedelta(minutes=1)).is_due


@pytest.mark.parametrize(("answered", "held"), [(2027, False), (2026, True)])
def test_a_challenge_and_its_answers_go_together_or_stay_together(unfiled: Store, answered: int, held: bool) -> None:
    """Neither an answer of a later year nor a hold on the person leaves half of it."""
    june = dt.datetime(2026, 6, 10, tzinfo=LONDON)
    number = challenge(unfiled, "arrests", "C00", ("C00",), "", "", "not mine", "0101", "Exampleby, I", june)
    answer(unfiled, number, "not upheld", "the custody record says so", "analyst", june.replace(year=answered), None)
    if held:
        holds.hold(unfiled, "person", "Complaint", "a", LATE, key="0101")
    purged(unfiled)
    assert [len(one.said) for one in challenges(unfiled)] == [1]
    if held:
        holds.lift(unfiled, 1, "Closed", "a", LATE)
    purged(unfiled, dt.date(2031, 6, 9))
    assert (challenges(unfiled), entered(unfiled, CHALLENGE_SAID)) == ((), [])


def test_a_hold_ends_on_its_last_day(unfiled: Store) -> None:
    holds.hold(unfiled, "everything", "Inquiry", "a", LATE, until=LATER)
    assert not purging.due(unfiled, LATER, LATE).is_due
    assert purging.due(unfiled, LATER, LATE + dt.timedelta(days=1)).is_due


def test_an_approval_is_for_exactly_what_was_shown(unfiled: Store) -> None:
    number = purging.propose(unfiled, LATER, "Schedule", "analyst", LATE)
    with pytest.raises(ValueError, match="second person"):
        purging.approve(unfiled, number, " Analyst ", LATE)
    holds.hold(unfiled, "person", "Complaint", "a", LATE, key="9999")
    with pytest.raises(ValueError, match="no longer what was proposed"):
        purging.approve(unfiled, number, "inspector", LATE + dt.timedelta(minutes=1))
    again = purging.propose(unfiled, LATER, "Schedule", "analyst", LATE + dt.timedelta(minutes=2))
    with unfiled.cursor() as cursor:
        cursor.execute(f"update arrests set result = 'Charged' where day <= '{SUNDAY}'")
    with pytest.raises(ValueError, match="no longer what was proposed"):
        purging.approve(unfiled, again, "inspector", LATE + dt.timedelta(minutes=3))
    assert value(unfiled, MONDAY) == 3


def test_a_proposal_is_approved_once(unfiled: Store) -> None:
    number = purging.propose(unfiled, LATER, "Schedule", "analyst", LATE)
    purging.approve(unfiled, number, "inspector", LATE)
    with pytest.raises(ValueError, match="approved already"):
        purging.approve(unfiled, number, "inspector", LATE)
    with pytest.raises(ValueError, match="no such proposal"):
        purging.approve(unfiled, 99, "inspector", LATE)


def test_numbers_of_entries_that_went_are_not_given_again(unfiled: Store) -> None:
    version = unfiled.entered
    last = max(row["entry_id"] for row in entered(unfiled, NOTE))
    store_all = purging.due(unfiled, dt.date(2035, 1, 1), dt.datetime(2035, 1, 1, tzinfo=LONDON))
    assert {line.kind.name: line.rows for line in store_all.lines if line.is_due}["notes"] == 2
    at = dt.datetime(2035, 1, 1, tzinfo=LONDON)
    purging.approve(unfiled, purging.propose(unfiled, at.date(), "Schedule", "a", at), "b", at)
    about = {"level": "officer", "key": "0101", "kind": "Context", "words": "New"}
    assert keep(unfiled, NOTE, [about], at, "a") == [last + 1]
    assert unfiled.entered > version  # what is remembered by it is asked anew


def test_an_older_version_of_a_row_does_not_come_back(tmp_path: Path) -> None:
    force = SmallForce(tmp_path / "own.duckdb")
    row = {"Custody Ref": "C1", "Arrested At": "2026-06-09 10:00", "Collar No": "0101"}
    force.load("Arrests", [row], days=(NEXT, NEXT + dt.timedelta(days=6)))
    force.load("Arrests", [{**row, "Arrested At": "2026-06-02 10:00"}], days=(MONDAY, SUNDAY))  # it was the week before
    assert (value(force.store, MONDAY), value(force.store, NEXT)) == (1, 0)
    purged(force.store)
    assert (value(force.store, MONDAY), value(force.store, NEXT)) == (None, 0)
    force.store.close()


def test_restoring_an_older_backup_applies_every_later_disposal(store: Store, path: Path, tmp_path: Path) -> None:
    back_up(store, tmp_path / "away" / "one")
    holds.hold(store, "reference", "Appeal", "a", LATE, key="C00")
    purged(store)
    backups.keep_told(store, tmp_path / "away")
    assert "away" in holding(tmp_path)
    left = sorted(store.rows("select custody_ref from arrests"))
    store.close()
    restore(tmp_path / "away" / "one", StoreFiles(path), replace=True)  # the store that is there tells
    restore(tmp_path / "away" / "one", StoreFiles(tmp_path / "new" / "own.duckdb"))  # a file beside the backup tells
    for there in (path, tmp_path / "new" / "own.duckdb"):
        again = Store.open(there)
        assert sorted(again.rows("select custody_ref from arrests")) == left == [("C00",), ("C10",), ("C11",)]
        assert [note.words for note in notes(again)] == ["Kept"]
        assert verify(again).wrong == []
        assert value(again, MONDAY) is None
        again.close()


@pytest.mark.parametrize("stopped", ["before", "between", "after"])
def test_a_backup_whose_making_anew_was_stopped_is_neither_lost_nor_left(
    store: Store, tmp_path: Path, stopped: str
) -> None:
    """Stopped before the old one made room, between that and the new one's move into its place, or before the old one went."""
    folder = tmp_path / "backups"
    back_up(store, folder / "one")
    purged(store)
    assert backups.clean(store, folder) == 1
    if stopped == "before":
        shutil.copytree(folder / "one", folder / f"one{backups.CLEANED}")
        (folder / f"one{backups.CLEANED}" / backups.MANIFEST).unlink()
    if stopped == "between":
        shutil.copytree(folder / "one", folder / f"one{backups.UNCLEANED}")
        (folder / "one").rename(folder / f"one{backups.CLEANED}")
    if stopped == "after":
        shutil.copytree(folder / "one", folder / f"one{backups.UNCLEANED}")
    assert backups.clean(store, folder) == 0
    assert [path.name for path in folder.iterdir()] == ["one"]
    loads = store.rows("select count(*) from loads")[0][0]
    assert restore(folder / "one", StoreFiles(tmp_path / "again" / "own.duckdb")) == loads


@pytest.mark.parametrize("stopped", ["ledger", "archive"])
def test_a_purge_that_was_stopped_is_finished_at_the_next_start(
    path: Path, monkeypatch: pytest.MonkeyPatch, stopped: str
) -> None:
    store = Store.open(path)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        if stopped == "ledger":
            patch.setattr("metrics.store.scrubbing.bury", stop)
        else:
            patch.setattr(shortening, "_shorten", stop)
        with pytest.raises(KeyboardInterrupt):
            purged(store)
    store.close()
    assert holding(path.parent)
    again = Store.open(path)
    assert holding(path.parent) == set()
    assert verify(again).wrong == []
    assert value(again, MONDAY) is None
    again.close()


@pytest.mark.file_engine
def test_where_there_is_no_room_for_a_new_file_the_old_one_stays(store: Store, path: Path) -> None:
    """A small file-size limit stands for a full disk: one that the few rows in a log would keep, and the file would not."""
    content, size = content_of(store), path.stat().st_size
    with store.cursor() as cursor:
        cursor.execute("set checkpoint_threshold = '16MB'")  # as a start and a load that others follow leave it
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2, before[1]))
    try:
        with pytest.raises(StoreUnavailableError, match="make room on its disk"):
            store.rewrite()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert content_of(store) == content
    assert not list(path.parent.glob("*.rewriting*"))
    store.rewrite()
    assert content_of(store) == content


def test_every_edit_of_a_ledger_with_emptied_lines_is_found(store: Store, path: Path) -> None:
    purged(store)
    file = StoreFiles(path).ledger
    assert sum(GONE in entry for entry in Ledger.read(file).entries) == 2
    assert Ledger.read(file).broken == []
    whole = file.read_bytes()
    lines = whole.splitlines(keepends=True)
    emptied = [place for place, line in enumerate(lines) if b'"gone":' in line and b'"kind":"disposed"' not in line]
    assert len(emptied) == 2
    edits = [whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in range(0, len(whole), 31)]
    for place in emptied:
        edits += [
            b"".join(lines[:place] + lines[place + 1 :]),
            b"".join([*lines[:place], lines[place], *lines[place:]]),
        ]
    note = next(place for place, line in enumerate(lines) if b'"note":' in line)
    entry = json.loads(lines[note])
    forged = {"kind": "note", "gone": entry["note"]["entry_id"], "previous": entry["previous"], "hash": entry["hash"]}
    edits.append(b"".join([*lines[:note], json.dumps(forged).encode() + b"\n", *lines[note + 1 :]]))
    missed = 0
    for edit in edits:
        file.write_bytes(edit)
        found = Ledger.read(file)
        missed += not found.broken and found.lines == len(lines)
    file.write_bytes(whole)
    assert missed == 0


def test_a_ledger_that_tells_again_what_was_disposed_of_is_found(store: Store, path: Path) -> None:
    before = StoreFiles(path).ledger.read_bytes().splitlines(keepends=True)
    purged(store)
    file = StoreFiles(path).ledger
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join([*before, *lines[len(before) :]]))
    assert any("still holds what was disposed of" in words for words in verify(store).wrong)


def test_periods_are_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = Configuration(retention=Retention(months={"arrests": 24}))
    monkeypatch.setattr(configuration, "current", lambda: chosen)
    assert (periods()["arrests"], periods()["duties"]) == (24, 36)
    monkeypatch.setattr(configuration, "current", lambda: Configuration(retention=Retention(months={"arests": 24})))
    with pytest.raises(ConfigurationError, match="no kind arests"):
        periods()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[retention.months]\narrests = 0", "above 0"),
        ("[retention]\nmonths = 3", "names, each"),
        ("[retention]\nx = 1", "no key x"),
    ],
)
def test_a_setting_that_cannot_be_used_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, words: str
) -> None:
    (tmp_path / "b.toml").write_text(text)
    monkeypatch.setenv(configuration.VARIABLE, str(tmp_path / "b.toml"))
    with pytest.raises(ConfigurationError, match=words):
        configuration.current()


def test_months_are_counted_back_to_the_same_day_or_the_last_of_the_month() -> None:
    day = dt.date(2028, 3, 31)
    assert [months_before(day, months) for months in (0, 1, 12, 13)] == [
        day, dt.date(2028, 2, 29), dt.date(2027, 3, 31), dt.date(2027, 2, 28),
    ]  # fmt: skip


def test_files_past_their_period_go(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "sent"
    folder.mkdir()
    (folder / "old.xlsx").write_text(MARK)
    chosen = Configuration(retention=Retention(sent_folders=(str(folder),)))
    monkeypatch.setattr(configuration, "current", lambda: chosen)
    assert purged(store).files == 1
    assert list(folder.iterdir()) == []
    assert [(row["kind"], row["rows"]) for row in entered(store, DISPOSED)][-1] == ("sent_files", 1)


@pytest.mark.parametrize(("held", "left"), [("", ["2026-07", "2029-06"]), ("0102", ["2026-05", "2026-07", "2029-06"])])
def test_months_of_the_look_up_log_go_from_the_front_up_to_what_is_held(
    store: Store, held: str, left: list[str]
) -> None:
    log = looked_at(store, {4: "0101", 5: "0102", 7: "0103"})
    if held:
        holds.hold(store, "person", "Complaint", "a", LATE, key=held)
    done = purged(store)
    assert (done.files, done.faults) == (4 - len(left), ())
    assert [part.stem for part in parts(log.folder)] == left
    proved = prove(log.folder)
    assert (proved.wrong, len(proved.noticed)) == ([], 1)
    assert "deleted under Schedule 4" in proved.noticed[0]


def test_a_backup_made_anew_has_what_is_kept_of_its_look_up_log(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        configuration, "current", lambda: Configuration(retention=Retention({"backups": 60}, (str(tmp_path),)))
    )
    looked_at(store, {4: "0101", 5: "0102"})
    back_up(store, tmp_path / "ended")
    log = looked_at(store, {7: "0103"})
    back_up(store, tmp_path / "goes on")
    looked_at(store, {8: "0102"})
    assert purged(store).backups == 2
    assert [part.stem for part in parts(log.folder)] == ["2026-07", "2026-08", "2029-06"]
    assert not StoreFiles(tmp_path / "ended" / backups.COPY).look_ups.exists(), "all of it is past its period"
    new = StoreFiles(tmp_path / "new" / "own.duckdb")
    restore(tmp_path / "goes on", new)
    assert [part.stem for part in parts(new.look_ups)] == ["2026-07", "2029-06"]
    assert (prove(new.look_ups).wrong, prove(new.look_ups).number) == ([], 4)


def test_what_lies_by_default_is_reached_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The drop folder's files and the server's own log need no second mention among the settings."""
    monkeypatch.setenv("BEATBOARD_HOME", str(tmp_path / "home"))
    chosen = Configuration(served=True, drop_folder=DropFolder(str(tmp_path / "drop")))
    monkeypatch.setattr(configuration, "current", lambda: chosen)
    old = [tmp_path / "drop" / "done" / "a.xlsx", tmp_path / "drop" / "refused" / "b.xlsx"]
    old += [tmp_path / "home" / "logs" / "technical.jsonl.1"]
    for file in [*old, tmp_path / "drop" / "waits.xlsx"]:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x")
    empty = Store.open(None)
    due = [kind.files_past(empty, LATER, ()) for kind in kinds.kinds().values() if kind.files_past]
    assert [found.path for files in due for found in files] == old


def test_the_workbook_shows_every_row_and_the_record_none(unfiled: Store) -> None:
    found = purging.due(unfiled, LATER, LATE, show=True)
    book = openpyxl.load_workbook(io.BytesIO(words.workbook(found)))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert sum(MARK in cell for cell in cells) == 3 + 1 + 2
    assert words.named(found, {"0101", "0102", "0103", "0777"}) == {"0101", "0102", "0777"}
    purged(unfiled)
    assert not any(MARK in str(cell) or "0777" in str(cell) for row in words.records(unfiled) for cell in row)
    book = openpyxl.load_workbook(io.BytesIO(words.records_workbook(unfiled, "analyst", LATE)))
    assert book["Disposal records"].max_row == 6


def test_the_file_of_all_that_is_held_says_what_was_deleted(unfiled: Store) -> None:
    purged(unfiled)
    assert {(row[0], row[2], *row[3:6]) for row in of_deletions(unfiled).rows} == {
        (what, rows, "Schedule 4", "analyst", "inspector")
        for what, rows in (
            ("Arrests", 3), ("Duties", 1), ("Officers", 1), ("Notes and closed flags", 1), ("Agreed actions", 1),
        )
    }  # fmt: skip


def test_a_list_that_was_replaced_goes_from_backups_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = Configuration(retention=Retention({"backups": 600}, (str(tmp_path / "backups"),)))
    monkeypatch.setattr(configuration, "current", lambda: chosen)
    force = SmallForce(tmp_path / "own.duckdb", lists=False)
    force.load("Beats", [{**beat, "Sector": "Gone since", "Beat Name": MARK} for beat in BEATS])
    force.load("Officers", [*OFFICERS, {**LEAVER, "End Date": ""}])
    force.load("Arrests", [], area=Area("sector", "Gone since"))
    back_up(force.store, tmp_path / "backups" / "one")
    force.load("Beats", BEATS, at=LATE, confirm=True)
    force.load("Officers", OFFICERS, at=LATE, confirm=True)
    in_tables: set[str] = (
        set() if shared_copies.wanted() else {"own.duckdb"}
    )  # a shared store's few rows are in PostgreSQL
    assert holding(tmp_path) == {"archive", "backups"} | in_tables
    assert purged(force.store, LATER).backups == 1
    assert holding(tmp_path) == set()
    assert not any(MARK in row[0] for row in force.store.rows("select surname from officers"))
    assert verify(force.store).wrong == []
    force.store.close()
    restore(tmp_path / "backups" / "one", StoreFiles(tmp_path / "new" / "own.duckdb"))
    again = Store.open(tmp_path / "new" / "own.duckdb")
    assert again.rows("select count(*) from officers") == again.rows("select count(*) from beats") == [(0,)]
    assert verify(again).wrong == []
    again.close()


USED_ELSEWHERE = {
    ("officers", "email"): "sign-in maps the name of the account to the officer ([access] claim)",
}
"""Personal columns that no figure or page reads, and what needs them."""


def test_every_personal_column_that_is_stored_is_read_by_something() -> None:
    metrics = Path(__file__).parents[1] / "metrics"
    skipped = {"exports", "intake", "retention"}
    texts = [
        file.read_text("utf-8")
        for file in [*metrics.rglob("*.sql"), *metrics.rglob("*.py")]
        if file.relative_to(metrics).parts[0] not in skipped
    ]
    unread = []
    for export in catalogue.exports().values():
        for column in (one for one in export.stored_columns if one.personal):
            is_read = any(re.search(rf"\b{column.name}\b", text) for text in texts)
            credits_somebody = column.heading == export.also  # read as named_collars
            if not (is_read or credits_somebody) and (export.id, column.name) not in USED_ELSEWHERE:
                unread.append(f"{export.id}.{column.name}")
    assert unread == [], "declare them stored='dropped': no figure or page needs them"


def test_the_command_shows_proposes_and_approves(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    day = ["--store", str(path), "--by", "analyst"]
    assert main(["purge", *day, "--day", "2099-01-01"]) == 2
    assert "lies in the future" in capsys.readouterr().err
    assert main(["purge", *day]) == 0
    assert "Nothing is past its period." in capsys.readouterr().out
    assert main(["purge", *day, "--approve", "7"]) == 2
    assert "no such proposal" in capsys.readouterr().err
    assert main(["purge", *day, "--finish"]) == 0
    assert "0 backups were made anew" in capsys.readouterr().out


def test_the_document_is_current() -> None:
    assert KEPT.read_text("utf-8") == document()
