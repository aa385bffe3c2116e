"""Sampling for review: the draw by lot, what is kept of it, reviews and skips, how far they have come, and the panel's view."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import openpyxl
import pandas as pd
import pytest

from metrics.lots import drawn, lot
from metrics.search_reviews import panel, panel_sheet
from metrics.search_reviews.draws import (
    DUE,
    MOST,
    Candidate,
    Draw,
    Whom,
    comes_out_again,
    days_loaded,
    draws,
    make,
    population,
)
from metrics.search_reviews.groups import LEFT_OUT, OBJECTS, POWERS, age, ethnicity, gender, group, outcome, when
from metrics.search_reviews.reviews import Drawn, Findings, Reasonable, Review, review, reviewed, skip
from metrics.search_reviews.searched import Searched, searches
from metrics.search_reviews.status import recent, status, within, words
from metrics.store.verifying import verify
from metrics.terms import LONDON, WHOLE_FORCE, Area
from tests.conftest import Sample
from tests.small_force import MONDAY, NEXT_MONDAY, SUNDAY, WEEK, SmallForce

DAY, MINUTE = dt.timedelta(days=1), dt.timedelta(minutes=1)
CORBY, A1, TEAM = Area("sector", "Corby"), Area("beat", "A1"), Area("team", "0901")
BY, SEED = "Insp Wickerfern", "5eed"


def test_the_lot_is_a_hash_that_any_computer_gives() -> None:
    # printf '%s' '5eed S1' | sha256sum
    assert lot(SEED, "S1") == hashlib.sha256(b"5eed S1").hexdigest()
    refs = [f"S{number}" for number in range(30)]
    chosen = drawn(refs, SEED, 5)
    assert drawn(reversed(refs), SEED, 5) == chosen == drawn([*refs, *refs], SEED, 5)
    assert drawn(refs, SEED, 12)[:5] == chosen, "a larger number holds a smaller one"
    assert len(set(drawn([*refs, "late"], SEED, 5)) - set(chosen)) <= 1
    assert drawn(refs[:2], SEED, 5) == drawn(refs[:2], SEED, 2)


def test_each_search_has_the_same_chance() -> None:
    """3 of 20 searches drawn with 4,000 seeds: each 600 times, standard error 22.6; 4.5 of these are allowed."""
    refs = [f"SS26-{number:06}" for number in range(20)]
    often = Counter(ref for seed in range(4000) for ref in drawn(refs, f"seed {seed}", 3))
    assert sum(often.values()) == 12000
    assert all(abs(often[ref] - 600) < 4.5 * 22.6 for ref in refs)


def search(ref: str, collar: str, beat: str | None = None, **more: Any) -> dict[str, Any]:
    day = more.pop("day", "2026-06-03")
    return {"Search Ref": ref, "Searched At": f"{day} 15:10", "Collar No": collar, "Beat": beat, **more}


ROWS = [
    search("S1", "0101", "A1"), search("S2", "0101", "B1"), search("S3", "0102", "A2"), search("S4", "0103", "B1"),
    search("S5", "0901", "A1"), search("S6", "0101", "A1", day="2026-06-10"),
]  # fmt: skip
"""Constables of A1 and A2 (both Corby, led by 0901) and of B1; 0901 is a sergeant; S6 lies outside the week that is loaded."""


@pytest.fixture(scope="module")
def small() -> Iterator[SmallForce]:
    """The small force with a week of searches; drawn from by tests that add to what is there."""
    force = SmallForce()
    force.load("Stop Searches", ROWS)
    yield force
    force.store.close()


@pytest.fixture
def own() -> Iterator[SmallForce]:
    """The same, of a test's own."""
    force = SmallForce()
    force.load("Stop Searches", ROWS)
    yield force
    force.store.close()


def refs_of(force: SmallForce, area: Area) -> list[str]:
    return [one.ref for one in population(force.store, area, WEEK)]


