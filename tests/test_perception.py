"""The coded consultation: whole, in four words, without a person in it, and the same as the coding it was taken from."""

from __future__ import annotations

import csv
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from metrics.perception.assigned import Beat, here, names
from metrics.perception.coding import COUNTY_MEAN, EVERYBODY, HERE, OURS, THEMES, CodingError, coding, read
from tests.signals.reference import SHARED

TEXT = SHARED / "seeds" / "perception_consultation_2023_24.txt"
GROUPS, EVIDENCE = SHARED / "data" / "perception_groups.csv", SHARED / "data" / "perception_evidence.csv"
with_shared = pytest.mark.skipif(not EVIDENCE.exists(), reason="the coding and the text of ../shared are not here")
CORRECTED = {("8.2", "rural_crime"): "concern"}
"""What we left out of the coding, and what it said: one account in the part on the fire service, of how that responded."""


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_there_are_22_groups_187_people_and_means_for_three_of_them() -> None:
    groups = coding().groups
    assert len(groups) == len({group.section for group in groups}) == 22
    assert sum(group.people for group in groups) == EVERYBODY
    assert {group.section: group.mean for group in groups if group.mean is not None} == {"4.1": 6, "4.2": 4, "7.1": 4}
    assert COUNTY_MEAN == 5
    assert len({group.area for group in groups}) == 7 and len({group.sector for group in groups}) == 8


def test_every_theme_is_spoken_of_and_a_silent_one_has_no_row() -> None:
    assert len(THEMES) == 25
    assert {theme for _, theme in coding().cells} == set(THEMES) | set(OURS)
    values = Counter(coding().value(group.section, theme) for group in coding().groups for theme in THEMES)
    assert set(values) == {"concern", "mixed", "positive", "silent"}
    assert values["silent"] == 22 * 25 - 345


def test_no_file_quotes_anybody_and_one_voice_has_neither_note_nor_line() -> None:
    for path in HERE.glob("*.csv"):
        rows = rows_of(path)
        for row in rows:
            for field, words in row.items():
                assert not re.search(r"[\"“”‘«»]", words), (path.name, field, words)
                assert field in ("venue", "lines", "note") or len(words) < 120
            assert row.get("basis") != "one" or not (row["note"] or row["lines"])
    alone = [cell for cell in coding().cells.values() if cell.is_one_voice]
    assert len(alone) == 46 + 8
    assert sum(theme in OURS for _, theme in coding().cells) == 36


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("themes.csv", "4.1,safety_day,concern,group,,334 338", "4.1,safety_day,bad,group,,334", "knows no value bad"),
        ("themes.csv", "4.1,safety_day,concern", "4.1,safety_day,silent", "a silent theme has no row"),
        ("themes.csv", "4.1,safety_day,concern", "4.9,safety_day,concern", "is of no group"),
        ("themes.csv", "4.1,safety_day,concern", "4.1,safety_night,concern", "is there twice"),
        ("themes.csv", "4.1,vehicle_crime,concern,one,,", "4.1,vehicle_crime,concern,one,x,", "one voice"),
        ("themes.csv", "Mostly in cars", "Told by his wife", "tells of a person"),
        ("themes.csv", "Mostly in cars", "Mostly at the gypsies", "names a group"),
        ("groups.csv", "mean,6,mean 6 of 10", "mean,,mean 6 of 10", "has a mean exactly where"),
        ("groups.csv", "chart,,values not", "guess,,values not", "knows no confidence guess"),
    ],
)  # fmt: skip
def test_a_row_that_says_what_it_may_not_is_refused(tmp_path: Path, file: str, old: str, new: str, words: str) -> None:
    for path in HERE.glob("*.csv"):
        shutil.copy(path, tmp_path)
    text = (tmp_path / file).read_text("utf-8")
    assert old in text
    (tmp_path / file).write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(CodingError, match=words):
        read(tmp_path)


