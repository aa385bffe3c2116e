"""The look-up log: no edit of it goes unseen, a kill costs nothing that was shown, and where it cannot be written nothing is
shown."""

from __future__ import annotations

import datetime as dt
import resource
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metrics import __main__ as command
from metrics.access import anchors, log_retention
from metrics.access.look_checks import Anchor, prove
from metrics.access.looked import Looked
from metrics.access.lookups import CannotLogError, Look, LookUpLog, lines_of, log_of, parts
from metrics.access.unusual_looks import unusual
from metrics.people import Stint
from metrics.store import chain
from metrics.terms import LONDON
from tests.small_force import SmallForce

MOMENT = dt.datetime(2026, 5, 30, 12, tzinfo=dt.UTC)


def look(number: int, **other: Any) -> dict[str, Any]:
    """A look by somebody invented."""
    values: dict[str, Any] = {
        "who": "0901@force.example", "shown": "Dummerly", "own": "0901", "access": "sergeant", "role": "area",
        "whom": ("0101", "0102"), "what": f"Team {number}", "days": (dt.date(2026, 6, 1), dt.date(2026, 6, 7)),
        "why": "They asked me to: “wörds”", "outcome": "shown", "opened": False,
    }  # fmt: skip
    return Look(**(values | other)).line()


def written(folder: Path, lines: int = 6, step: dt.timedelta = dt.timedelta(days=1)) -> list[Anchor]:
    """A log of some lines, one a day from the end of May, and the anchors of its first half and of its end."""
    log, found = LookUpLog(folder), []
    for number in range(lines):
        log.add([look(number)], MOMENT + number * step)
        if number in (lines // 2, lines - 1):
            found.append(Anchor(log.number, log.last, "the test"))
    return found


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Anchor]]:
    """A sound log over two months, not to be changed."""
    folder = tmp_path_factory.mktemp("log") / "s.lookups"
    return folder, written(folder)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where copies are made and changed."""
    return tmp_path_factory.mktemp("bench")


def copied(sound: Path, bench: Path) -> Path:
    folder = bench / "s.lookups"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(sound, folder)
    return folder


def test_a_sound_log_is_proved(sound: tuple[Path, list[Anchor]]) -> None:
    folder, kept = sound
    found = prove(folder, kept)
    assert (found.wrong, found.lines, found.number, len(parts(folder))) == ([], 6, 6, 2)
    assert [line["n"] for part in parts(folder) for line in lines_of(part)] == [1, 2, 3, 4, 5, 6]


def test_every_single_byte_changed_is_found_with_its_line(sound: tuple[Path, list[Anchor]], bench: Path) -> None:
    folder = copied(sound[0], bench)
    for part in parts(folder):
        data = part.read_bytes()
        for place in range(0, len(data), 11):
            other = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
            part.write_bytes(other)
            wrong = prove(folder, sound[1]).wrong
            line = data[:place].count(b"\n") + 1
            assert any(f"Line {line:,} of {part.name}" in words for words in wrong), (part.name, place)
        part.write_bytes(data)


EDITS: dict[str, Callable[[list[bytes], int, int], list[bytes]]] = {
    "delete": lambda lines, at, _: lines[:at] + lines[at + 1 :],
    "repeat": lambda lines, at, to: [*lines[:to], lines[at], *lines[to:]],
    "swap": lambda lines, at, to: [lines[{at: to, to: at}.get(place, place)] for place in range(len(lines))],
    "cut": lambda lines, at, _: lines[:at],
    "blank line": lambda lines, at, _: [*lines[:at], b"\n", *lines[at:]],
}


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(EDITS)), st.integers(0, 4), st.integers(0, 4))
def test_deleting_repeating_swapping_and_cutting_lines_is_found(
    sound: tuple[Path, list[Anchor]], bench: Path, kind: str, at: int, to: int
) -> None:
    folder = copied(sound[0], bench)
    part = parts(folder)[1]
    lines = part.read_bytes().splitlines(keepends=True)
    changed = EDITS[kind](lines, at % len(lines), to % len(lines))
    part.write_bytes(b"".join(changed))
    assert bool(prove(folder, sound[1]).wrong) == (changed != lines)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10_000), st.integers(0, 255), st.booleans())
def test_a_byte_put_in_or_taken_out_anywhere_is_found(
    sound: tuple[Path, list[Anchor]], bench: Path, place: int, byte: int, takes_out: bool
) -> None:
    folder = copied(sound[0], bench)
    part = parts(folder)[1]
    data = part.read_bytes()
    place %= len(data)
    part.write_bytes(data[:place] + (b"" if takes_out else bytes([byte])) + data[place + takes_out :])
    assert prove(folder, sound[1]).wrong


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(1, 10_000))
def test_any_cut_of_the_end_is_found_against_an_anchor(
    sound: tuple[Path, list[Anchor]], bench: Path, bytes_: int
) -> None:
    folder = copied(sound[0], bench)
    part = parts(folder)[1]
    data = part.read_bytes()
    part.write_bytes(data[: max(0, len(data) - bytes_)])
    assert prove(folder, sound[1]).wrong


def test_a_log_written_anew_from_a_line_on_is_found_against_an_anchor(
    sound: tuple[Path, list[Anchor]], bench: Path
) -> None:
    folder = copied(sound[0], bench)
    part = parts(folder)[1]
    previous, new = "", []
    for number, line in enumerate(lines_of(part)):
        bare = {name: value for name, value in line.items() if name not in ("previous", "hash")}
        whole = chain.chained(bare | ({"whom": ["0103"]} if number == 1 else {}), previous or line["previous"])
        previous = whole["hash"]
        new.append(chain.text(whole) + "\n")
    part.write_text("".join(new), encoding="utf-8")
    assert prove(folder).wrong == [], "alone the chain cannot tell"
    assert prove(folder, sound[1]).wrong


def test_a_file_of_a_month_that_is_gone_is_found(sound: tuple[Path, list[Anchor]], bench: Path) -> None:
    for place in (0, 1):
        folder = copied(sound[0], bench)
        parts(folder)[place].unlink()
        assert prove(folder, sound[1]).wrong


def test_a_kill_in_the_middle_of_a_write_loses_nothing_that_was_shown_and_is_mended(
    sound: tuple[Path, list[Anchor]], bench: Path
) -> None:
    last = chain.text(chain.chained({"n": 7, "at": "", **look(7)}, sound[1][-1].hash)).encode() + b"\n"
    for left in range(1, len(last), 97):
        folder = copied(sound[0], bench)
        with parts(folder)[-1].open("ab") as file:
            file.write(last[:left])
        assert "half a line" in prove(folder, sound[1]).wrong[0]
        log = LookUpLog(folder)
        log.add([look(8)], MOMENT + dt.timedelta(days=60))
        found = prove(folder, sound[1])
        assert (found.wrong, found.number, len(found.noticed)) == ([], 8, 1)


def test_where_it_cannot_be_written_it_says_so_and_goes_on_when_it_can(tmp_path: Path) -> None:
    folder = tmp_path / "s.lookups"
    log = LookUpLog(folder)
    folder.write_text("in the way")
    with pytest.raises(CannotLogError, match="Nothing about people can be shown"):
        log.add([look(1)], MOMENT)
    folder.unlink()
    log.add([look(1)], MOMENT)
    assert (prove(folder).wrong, log.number) == ([], 1)


def test_a_log_that_is_cut_or_gone_under_a_running_server_is_not_written_on(tmp_path: Path) -> None:
    folder = tmp_path / "s.lookups"
    log = LookUpLog(folder)
    log.add([look(1), look(2)], MOMENT)
    part = parts(folder)[0]
    data = part.read_bytes()
    part.write_bytes(data[:100])
    with pytest.raises(CannotLogError, match="it was cut"):
        log.add([look(3)], MOMENT)
    part.unlink()
    with pytest.raises(CannotLogError, match="have gone"):
        log.add([look(3)], MOMENT)
    part.write_bytes(data[:-50] + b"x" * 49 + b"\n")
    with pytest.raises(CannotLogError, match="last line is not what was written"):
        LookUpLog(folder).add([look(3)], MOMENT)


def test_a_full_disk_is_said_and_leaves_no_half_line(tmp_path: Path) -> None:
    """A small file-size limit stands for it, as in tests/assurance/store.py."""
    folder = tmp_path / "s.lookups"
    log = LookUpLog(folder)
    log.add([look(1)], MOMENT)
    size, before = parts(folder)[0].stat().st_size, resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 200, before[1]))
    try:
        with pytest.raises(CannotLogError, match="because the look-up log cannot be written"):
            log.add([look(2)], MOMENT)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert parts(folder)[0].stat().st_size == size
    log.add([look(3)], MOMENT)
    assert (prove(folder).wrong, log.number) == ([], 2)


def test_many_threads_and_two_servers_make_one_chain(tmp_path: Path) -> None:
    servers = [LookUpLog(tmp_path / "s.lookups") for _ in range(2)]

    def many(log: LookUpLog, whose: int) -> None:
        for number in range(10):
            log.add([look(number, who=f"{whose}@force.example")], MOMENT)

    running = [threading.Thread(target=many, args=(servers[whose % 2], whose)) for whose in range(8)]
    for thread in running:
        thread.start()
    seen = [servers[0].seen() for _ in range(200)]
    for thread in running:
        thread.join()
    found = prove(tmp_path / "s.lookups", [Anchor(*end, "a look meanwhile") for end in seen if end[0]])
    assert (found.wrong, found.lines) == ([], 80)
    assert {log.seen()[0] for log in servers} == {80}


def test_a_load_keeps_in_the_store_how_far_the_log_goes_and_verify_finds_its_end_cut(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small = SmallForce(tmp_path / "s.duckdb")
    log_of.cache_clear()
    log = log_of(tmp_path / "s.duckdb")
    log.add([look(1), look(2)], MOMENT)
    small.load("Arrests", [])
    assert [one.number for one in anchors.in_store(small.store)] == [2]
    small.load("Arrests", [{"Custody Ref": "C1", "Arrested At": "2026-06-02 10:00", "Collar No": "0101"}])
    assert [one.number for one in anchors.in_store(small.store)] == [2], "nothing was added since"
    small.store.close()
    verify = ["verify", "--store", str(tmp_path / "s.duckdb")]
    assert command.main(verify) == 0
    assert "2 lines of the look-up log" in capsys.readouterr().out
    part = parts(log.folder)[0]
    part.write_bytes(part.read_bytes().splitlines(keepends=True)[0])
    assert command.main(verify) == 1
    assert "ends at line no. 1, but the store on 08.06.2026" in capsys.readouterr().out
    shutil.rmtree(log.folder)
    assert command.main(verify) == 1
    log_of.cache_clear()


def test_an_anchor_goes_to_the_file_and_the_command_of_the_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "c.toml").write_text(
        f'[look_ups]\nanchor_file = "{tmp_path}/anchors.txt"\nanchor_command = "sh -c \'echo $0 >> {tmp_path}/told.txt\'"\n'
    )
    monkeypatch.setenv("BEATBOARD_CONFIG", str(tmp_path / "c.toml"))
    small = SmallForce(tmp_path / "s.duckdb", lists=False)
    log_of.cache_clear()
    log = log_of(tmp_path / "s.duckdb")
    log.add([look(1)], MOMENT)
    assert anchors.anchored(small.store, MOMENT)
    assert (tmp_path / "told.txt").read_text() == (tmp_path / "anchors.txt").read_text()
    [kept] = anchors.in_file()
    assert (kept.number, kept.hash) == (1, log.last)
    found, outside = anchors.proved(small.store)
    assert (found.wrong, outside) == ([], 1)
    (tmp_path / "anchors.txt").unlink()
    [wrong] = anchors.proved(small.store)[0].wrong
    assert wrong.startswith(f"The anchor file {tmp_path}/anchors.txt cannot be read")
    (tmp_path / "anchors.txt").mkdir()
    log.add([look(2)], MOMENT)
    assert not anchors.anchored(small.store, MOMENT)
    assert "could not be kept outside it" in caplog.text
    small.store.close()
    log_of.cache_clear()


def test_retention_lets_whole_months_go_and_the_rest_is_still_proved(tmp_path: Path) -> None:
    folder = tmp_path / "s.lookups"
    kept = written(folder, 12, dt.timedelta(days=20))
    log, now = LookUpLog(folder), MOMENT + dt.timedelta(days=240)
    with pytest.raises(CannotLogError, match="two people"):
        log_retention.delete(log, dt.date(2026, 9, 1), "Two years", ("A. Clerk", "a. clerk"), now)
    going = log_retention.going(folder, dt.date(2026, 9, 1))
    assert going is not None
    assert log_retention.delete(log, dt.date(2026, 9, 1), "Two years", ("A. Clerk", "B. Witness"), now) == going
    assert next(part.stem for part in parts(folder)) == "2026-09"
    found = prove(folder, kept)
    assert (found.wrong, len(found.noticed)) == ([], 1)
    assert f"{going.lines:,} lines to {going.until} were deleted under Two years" in found.noticed[0]
    log.add([look(99)], now)
    assert prove(folder, kept).wrong == []
    assert log_retention.going(folder, dt.date(2026, 9, 1)) is None
    parts(folder)[0].unlink()
    assert "no deletion under retention says so" in prove(folder, kept).wrong[0]


def looked(who: str, whom: str, day: int, hour: int = 11, **other: Any) -> Looked:
    """One officer opened on a day of June."""
    values: dict[str, Any] = {
        "number": 1, "at": dt.datetime(2026, 6, day, hour, tzinfo=LONDON), "who": who, "name": who, "own": who,
        "access": "inspector", "role": "area", "whom": (whom,), "what": "Officer", "days": None, "why": "x", "outcome": "shown",
        "opened": True,
    }  # fmt: skip
    return Looked(**(values | other))


USUAL = [looked(who, f"{n}", 1 + n) for who in ("a", "b", "c", "d") for n in range(3)]


def kinds(looks: list[Looked], postings: tuple[Stint, ...] = ()) -> set[tuple[str, str]]:
    return {(one.kind, one.who) for one in unusual(looks, postings)}


def test_what_is_usual_is_not_worth_asking() -> None:
    assert kinds(USUAL) == set()
    assert kinds([]) == set()


def test_each_rule_finds_what_it_is_for_and_nobody_else() -> None:
    assert kinds([*USUAL, *(looked("e", f"{n}", 1 + n) for n in range(20))]) == {("Many officers", "e")}
    assert kinds([*USUAL, *(looked("e", "9", 1, outcome="refused") for _ in range(5))]) == {("Refused", "e")}
    assert kinds([*USUAL, *(looked("a", f"{n}", 9, 23) for n in range(7))]) == {("At night", "a")}
    assert kinds([*USUAL, *(looked("a", "9", 10 + n) for n in range(5))]) == {("Again and again", "a")}
    assert kinds([*USUAL, *(looked("a", "9", 10 + n, role="line supervisor") for n in range(5))]) == set()
    assert kinds([*USUAL, *(looked("e", "e", 1 + n, role="own record") for n in range(20))]) == set()


def test_looks_after_leaving_a_team_count_from_a_fortnight_after() -> None:
    def posted(supervisor: str, end: dt.date) -> Stint:
        return Stint(
            "9", dt.date(2026, 1, 1), end, "PC", "beat:A1", "Exampleby", "Inventa", supervisor, 1.0, False, False
        )

    looks = [*USUAL, *(looked("a", "9", 20 + n) for n in range(3))]
    assert kinds(looks, (posted("a", dt.date(2026, 6, 1)),)) == {("After leaving", "a")}
    for last in (dt.date.max, dt.date.max - dt.timedelta(days=1)):
        assert not kinds(looks, (posted("a", last),)), "a posting that has no end"
    assert kinds(looks, (posted("a", dt.date(2026, 6, 15)),)) == set()
    assert kinds(looks, (posted("b", dt.date(2026, 6, 1)),)) == set()


def test_the_command_line_logs_whom_it_prints_and_prints_nobody_without_the_log(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small = SmallForce(tmp_path / "s.duckdb")
    small.load("Arrests", [{"Custody Ref": "C1", "Arrested At": "2026-06-02 10:00", "Collar No": "0101"}])
    small.store.close()
    log_of.cache_clear()
    asked = [
        "figures",
        "--kpi",
        "arrests",
        "--store",
        str(tmp_path / "s.duckdb"),
        "--from",
        "2026-06-01",
        "--to",
        "2026-06-07",
    ]
    assert command.main([*asked, "--by", "sector"]) == 0
    folder = log_of(tmp_path / "s.duckdb").folder
    assert not parts(folder), "areas name nobody"
    assert command.main([*asked, "--by", "officer"]) == 0
    [line] = [line for part in parts(folder) for line in lines_of(part)]
    assert ("0101" in line["whom"], line["what"], line["role"]) == (True, "Command line: figures of arrests", "analyst")
    capsys.readouterr()
    shutil.rmtree(folder)
    log_of.cache_clear()
    folder.write_text("in the way")
    assert command.main([*asked, "--by", "officer"]) == 3
    printed = capsys.readouterr()
    assert (printed.out, "the look-up log cannot be written" in printed.err) == ("", True)
    log_of.cache_clear()