def test_drawn_from_are_the_searches_of_the_officers_who_were_there(small: SmallForce) -> None:
    assert refs_of(small, WHOLE_FORCE) == ["S1", "S2", "S3", "S4", "S5"]
    assert refs_of(small, CORBY) == ["S1", "S2", "S3", "S5"]
    assert refs_of(small, A1) == ["S1", "S2", "S5"]
    assert refs_of(small, TEAM) == ["S1", "S2", "S3"]
    found = population(small.store, WHOLE_FORCE, WEEK)
    assert [one.sector for one in found] == ["Corby", "Daventry", "Corby", "Daventry", "Corby"], "where it happened"
    assert population(small.store, WHOLE_FORCE, WEEK, NEXT_MONDAY - DAY) == (), "as known then"
    assert days_loaded(small.store, CORBY, WEEK) == 7
    assert days_loaded(small.store, TEAM, (MONDAY - DAY, SUNDAY + DAY)) == 7
    assert days_loaded(small.store, CORBY, WEEK, NEXT_MONDAY - DAY) == 0


def at(hours: float = 2) -> dt.datetime:
    return NEXT_MONDAY + dt.timedelta(hours=hours)


def put(force: SmallForce, whom: Whom = "inspector", area: Area = CORBY, number: int = 2, **more: Any) -> Draw:
    asked = {"days": WEEK, "seed": SEED, "reason": "", "by": BY, "at": at()} | more
    made = make(
        force.store, whom, area, asked["days"], number, asked["seed"], asked["reason"], asked["by"], asked["at"]
    )
    return next(one for one in draws(force.store) if one.number == made)


def test_a_draw_is_kept_with_all_that_it_takes_to_make_it_again(own: SmallForce) -> None:
    one = put(own)
    assert (one.wanted, one.population, one.days_loaded, one.by, one.reason) == (2, 4, 7, BY, "")
    by_hand = sorted(("S1", "S2", "S3", "S5"), key=lambda ref: hashlib.sha256(f"{SEED} {ref}".encode()).hexdigest())
    assert one.refs == tuple(by_hand[:2])
    assert (one.made_on, one.due) == (dt.date(2026, 6, 8), dt.date(2026, 7, 6))
    assert (one.days_words, one.loaded_words) == ("1 to 7 June 2026", "")
    assert replace(one, start=dt.date(2026, 6, 1), end=dt.date(2026, 6, 30)).days_words == "June 2026"
    own.load("Stop Searches", [search("S9", "0102", "A2")], days=(MONDAY, MONDAY + DAY), at=at(5))
    assert population(own.store, CORBY, WEEK) != population(own.store, CORBY, WEEK, at())
    assert comes_out_again(own.store, one.number), "from what was known then"
    with pytest.raises(ValueError, match="no such draw"):
        comes_out_again(own.store, 99)
    assert draws(own.store, at() - MINUTE) == ()
    assert verify(own.store).wrong == []


def test_drawing_again_takes_a_reason_and_gives_others(own: SmallForce) -> None:
    first = put(own)
    for days in (WEEK, (SUNDAY, SUNDAY)):
        with pytest.raises(
            ValueError, match=r"drawn from already, on 8 June 2026 by Insp Wickerfern \(draw 1\). Both stand"
        ):
            put(own, days=days, seed="other", at=at(3))
    second = put(own, number=9, seed="other", reason="One record is empty", at=at(3))
    assert (second.population, second.wanted, second.reason) == (2, 9, "One record is empty")
    assert set(first.refs) | set(second.refs) == {"S1", "S2", "S3", "S5"}
    assert not set(first.refs) & set(second.refs)
    assert comes_out_again(own.store, 2)
    with pytest.raises(ValueError, match="Every search of these days has been drawn"):
        put(own, reason="Once more", at=at(4))
    assert put(own, "panel", reason="not needed", at=at(4)).reason == "", "another kind of draw begins anew"
    assert [one.number for one in draws(own.store)] == [1, 2, 3]


