"""The page of March 2022: every number that it printed is listed, and all of them follow from the rows that the sample loads."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from metrics import reproducing
from metrics.disagreeing import disagreements
from metrics.march_2022 import AWAITED, PRINTED
from metrics.measures_stated import standing, values
from metrics.reproducing import Loaded, in_form, loaded, reproduced
from tests.conftest import Sample
from tests.small_force import SmallForce

SEED = Path(__file__).parents[2] / "shared" / "seeds" / "policing_in_northamptonshire_march_2022.txt"
NUMERAL = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?")
NO_FIGURES = (
    r"\b(January|March|April|June|December) 20\d\d", r"end of 2021", r"\(HMICFRS\) in 2021", r"\b12[ -]months?\b", r"\b12-week\b",
    r"\bpage 2\b", r"\bpast 2 years\b", r"\bYear 7\b", r"\bStreet 3\b", r"\b10pm\b", r"\b5am\b", r"\bCovid-19\b",
)  # fmt: skip
"""Dates, lengths of periods, clock times, and names with a number in them."""
PUBLISHED = Path(__file__).parents[1] / "sample_data" / "published"


@pytest.fixture(scope="module")
def page(sample: Sample) -> Loaded:
    return loaded(sample.store)


@pytest.mark.skipif(not SEED.exists(), reason="needs ../shared/seeds, which is not in the repository")
def test_every_number_of_the_page_is_listed_and_no_other() -> None:
    text = SEED.read_text(encoding="utf-8")
    for pattern in NO_FIGURES:
        text = re.sub(pattern, " ", text, flags=re.IGNORECASE)
    on_page = Counter(numeral.rstrip(",") for numeral in NUMERAL.findall(text))
    listed = Counter(numeral for one in PRINTED for numeral in NUMERAL.findall(one.printed))
    assert on_page == listed
    words = Counter(one.printed for one in PRINTED if not NUMERAL.search(one.printed))
    assert words == Counter(["four", "three"]) and all(word in text for word in words)
    assert text.count("TBC") == 2


def test_all_published_numbers_are_reproduced_from_loaded_rows(page: Loaded) -> None:
    found = reproduced(page)
    assert [one.printed.place for one in found if not one.agrees] == []
    assert len(found) == len(PRINTED) == 75
    assert all(one.rows for one in found)
    ways = Counter("worked" if one.way.startswith("worked") else one.way for one in found)
    assert ways == {"straight from a row": 50, "worked": 20, "only as stated": 5}
    assert reproducing.awaited(page) == list(AWAITED)


def test_what_only_stands_there_says_what_its_counts_give(page: Loaded) -> None:
    stated = {one.printed.place: (one.printed.printed, one.worked) for one in reproduced(page) if one.worked}
    assert stated == {
        "Table, All Crime, percent": ("+1.1%", "+0.8%"),
        "Table, Domestic Abuse, percent": ("-8.1%", "-8.2%"),
        "All crime, large figure": ("1.1%", "0.8%"),
        "All crime, sentence: the county": ("1.1%", "0.8%"),
        "Domestic abuse, large figure": ("8.1%", "8.2%"),
    }
    assert round(100 * 515 / 61373, 2) == 0.84 and round(100 * 1529 / 18755, 2) == 8.15


def test_where_the_page_disagrees_with_itself_both_figures_are_said(page: Loaded) -> None:
    found = disagreements(page)
    assert [(one.kind, one.one, one.other) for one in found] == [
        ("contradiction", "+1.1%", "+0.8%"),
        ("contradiction", "-8.1%", "-8.2%"),
        ("contradiction", "6,598", "871"),
        ("contradiction", "87", "871"),
        ("not the same", "-9.2%", "-48%"),
        ("not the same", "659", "655"),
        ("not the same", "48%", "48%"),
        ("not as headed", "March 2022", "December 2021"),
        ("not as headed", "12 months to January 2022", "January 2021"),
        ("not as headed", "10", "13.2 per million"),
        ("not as headed", "since March 2022", "to March 2022"),
    ]
    words = " ".join(one.words for one in found)
    assert "The page states +1.1%; the counts it states, 61,373 and 61,888, give +0.8% (+0.84%)." in words
    assert "7.6 times as many" in words, "6,598 / 871 = 7.575"
    assert "it would have been 12,779 then" in words, "6,598 x 1,687 / 871 = 12,779.3"
    assert "755,000 to 760,000" in words, "10 / 13.25 and 10 / 13.15 per million"


def test_a_row_that_is_corrected_no_longer_gives_what_was_published() -> None:
    force = SmallForce()
    rows = (PUBLISHED / "march_2022_crime_figures.csv").read_text().splitlines()
    headings = rows[0].split(",")
    asb = dict(zip(headings, next(row for row in rows if ",ASB,2021" in row).split(",", 6), strict=True))
    asb["Source"] = asb["Source"].strip('"')
    force.load("Crime Figures", [asb], days=None)
    then = force.clock
    force.load("Crime Figures", [asb | {"Count": 13940}], days=None)
    now, before = (
        {one.printed.place: one for one in reproduced(loaded(force.store, known_at))} for known_at in (None, then)
    )
    place = "Table, ASB, April 2021 to March 2022"
    assert (before[place].text, before[place].agrees) == ("13,939", True)
    assert (now[place].text, now[place].agrees) == ("13,940", False)
    assert (now["Table, ASB, percent"].text, now["Table, ASB, percent"].agrees) == ("", False), (
        "the year before is not loaded"
    )
    assert disagreements(loaded(force.store)) == ()
    force.store.close()


@pytest.mark.parametrize(
    ("amount", "form", "told"),
    [
        ("0.839", "+1.1%", "+0.8%"), ("-8.15", "-8.1%", "-8.2%"), ("-8.15", "8.1%", "8.2%"), ("1018", "+1,018", "+1,018"),
        ("400000", "£400,000", "£400,000"), ("78", "£78 million", "£78 million"), ("8", "8th", "8th"), ("4", "four", "four"),
        ("5", "four", "5"), ("-48.37", "-48%", "-48%"),
    ],
)  # fmt: skip
def test_a_number_is_told_in_the_form_of_the_page(amount: str, form: str, told: str) -> None:
    assert in_form(Decimal(amount), form) == told


def test_a_measure_is_compared_within_its_source_and_the_baseline_is_that_of_2019(sample: Sample) -> None:
    known = values(sample.store)
    here = standing(known, "Homicides", ["northamptonshire"], known[0].end.replace(year=2026))
    assert here.now is not None and here.baseline is not None
    assert (here.now.value, here.baseline.value, here.national) == (10, 12, None)
    force = standing(known, "Homicides", ["Force"], known[0].end.replace(year=2027))
    assert force.now is not None and force.now.source == "Invented for the sample force"
    assert force.baseline is not None and force.baseline.source == force.now.source
    rate = standing(known, "Homicides per million population", ["Northamptonshire"], known[0].end.replace(year=2026))
    assert rate.national is not None and rate.national.value == 11.3
    both = standing(known, "Neighbourhood crimes", ["Northamptonshire"], known[0].end.replace(year=2026))
    assert both.now is not None and (both.now.value, [other.value for other in both.others]) == (871, [87])
    assert (
        standing(known, "Drug-related homicides", ["Northamptonshire"], known[0].end.replace(year=2026)).state
        == "Awaiting"
    )
    assert standing(known, "Homicides", ["Corby"], known[0].end.replace(year=2026)).state == "Not loaded"