@with_shared
def test_it_is_the_shared_coding_but_for_the_corrections_that_are_listed() -> None:
    theirs = {(row["section"], row["theme"]): row for row in rows_of(EVIDENCE)}
    ours = {key: cell for key, cell in coding().cells.items() if key[1] in THEMES}
    assert {key: row["value"] for key, row in theirs.items() if key not in ours} == CORRECTED
    for key, cell in ours.items():
        assert (cell.value, cell.basis) == (theirs[key]["value"], theirs[key]["basis"])
        lines = tuple(int(line) for line in theirs[key]["source_lines"].split())
        assert cell.lines == (() if cell.is_one_voice else lines)
    groups = {row["section"]: row for row in rows_of(GROUPS)}
    for group in coding().groups:
        row = groups.pop(group.section)
        assert (group.sector, group.day.isoformat(), group.people) == (
            row["sector"],
            row["date"],
            int(row["participants"]),
        )
        assert str(group.mean or "") == row["confidence_score"]
    assert not groups


@with_shared
def test_the_text_states_the_people_the_means_and_the_countys_score_where_we_say() -> None:
    lines = ["", *TEXT.read_text("utf-8").split("\n")]
    held = [number for number, line in enumerate(lines) if line.startswith("The group was held")]
    words = {"seven": 7, "eight": 8, "nine": 9, "ten": 10}
    for number, group in zip(held, coding().groups, strict=True):
        (said,) = re.findall(r"total of (\w+)", lines[number])
        profile = 0
        while re.match(r"(Female|Male|Gender)\t", lines[number + 2 + profile]):
            profile += 1
        assert words[said] == profile - 1 == group.people
        assert str(group.day.day) in lines[number] or group.day_note
        if group.mean is not None:
            stated = re.findall(r"(\d+)(?:/10| out of 10)", lines[group.confidence_line or 0])
            assert stated[0] == str(group.mean)
    for number in (61, 149):
        assert f"average score {'was' if number == 149 else 'of'} {COUNTY_MEAN}/10" in lines[number]
    assert f"n={EVERYBODY}" in lines[263]


@with_shared
def test_no_note_of_ours_has_six_words_of_the_report_after_each_other() -> None:
    theirs = six_words(TEXT.read_text("utf-8"))
    notes = [cell.note for cell in coding().cells.values()]
    for group in coding().groups:
        notes += [group.confidence, group.confidence_note, group.assignment_note, group.day_note]
    assert sum(bool(six_words(note)) for note in notes) > 20, "enough notes are long enough to be caught"
    assert not [note for note in notes if six_words(note) & theirs]


def six_words(text: str) -> set[tuple[str, ...]]:
    """Every run of six words."""
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[place : place + 6]) for place in range(len(words) - 5)}


BEATS = [Beat("A1", "Desborough", "Kettering"), Beat("A2", "Ise", "Kettering"), Beat("B1", "Oakley", "Corby")]


def test_a_group_stands_beside_a_beat_whose_name_holds_a_place_of_it_in_its_own_sector() -> None:
    by_section = {group.section: group for group in coding().groups}
    assert names(by_section["5.3"], BEATS[0]) and not names(by_section["5.3"], BEATS[1])
    assert names(by_section["6.2"], BEATS[2])
    assert not names(by_section["6.2"], Beat("X", "Oakley", "Daventry"))
    assert not names(by_section["9.3"], Beat("X", "Crickdale", "Daventry")), "a place is a whole word"


def test_a_view_of_a_beat_has_the_groups_that_name_it_else_those_of_its_sector() -> None:
    listed = ["Corby", "Kettering"]

    def shown(beats: list[Beat], narrow: bool = True) -> tuple[list[str], bool]:
        found = here(coding().groups, ["Kettering"], listed, beats, narrow)
        return [group.section for group in found.own], found.widened

    assert shown(BEATS[:1]) == (["5.3"], False)
    assert shown(BEATS[1:2]) == (["5.1", "5.2", "5.3"], True)
    assert shown(BEATS[:2], narrow=False) == (["5.1", "5.2", "5.3"], False)


def test_a_group_whose_sector_is_not_in_the_list_is_set_apart() -> None:
    found = here(coding().groups, ["Corby"], ["Corby", "Kettering"], [], False)
    assert [group.section for group in found.own] == ["6.1", "6.2", "6.3"]
    assert len(found.unlisted) == 16