def test_of_two_who_draw_at_once_one_is_told_that_it_is_drawn(own: SmallForce) -> None:
    def try_it(seed: str) -> str:
        try:
            return str(put(own, seed=seed).number)
        except ValueError as refused:
            return str(refused)[:35]

    with ThreadPoolExecutor(2) as both:
        told = sorted(both.map(try_it, ("one", "two")))
    assert told == ["1", "These days were drawn from already, "[:35]]
    assert len(draws(own.store)) == 1


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"area": A1}, "Inspector's dip sample: this is drawn of a sector."),
        ({"whom": "sergeant"}, "Sergeant: this is drawn of a sergeant's team or beat."),
        ({"whom": "everybody"}, "Choose for whom is drawn."),
        ({"number": 0}, f"Draw between 1 and {MOST} searches."),
        ({"number": MOST + 1}, f"Draw between 1 and {MOST} searches."),
        ({"by": " "}, "Give your name"),
        ({"days": (SUNDAY, MONDAY)}, "The first day lies after the last."),
        ({"days": (MONDAY, NEXT_MONDAY.date())}, "These days are not over yet: draw from 9 June 2026 on."),
        ({"days": (MONDAY - 7 * DAY, MONDAY - DAY)}, "Not loaded: Stop Searches of 25 to 31 May 2026."),
        ({"area": Area("sector", "Nowhere")}, "Not loaded"),
        (
            {"whom": "panel", "area": Area("sector", "Daventry"), "days": (MONDAY, MONDAY)},
            "No stop-search of these days is known",
        ),
    ],
)
def test_what_cannot_be_drawn_is_said_in_one_sentence(small: SmallForce, asked: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}"):
        put(small, **asked)
    assert draws(small.store) == ()


def test_a_draw_from_days_partly_loaded_says_so(own: SmallForce) -> None:
    one = put(own, days=(MONDAY - 2 * DAY, SUNDAY))
    assert one.loaded_words == "Partly loaded when it was drawn: all searches of 7 of 9 days"


def found(reasonable: Reasonable | None = "yes", learning: str = "", **more: Any) -> Findings:
    return Findings(more.get("on", NEXT_MONDAY.date()), reasonable, learning, more.get("video", True))


def test_reviews_are_kept_in_every_version_and_the_latest_holds(own: SmallForce) -> None:
    one = put(own)
    first, second = one.refs
    review(own.store, 1, first, found("cannot tell", "Write  what was\nseen"), "A", at(3))
    review(own.store, 1, first, found("yes"), "B", at(4))
    skip(own.store, 1, second, "With professional standards", "A", at(5))
    (known,) = reviewed(own.store)
    assert known.latest(first) == Review(NEXT_MONDAY.date(), "yes", "", True, "", "B", dt.datetime(2026, 6, 8, 12))
    assert [each.learning for each in known.versions[first]] == ["", "Write what was seen"]
    assert [known.state(ref) for ref in one.refs] == ["reviewed", "skipped"]
    assert [each.state(first) for each in reviewed(own.store, at(2.5))] == ["not yet"], "as known then"
    assert verify(own.store).wrong == []


@pytest.mark.parametrize(
    ("findings", "by", "sentence"),
    [
        (found(None), "A", "Say whether the grounds were reasonable."),
        (found("no"), "A", "Write what practice can learn of it"),
        (found("cannot tell", " "), "A", "Write what practice can learn of it"),
        (found(video=None), "A", "Say whether the body-worn video was viewed."),
        (found(on=None), "A", "Give the day of the review: from 8 June 2026"),
        (found(on=SUNDAY), "A", "Give the day of the review: from 8 June 2026"),
        (found(on=NEXT_MONDAY.date() + DAY), "A", "Give the day of the review: from 8 June 2026"),
        (found(), "", "Give your name"),
        (found(), "exampleby,  inventa", "A search is reviewed by somebody else than who made it."),
        (found(), "0101", "A search is reviewed by somebody else than who made it."),
        (found(learning="x" * 501), "A", "Write less"),
    ],
)
def test_a_review_that_lacks_something_is_refused(
    findings: Findings, by: str, sentence: str, drawn_once: SmallForce
) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}"):
        review(drawn_once.store, 1, "S1", findings, by, at(3))
    assert reviewed(drawn_once.store)[0].versions == {}


@pytest.fixture(scope="module")
def drawn_once() -> Iterator[SmallForce]:
    """A draw of every search of Corby, none of it reviewed."""
    force = SmallForce()
    force.load("Stop Searches", ROWS)
    put(force, number=4)
    yield force
    force.store.close()


