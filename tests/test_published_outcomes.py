"""What came of the searches that other forces published: by hand, and by pandas from a real file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from metrics.loading import Choice, load, now, read, withdraw
from metrics.published import Outcomes, outcomes, publishers, runs
from metrics.stop_and_search import Rate
from metrics.stop_and_search import searches as ours
from metrics.store.connection import Store
from metrics.terms import WHOLE_FORCE, Area, month_end
from tests.published_files import Row, published, search
from tests.small_force import MONDAY, WEEK, SmallForce

REAL = Path(__file__).parents[2] / "shared" / "real" / "stop_search" / "welsh_forces_month_25.csv"
JUNE, JULY = dt.date(2026, 6, 1), dt.date(2026, 7, 1)
LATE = dt.date(2026, 12, 31)


def june() -> list[Row]:
    """Eight rows of June 2026, six of a person: two positive, one of them linked; two outcomes and one link are not recorded."""
    at = "2026-06-10T12:00:00+00:00"
    link = "Outcome_linked_to_object_of_search"
    return [
        search(at, Outcome="Arrest", **{link: "True"}),
        search(at, Outcome="Community resolution", Type="person and  VEHICLE search"),
        search(at, Outcome="A No Further  Action disposal", **{link: "True"}),
        search(at, Outcome="Nothing found - no further action", **{link: "False"}),
        search(at, Outcome=""),
        search("2026-06-30T22:59:00+00:00", Outcome="", **{link: "True"}),
        search(at, Outcome="Arrest", Type="Vehicle search", **{link: "True"}),
        search(at, Outcome="Arrest", Type="", **{link: "True"}),
    ]


def give(store: Store, force: str, month: str, rows: list[Row], **options: Choice) -> None:
    """Load a month of a force."""
    name = f"{month}-{force}-stop-and-search.csv"
    [result] = load(store, read([(name, published(rows))]), now(), "test", **options)
    assert result.status == "accepted"


def test_people_searched_and_their_outcomes_by_hand(force: SmallForce) -> None:
    assert publishers(force.store) == () == outcomes(force.store, LATE)
    give(force.store, "gwent", "2026-06", june())
    [gwent] = outcomes(force.store, LATE)
    assert gwent == Outcomes("Gwent", (JUNE,), 2, 6, 2, 2, 1, 3)
    # A blank outcome may be positive; a positive one whose link is blank may be linked. No further action is never linked.
    assert (gwent.rate("positive"), gwent.rate("linked")) == (Rate(2, 6, 2), Rate(1, 6, 3))


def test_a_row_has_the_outcomes_that_the_same_search_of_ours_has(force: SmallForce) -> None:
    give(force.store, "gwent", "2026-06", june())
    persons = [row for row in june() if "erson" in row["Type"]]
    mine = [
        {
            "Search Ref": f"S{number}", "Searched At": f"{MONDAY} 10:00", "Collar No": "0101", "Outcome": row["Outcome"],
            "Outcome Linked To Object": row.get("Outcome linked to object of search", ""),
        }
        for number, row in enumerate(persons)
    ]  # fmt: skip
    force.load("Stop Searches", mine)
    [whole] = ours(force.store, WHOLE_FORCE, WEEK, ("whole",))["whole"]
    [gwent] = outcomes(force.store, LATE)
    assert [whole.rate(rung) for rung in ("positive", "linked")] == [gwent.rate("positive"), gwent.rate("linked")]


def test_only_whole_months_up_to_the_day_count_at_most_twelve_and_forces_are_alphabetical() -> None:
    store = Store.open(None)
    ends = dict.fromkeys(month_end(day.date()) for day in pd.date_range("2025-05-01", "2026-07-31"))
    for last in ends:
        if last.month != 12:
            give(store, "surrey", f"{last:%Y-%m}", [search(f"{last}T12:00:00+00:00", Outcome="Arrest")])
    part = Choice(Area("publisher", "Kent"), (JUNE, dt.date(2026, 6, 29)))
    give(store, "kent", "2026-06", [search("2026-06-10T12:00:00+00:00")], every=part)
    give(store, "dyfed-powys", "2026-07", [])
    dyfed, kent, surrey = outcomes(store, LATE)
    assert publishers(store) == ("Dyfed-Powys", "Kent", "Surrey")
    assert dyfed == Outcomes("Dyfed-Powys", (JULY,), 0, 0, 0, 0, 0, 0), "covered, and nobody searched"
    assert kent == Outcomes("Kent", (), 0, 0, 0, 0, 0, 0), "29 of 30 days are no whole month"
    assert (len(surrey.months), surrey.months[0], surrey.searches) == (12, dt.date(2025, 7, 1), 12)
    assert runs(surrey.months) == (
        (dt.date(2025, 7, 1), dt.date(2025, 11, 30)),
        (dt.date(2026, 1, 1), dt.date(2026, 7, 31)),
    )
    before, _, earlier = outcomes(store, dt.date(2026, 7, 30))
    assert before.months == ()
    assert (len(earlier.months), earlier.months[-1]) == (12, JUNE), "July is not over"
    store.close()


def test_it_is_told_as_it_was_known_at_a_moment() -> None:
    store = Store.open(None)
    give(store, "gwent", "2026-06", june())
    first = now()
    give(store, "gwent", "2026-06", [*june(), june()[0]])
    assert [outcomes(store, LATE, at)[0].rate("positive") for at in (first, None)] == [Rate(2, 6, 2), Rate(3, 7, 2)]
    withdraw(store, 2, now(), "test", "not right after all")
    withdraw(store, 1, now(), "test", "nor this")
    assert (publishers(store), outcomes(store, LATE)) == ((), ())
    assert publishers(store, first) == ("Gwent",)
    store.close()


@pytest.mark.skipif(not REAL.exists(), reason=f"the real files of data.police.uk are not at {REAL}: never committed")
def test_a_real_file_has_the_outcomes_that_pandas_counts_by_force_and_month() -> None:
    rows = pd.read_csv(REAL)
    month = pd.to_datetime(rows["Date"], utc=True).dt.tz_convert("Europe/London").dt.strftime("%Y-%m")
    people = rows[rows["Type"].isin(["Person search", "Person and Vehicle search"])]
    positive = people["Outcome"].notna() & (people["Outcome"] != "A no further action disposal")
    linked = people["Outcome linked to object of search"]
    blank = people["Outcome"].isna()
    store = Store.open(None)
    load(store, read([(REAL.name, REAL.read_bytes())]), now(), "test", every=Choice(Area("publisher", "South Wales")))
    [wales] = outcomes(store, LATE)
    store.close()
    assert month.unique().tolist() == [f"{first:%Y-%m}" for first in wales.months] == ["2021-05"]
    assert (wales.searches, wales.others) == (len(people), len(rows) - len(people))
    assert wales.rate("positive") == Rate(int(positive.sum()), len(people), int(blank.sum()))
    link_unknown = blank | (positive & linked.isna())
    assert wales.rate("linked") == Rate(int((positive & (linked == 1)).sum()), len(people), int(link_unknown.sum()))
    assert (wales.searches, wales.positive) == (1871, 381)
