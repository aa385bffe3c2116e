"""What the invented force has entered by hand (`sample_data/entries.json`), put into the sample's store.

With it a newcomer sees a binder, actions, one-to-ones, a plan's lesson and reviews of stop-searches as they look in use, and can
make a pack at once.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from metrics import actions, plan_entries, settings
from metrics.notes import PEOPLE, About, enter_note
from metrics.one_to_one import kept
from metrics.one_to_one.kept import EVERY, SIDES
from metrics.peel import binder
from metrics.peel.binder import Said
from metrics.priorities.starting_editions import PLAN_2021
from metrics.priorities.ties import tie_plan
from metrics.search_reviews import draws, reviews
from metrics.search_reviews.reviews import Findings
from metrics.store.connection import Store
from metrics.store.snapshot import moment
from metrics.terms import LONDON, Area
from metrics.ui import evidence, exhibits, one_to_one_sheet, people, selection, stores

FROM = settings.PROJECT / "sample_data" / "entries.json"
LAST_DAY = "2026-11-15"
"""The last day that is loaded, on which views end unless an entry says otherwise."""
Entry = Mapping[str, Any]


def enter(store: Store) -> None:
    """Enter everything, and close the store. Raises ValueError for what no form would have taken: a defect of the file."""
    found = json.loads(FROM.read_text(encoding="utf-8"))
    stores.use(store)
    try:
        _Hand(store, found["supervisor"], found["inspector"]).all(found)
    finally:
        stores.close_store()


@dataclass
class _Hand:
    """Who enters, and when: a minute later each time, since entries of one moment could not be told apart."""

    store: Store
    supervisor: str
    inspector: str
    at: dt.datetime = dt.datetime(2026, 11, 17, 15, 0, tzinfo=LONDON)

    def all(self, found: Mapping[str, Any]) -> None:
        """Everything of the file, each in its place."""
        enters = {
            "search_draws": self._draw, "notes": self._note, "plans": self._plan, "evidence": self._exhibit,
            "answers": self._answer, "actions": self._action, "one_to_ones": self._one_to_one, "plan_ties": self._tie,
        }  # fmt: skip
        for name, enter_one in enters.items():
            for one in found[name]:
                enter_one(one)

    def _next(self) -> dt.datetime:
        self.at += dt.timedelta(minutes=1)
        return self.at

    def _note(self, one: Entry) -> None:
        about = About(one["on"], one["key"], one["kpi"], None, _day(one["from"]), _day(one["to"]))
        enter_note(self.store, about, one["kind"], one["words"], self.supervisor, self._next())

    def _plan(self, one: Entry) -> None:
        plan_entries.choose_measure(self.store, one["ref"], one["measure"], None, self.inspector, self._next())
        plan_entries.learn(self.store, one["ref"], one["lesson"], self.inspector, self._next())

    def _tie(self, one: Entry) -> None:
        tie_plan(self.store, PLAN_2021, one["ref"], one["priorities"], self.inspector, self._next())

    def _exhibit(self, one: Entry) -> None:
        view = selection.of_address({"to": LAST_DAY, **one["address"]})
        kind, option = exhibits.kind_of(one["exhibit"])
        title = kind.options(view)[option]
        evidence.add(view, one["exhibit"], title, one["question"], one["words"], self.inspector, self._next())

    def _answer(self, one: Entry) -> None:
        told = (one["narrative"], one["case_example"], one["known_gap"], one["owner"])
        said = Said(*told, _day(one["review_on"]), tuple(one["documents"]))
        binder.say(self.store, one["question"], said, self.inspector, self._next())

    def _action(self, one: Entry) -> None:
        key, due = (one["on"], one["key"]), _day(one["due"])
        number = actions.agree(
            self.store, key, one["agreed_in"], one["words"], one["owner"], due, self.inspector, self._next()
        )
        if "done" in one:
            actions.end(self.store, number, "done", one["done"], self.inspector, self._next())

    def _one_to_one(self, one: Entry) -> None:
        at = self._next()
        view = selection.of_address({"officer": one["collar"], "to": LAST_DAY, "known": at.isoformat()})
        person = people.chosen(view)
        if person is None:
            raise ValueError(f"Nobody is posted as {one['collar']}.")
        sheet = replace(one_to_one_sheet.made(view, person), known_at=moment(at))
        held = dt.date.fromisoformat(one["held_on"])
        number = kept.hold(self.store, sheet, held, held + EVERY, self.supervisor, at)
        who = {"supervisor": self.supervisor, "officer": person.name}
        for side in SIDES:
            if one[side]:
                kept.say(self.store, number, side, one[side], who[side], self._next())
        if one["action"]:
            key, owner = (PEOPLE, person.collar), one["owner"]
            due = _day(one["due"])
            actions.agree(self.store, key, "one-to-one", one["action"], owner, due, self.supervisor, self._next())
        for side in one["seen"]:
            stands = next(each for each in kept.one_to_ones(self.store) if each.number == number).stands
            kept.acknowledge(self.store, number, side, stands, who[side], self._next())

    def _draw(self, one: Entry) -> None:
        """Searches drawn on an earlier day, so that some reviews are done and some are overdue. no: of the draw."""
        by = self.supervisor if one["whom"] == "sergeant" else self.inspector
        at, area = _at(one["made_on"], 9), Area(one["on"], one["key"])
        days = dt.date.fromisoformat(one["from"]), dt.date.fromisoformat(one["to"])
        number = draws.make(
            self.store, one["whom"], area, days, one["number"], one["seed"], one["reason"], by, at
        )  # fmt: skip
        refs = next(each for each in draws.draws(self.store) if each.number == number).refs
        for place, each in enumerate(one["reviews"]):
            ref, then = refs[each["no"] - 1], _at(each["on"], 15) + dt.timedelta(minutes=place)
            if "skipped" in each:
                reviews.skip(self.store, number, ref, each["skipped"], by, then)
            else:
                told = Findings(_day(each["on"]), each["reasonable"], each["learning"], each["video"])
                reviews.review(self.store, number, ref, told, by, then)


def _at(day: str, hour: int) -> dt.datetime:
    return dt.datetime.combine(dt.date.fromisoformat(day), dt.time(hour), LONDON)


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