def test_a_skip_needs_a_reason_and_a_search_of_the_draw(drawn_once: SmallForce) -> None:
    for number, ref, reason, sentence in (
        (1, "S1", " ", "Write why it is skipped"), (1, "S4", "away", "not in the draw"), (7, "S1", "away", "not in the draw"),
    ):  # fmt: skip
        with pytest.raises(ValueError, match=sentence):
            skip(drawn_once.store, number, ref, reason, "A", at(3))
    assert reviewed(drawn_once.store)[0].versions == {}


MADE = dt.datetime(2026, 6, 8, 9)


def a_draw(number: int, refs: int, reviews: dict[str, Review], made: dt.datetime = MADE, area: Area = CORBY) -> Drawn:
    names = tuple(f"S{one}" for one in range(refs))
    draw = Draw(number, "inspector", area, MONDAY, SUNDAY, SEED, refs, 40, 7, names, "", BY, made)
    return Drawn(draw, {ref: (one,) for ref, one in reviews.items()})


def answered(reasonable: Reasonable) -> Review:
    return Review(MADE.date(), reasonable, "", True, "", BY, MADE)


SKIPPED = Review(None, None, "", None, "away", BY, MADE)


def test_how_far_reviews_have_come_is_counted_and_said() -> None:
    due = MADE.date() + DUE
    one = a_draw(1, 5, {"S0": answered("yes"), "S1": answered("no"), "S2": SKIPPED})
    assert (status([one], due).overdue, status([one], due + DAY).overdue) == (0, 2), "due on the day itself"
    done = a_draw(2, 1, {"S0": SKIPPED})
    told = status([one, done], due + DAY)
    assert (told.drawn, told.reviewed, told.skipped, told.waiting) == (6, 2, 2, 2)
    assert words(told) == (
        "2 of 6 searches drawn in the last six months are reviewed, 2 skipped, 2 overdue; grounds reasonable in 1 of 2, not "
        "reasonable in 1."
    )
    assert words(status([done], due)) == (
        "0 of 1 searches drawn in the last six months are reviewed, 1 skipped, 0 overdue."
    )
    many = a_draw(3, 20, {f"S{n}": answered("yes" if n < 19 else "cannot tell") for n in range(20)})
    # Wilson by hand, z = 1.96: (19 + 1.9208 -/+ 1.96 sqrt(19 x 1 / 20 + 0.9604)) / 23.8416 = 0.764 and 0.991
    assert "reasonable in 19 of 20 (76% to 99%), not to be told from the record in 1." in words(status([many], due))


def test_draws_of_the_last_six_months_and_of_an_area() -> None:
    old = a_draw(1, 1, {}, MADE - dt.timedelta(weeks=26))
    new, other = a_draw(2, 1, {}, MADE), a_draw(3, 1, {}, MADE, A1)
    assert recent([old, new], MADE.date()) == [new]
    assert within([old, new, other], [("sector", "Corby")]) == [new, old]


@pytest.mark.parametrize(
    ("said", "rules", "expected"),
    [
        ("Misuse of Drugs Act 1971 (section 23)", POWERS, "Drugs, section 23"),
        ("Police and Criminal Evidence Act 1984 (section 1)", POWERS, "PACE, section 1"),
        ("Criminal Justice and Public Order Act 1994 (section 60)", POWERS, "Section 60"),
        ("Poaching Prevention Act 1862 (section 2)", POWERS, "Something else"),
        ("Firearms", OBJECTS, "Weapons"), ("STOLEN bicycle of J Brook", OBJECTS, "Stolen goods"), (None, OBJECTS, "not recorded"),
    ],
)  # fmt: skip
def test_the_words_of_the_source_become_a_few_of_ours(said: str | None, rules: Any, expected: str) -> None:
    assert group(said, rules) == expected


