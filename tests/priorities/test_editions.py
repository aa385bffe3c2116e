"""Editions of the plan: what Beatboard starts with agrees with the source, and what people edit is what is kept."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from metrics import catalogue
from metrics.loading import now
from metrics.priorities.edition import OWNERS, Commitment, Edition, Priority, Tie, as_text, faults, from_text
from metrics.priorities.editions import editions, first_of, keep_edition
from metrics.priorities.spreadsheet import COMMITMENTS, MAP, PRIORITIES, edition_workbook, read_edition
from metrics.priorities.starting_editions import PLAN_2021
from tests.small_force import SmallForce

SEED = Path(__file__).parents[3] / "shared" / "seeds" / "police_fire_and_crime_plan_2021_26.txt"
SMALL = Edition(
    "Own plan", "2027", "current", "ours", (Priority("safe", "Safe"), Priority("just", "Just")),
    (
        Commitment("S1", "safe", "Fewer thefts", "Police", False),
        Commitment("J1", "just", "Swift", "Working together", True, "why"),
    ),
    (Tie("safe", "KPI", "arrests", ("S1",), "because"), Tie("safe", "Words", "theft", (), "named")),
)  # fmt: skip


def source() -> dict[str, list[str]]:
    """By title of a priority its bullets in the source, the section being where "My vision" and the contents are over."""
    lines = SEED.read_text("utf-8").splitlines()
    titles = [one.title for one in PLAN_2021.priorities]
    found: dict[str, list[str]] = {}
    section = ""
    for line in lines[lines.index("My priorities") if "My priorities" in lines else 0 :]:
        plain = line.strip().lstrip("# ").strip()
        if plain in titles and not line.startswith("- "):
            section = plain
        elif plain == "Resources" and section:
            section = ""
        elif section and line.startswith("- "):
            found.setdefault(section, []).append(plain.removeprefix("- "))
    return found


@pytest.mark.skipif(not SEED.exists(), reason="the seeds of ../shared are not here")
def test_every_commitment_of_the_source_is_there_once_and_none_is_its_sentence() -> None:
    bullets = source()
    assert list(bullets) == [one.title for one in PLAN_2021.priorities]
    counts = {one.title: sum(each.priority == one.id for each in PLAN_2021.commitments) for one in PLAN_2021.priorities}
    justice = "Effective justice"  # its one bullet of Fire and Rescue stands behind another sign in our text
    assert {title: len(found) + (title == justice) for title, found in bullets.items()} == counts
    assert sum(counts.values()) == 49
    theirs = six_words(SEED.read_text("utf-8"))
    assert not [one.id for one in PLAN_2021.commitments if six_words(one.words) & theirs]


def six_words(text: str) -> set[tuple[str, ...]]:
    """Every run of six words."""
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[place : place + 6]) for place in range(len(words) - 5)}


def test_the_starting_edition_is_whole_says_what_is_a_guess_and_is_not_called_current() -> None:
    assert faults(PLAN_2021) == []
    assert PLAN_2021.status == "not verified" and "later edition may stand" in PLAN_2021.note
    assert len(PLAN_2021.priorities) == 5
    assert {one.owner for one in PLAN_2021.commitments} == set(OWNERS)
    assert all(one.reason for one in PLAN_2021.commitments), "whether guessed or not, it says why"
    whole = {kpi.id for kpi in catalogue.whole_kpis()}
    assert whole - PLAN_2021.tied_kpis == {"stop_searches", "positive_stop_searches"}
    assert not [tie for tie in PLAN_2021.ties if tie.priority in ("justice", "modern")]
    fire = [one for one in PLAN_2021.commitments if not one.is_ours]
    assert len(fire) == 12 and not any(PLAN_2021.ties_of(one) for one in fire)


@pytest.mark.parametrize("held", [PLAN_2021, SMALL], ids=lambda held: held.key)
def test_an_edition_comes_back_from_its_text_and_from_its_spreadsheet_as_it_was(held: Edition) -> None:
    assert from_text(as_text(held)) == held
    assert read_edition("plan.xlsx", edition_workbook(held)) == held


def test_a_kept_edition_stands_beside_the_first_and_a_current_one_opens_the_page(force: SmallForce) -> None:
    before = now()
    assert first_of(editions(force.store)).held == PLAN_2021, "nothing is current: the page opens with what there is"
    keep_edition(force.store, replace(PLAN_2021, status="superseded"), "analyst", now())
    keep_edition(force.store, SMALL, "analyst", now())
    known = editions(force.store)
    assert [(one.held.key, one.number, one.held.status) for one in known] == [
        (PLAN_2021.key, 2, "superseded"), (SMALL.key, 1, "current"),
    ]  # fmt: skip
    assert first_of(known).held == SMALL
    assert first_of(known, PLAN_2021.key).held.key == PLAN_2021.key
    assert first_of(known, "no such edition").held == SMALL
    assert [one.held for one in editions(force.store, before)] == [PLAN_2021]
    superseded = [replace(one, held=replace(one.held, status="superseded")) for one in known]
    assert first_of(superseded) == superseded[0]


WRONG = [
    (replace(SMALL, name=""), "a name and an edition"),
    (replace(SMALL, status="valid"), "is no status"),  # type: ignore[arg-type]
    (replace(SMALL, priorities=()), "no priority"),
    (replace(SMALL, priorities=SMALL.priorities * 2), "The priority safe stands twice"),
    (replace(SMALL, commitments=SMALL.commitments * 2), "The commitment S1 stands twice"),
    (replace(SMALL, commitments=(Commitment("X", "none", "x", "Police", True),)), "there is no priority none"),
    (replace(SMALL, commitments=(Commitment("X", "safe", "x", "Fire", True),)), "is no owner"),  # type: ignore[arg-type]
    (replace(SMALL, ties=(Tie("safe", "KPI", "arests", (), "w"),)), "no KPI called arests"),
    (replace(SMALL, ties=(Tie("safe", "KPI", "arrests", ("J1",), "w"),)), "the priority safe has no commitment J1"),
    (replace(SMALL, ties=(Tie("none", "KPI", "arrests", (), "w"),)), "no priority none"),
    (replace(SMALL, ties=(Tie("safe", "KPI", "arrests", (), ""),)), "say why"),
    (replace(SMALL, ties=(Tie("safe", "Words", "x" * 2001, (), "w"),)), "Write less"),
]


@pytest.mark.parametrize(("held", "words"), WRONG, ids=[words for _, words in WRONG])
def test_what_is_wrong_with_an_edition_is_said_in_one_sentence(held: Edition, words: str) -> None:
    assert [fault for fault in faults(held) if words in fault]
    assert all(fault.endswith(".") for fault in faults(held))


def edited(sheet: str, heads: tuple[str, ...], row: int = 2, **cells: object) -> bytes:
    """The small edition's spreadsheet with cells of one row changed."""
    book = openpyxl.load_workbook(io.BytesIO(edition_workbook(SMALL)))
    for head, value in cells.items():
        book[sheet].cell(row, heads.index(head.replace("_", " ")) + 1).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("sheet", "heads", "row", "cells", "words"),
    [
        ("Priorities", PRIORITIES, 3, {"Status": "superseded"}, "Sheet Priorities: Row 3: Status is not the same"),
        (
            "Priorities",
            PRIORITIES,
            2,
            {"Priority": None},
            "Sheet Priorities: Row 2: Priority ID and Priority must both",
        ),
        ("Commitments", COMMITMENTS, 3, {"Owner": None}, "Sheet Commitments: Row 3: Commitment ID and Of priority and"),
        ("Commitments", COMMITMENTS, 2, {"Owner_is_a_guess": "perhaps"}, "Sheet Commitments: Row 2: write yes or no"),
        ("Map", MAP, 3, {"What": "Word"}, "Sheet Map: Row 3: write KPI, Words, Activity under What"),
        ("Map", MAP, 2, {"Value": "arests"}, "no KPI called arests"),
    ],
)
def test_a_wrong_cell_is_named_with_its_sheet(
    sheet: str, heads: tuple[str, ...], row: int, cells: dict[str, object], words: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        read_edition("plan.xlsx", edited(sheet, heads, row, **cells))


def test_a_blank_beside_an_owner_is_a_guess_and_an_edited_map_is_what_is_kept() -> None:
    assert read_edition("p.xlsx", edited("Commitments", COMMITMENTS, Owner_is_a_guess=None)).commitments[0].guessed
    found = read_edition("p.xlsx", edited("Map", MAP, What="kpi", Value="stop_searches", Commitments=None))
    assert found.ties[0] == Tie("safe", "KPI", "stop_searches", (), "because")


def test_a_file_without_the_sheets_gets_one_plain_sentence() -> None:
    with pytest.raises(ValueError, match="No sheet has the headings Priority ID and Priority in its first row"):
        read_edition("p.csv", b"Set,Question\na,b\n")