def test_outcomes_ages_and_times_become_broad_groups() -> None:
    assert [outcome(one) for one in ("NFA", "  A no further ACTION disposal", "Arrest", "Taken to Brook Lane", None)] == [
        "No further action", "No further action", "Arrest", "Another action", "not recorded",
    ]  # fmt: skip
    assert outcome("Penalty Notice for Disorder") == outcome("Khat or Cannabis warning")
    assert [age(one) for one in ("under 10", "10-17", "18-24", "34", "over 34", "", "old")] == [
        "Under 18", "Under 18", "18 to 24", "25 to 34", "35 or over", "not recorded", "not recorded",
    ]  # fmt: skip
    assert [ethnicity(one) for one in ("White - Any other White background", "B1", "Other ethnic group - Not stated", "NS")] == [
        "White", "Black", "not stated", "not stated",
    ]  # fmt: skip
    assert [ethnicity(one) for one in ("Mixed/Multiple ethnic groups - White and Asian", "Asian - Indian", "?")] == [
        "Mixed", "Asian", "not recognised",
    ]  # fmt: skip
    assert [gender(one) for one in ("Male", "F", "Other", None)] == ["Male", "Female", "Other", "not recorded"]
    assert when(dt.datetime(2026, 9, 30, 23, 59)) == "September 2026, evening"
    assert when(dt.datetime(2026, 9, 30, 5, 59)) == "September 2026, night"


def test_a_group_that_few_share_is_left_out_the_sector_first_and_ethnicity_last() -> None:
    def some(number: int, sector: str, ethnicity: str, gender: str, age: str) -> list[Candidate]:
        return [Candidate("", sector, ethnicity, gender, age)] * number

    alike = panel.Alike(
        [*some(5, "Corby", "White", "Male", "18-24"), *some(4, "Corby", "Black", "Male", "18-24"),
         *some(1, "Daventry", "Black", "Male", "18-24"), *some(4, "Corby", "Asian", "Male", "18-24"),
         *some(1, "Corby", "Asian", "Male", "over 34"), *some(3, "Corby", "Mixed", "Male", "18-24"),
         *some(2, "Corby", "Mixed", "Female", "18-24"), *some(4, "Corby", "Other", "Male", "18-24")]
    )  # fmt: skip

    def shown(*own: str) -> tuple[str, ...]:
        return alike.shown(own)

    assert shown("Corby", "18 to 24", "Male", "White") == ("Corby", "18 to 24", "Male", "White")
    assert shown("Corby", "18 to 24", "Male", "Black") == (LEFT_OUT, "18 to 24", "Male", "Black")
    assert shown("Corby", "35 or over", "Male", "Asian") == (LEFT_OUT, LEFT_OUT, "Male", "Asian")
    assert shown("Corby", "18 to 24", "Female", "Mixed") == (LEFT_OUT, LEFT_OUT, LEFT_OUT, "Mixed")
    assert shown("Corby", "18 to 24", "Male", "Other") == (LEFT_OUT,) * 4


def test_no_word_of_the_source_gets_through_whatever_stands_in_it() -> None:
    said = "Brook 0101, SS-1, Alpha, arrest, drugs, white, male, over 34"
    one = Searched(
        "SS-1", dt.datetime(2026, 6, 3, 15, 10), MONDAY, "0101", "A1", "Alpha", "Corby", said, said, said, said, True, said, said,
        said, said, said, False, None, "0901", MONDAY, True,
    )  # fmt: skip
    draw = a_draw(1, 1, {}).draw
    (row,) = panel.rows(draw, {"S0": one}, [Candidate("SS-1", "Corby", said, said, said)] * 5)
    assert row[:9] == (
        1,
        "June 2026, afternoon",
        "Corby",
        "Another power",
        "Drugs",
        "Arrest",
        "yes",
        "yes",
        "not recorded",
    )
    assert row[9:] == ("no", "not recognised", "Other", "35 or over")
    assert not [cell for cell in row[1:] for word in ("Brook", "0101", "SS-1", "Alpha", "15") if word in str(cell)]
    (gone,) = panel.rows(draw, {}, [])
    assert set(gone[1:]) == {panel.GONE}


SEPTEMBER = dt.date(2026, 9, 1), dt.date(2026, 9, 30)
OCTOBER_7 = dt.datetime(2026, 10, 7, 9, tzinfo=LONDON)


def the_panels(sample: Sample, area: Area, number: int) -> tuple[Draw, list[panel.PanelRow]]:
    """A draw of the sample force that is not kept, and what the panel sees of it."""
    candidates = population(sample.store, area, SEPTEMBER, OCTOBER_7)
    refs = drawn((one.ref for one in candidates), SEED, number)
    at_ = OCTOBER_7.astimezone(dt.UTC).replace(tzinfo=None)
    draw = Draw(1, "panel", area, *SEPTEMBER, SEED, number, len(candidates), 30, refs, "", BY, at_)
    return draw, panel.rows(draw, searches(sample.store, refs), candidates)


@pytest.mark.parametrize("area", [WHOLE_FORCE, Area("lpa", "North"), CORBY], ids=str)
def test_nothing_that_leaves_for_the_panel_points_to_anybody(sample: Sample, area: Area) -> None:
    draw, found = the_panels(sample, area, MOST)
    assert len(found) == MOST
    html = panel_sheet.as_html(draw, str(area), found, dt.date(2026, 10, 7))
    book = openpyxl.load_workbook(io.BytesIO(panel_sheet.workbook(draw, str(area), found, OCTOBER_7)))
    cells = [
        str(cell)
        for sheet in book
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if isinstance(cell, str)
    ]
    text = "\n".join([html.partition("<body>")[2], *cells])
    known = searches(sample.store, draw.refs)
    assert len(known) == MOST
    collars = {one.collar for one in known.values()} | {one.grounds_by for one in known.values() if one.grounds_by}
    surnames = {
        name for name, collar in sample.store.rows("select surname, collar_no from officers") if collar in collars
    }
    beats = {one.beat for one in known.values() if one.beat} | {
        one.beat_name for one in known.values() if one.beat_name
    }
    beats -= {"Corby", "Kettering"}  # beats that are called as their sector is, which may be shown
    times = {f"{one.at:%H:%M}" for one in known.values()} | {f"{one.day.day} {one.day:%B}" for one in known.values()}
    assert len(surnames) > 10 and len(beats) > 5
    for secret in (*collars, *surnames, *draw.refs, *beats, *times):
        assert secret not in text, secret
    assert not any(sheet.sheet_state != "visible" for sheet in book)
    assert sum(cell == "No." for cell in cells) == 1


def test_the_panel_sees_no_combination_that_fewer_than_five_share(sample: Sample) -> None:
    """An independent count in pandas over the searches drawn from."""
    _, found = the_panels(sample, WHOLE_FORCE, MOST)
    candidates = population(sample.store, WHOLE_FORCE, SEPTEMBER, OCTOBER_7)
    frame = pd.DataFrame([panel.groups_of(one.sector, one.age, one.gender, one.ethnicity) for one in candidates])
    for one in found:
        own = (one.sector, one.age, one.gender, one.ethnicity)
        kept = [place for place, word in enumerate(own) if word != LEFT_OUT]
        if kept:
            same = (frame[kept] == [own[place] for place in kept]).all(axis=1).sum()
            assert same >= panel.FEW_ALIKE, one
    assert any(LEFT_OUT in one for one in found) and not all(LEFT_OUT in one for one in found)
    assert f"{sum(LEFT_OUT in one for one in found)} of {MOST} something is left out" in panel.redaction_words(found)


def test_a_draw_of_the_sample_is_the_same_from_plain_pandas(sample: Sample) -> None:
    """The officers' sector by their beat's code, from the store's rows and no query of ours."""
    frame = sample.store.frame(
        "select search_ref, team, day from stop_searches_known_at($t)", t=dt.datetime(2026, 10, 7, 8)
    )
    days = pd.to_datetime(frame["day"]).dt.date
    corby = frame[
        frame["team"].str.startswith(("beat:COR", "sector:Corby")) & (days >= SEPTEMBER[0]) & (days <= SEPTEMBER[1])
    ]
    refs = sorted(corby["search_ref"], key=lambda ref: hashlib.sha256(f"{SEED} {ref}".encode()).hexdigest())
    found = population(sample.store, CORBY, SEPTEMBER, OCTOBER_7)
    assert len(found) == len(corby) > 50
    assert drawn((one.ref for one in found), SEED, 3) == tuple(refs[:3])
