"""Reads: the only way from a page to the store. Each is remembered, and what it gives is shared: pages do not change it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, cast

import pandas as pd

from metrics import (
    changes,
    demand,
    funnels,
    passport,
    target_preview,
    targets,
    targets_kept,
    time_in_place,
)
from metrics import people as known_people
from metrics import records as references
from metrics.access.sieve import NotYoursError, asked_about, days_of, singled_out
from metrics.access.sifting.people import PartlyMine
from metrics.actions import Action
from metrics.challenges import Challenge
from metrics.flags import Closed, Flag
from metrics.kpi import Kpi, Shown
from metrics.notes import Key, Note, Place
from metrics.one_to_one.kept import OneToOne
from metrics.quality import Aside
from metrics.question import Ask, area_key
from metrics.terms import WHOLE_FORCE, Area, Role
from metrics.together import is_several_forces as is_several
from metrics.ui import looks, viewer
from metrics.ui.reads import OF_ENTRIES, OF_LOOK_UPS, READS
from metrics.ui.remembering import Question, remembering
from metrics.ui.selection import Period, Selection
from metrics.ui.stores import store

_read, _sifted = remembering(2000), remembering(2000)


def read(what: str, **asked: Any) -> Any:
    """One read of the chosen store: the only way from a page to what is stored.

    The whole answer is remembered until the next load, for everybody; what whoever looks may have of it is sifted out anew, and
    where they do not see everybody that is remembered under what they may see. No question may hold a frame, whose text leaves
    rows out. Whom it names is in the look-up log before it is given. Raises NotYoursError where nothing of it is open to them,
    ReasonNeededError where they have to say why first, and CannotLogError where the log cannot be written.
    """
    reading, opened, whose = READS[what], store(), viewer.scope()
    version = opened.version + (opened.entered if what in OF_ENTRIES else 0)
    words = f"{what} {opened.path} {version} {sorted(asked.items())!r}"

    def find() -> Any:
        return _read(Question(words, lambda: reading.answer(opened, **asked)))

    def sift() -> tuple[Any, frozenset[str], frozenset[str]]:
        answer = reading.sieve.answer(whose, asked, find)
        named = frozenset(reading.sieve.named(asked, answer))
        return answer, named, singled_out(asked, named)

    try:
        reading.sieve.check(
            whose, asked
        )  # also where what they see is remembered: a power is not in `seen_as` of everybody
        if what in OF_LOOK_UPS:
            return reading.sieve.answer(whose, asked, lambda: reading.answer(opened, **asked))
        answer, named, alone = _sifted(Question(f"{whose.seen_as} {words}", sift))
    except NotYoursError:
        looks.refused(opened, whose, asked_about(asked))
        raise
    looks.look(opened, whose, named, alone, days_of(asked))
    return answer


def figures(kpis: Sequence[Kpi], by: str, periods: Sequence[Period], selection: Selection, **more: Any) -> pd.DataFrame:
    """Figures of KPIs for the view's area, team or (with `collars`) people; everywhere: of all that stands together with it."""
    who: dict[str, Any] = {} if "collars" in more else {"within": selection.area}
    if more.pop("everywhere", False):
        who = apart(selection)
    ask = Ask(tuple(kpi.id for kpi in kpis), by, tuple(periods), known_at=selection.known_at, **who, **more)
    return cast(pd.DataFrame, read("figures", ask=ask))


def areas_set_aside(kpis: Sequence[Kpi], by: str, days: Period, selection: Selection) -> dict[tuple[str, str], int]:
    """How many rows set aside could change figures of all areas that stand together with the view's, by KPI and key."""
    ask = Ask(
        tuple(kpi.id for kpi in kpis), by, (days,), known_at=selection.known_at, within=apart(selection).get("within")
    )
    return cast("dict[tuple[str, str], int]", read("areas_set_aside", ask=ask))


def hours(by: str, periods: Sequence[Period], selection: Selection, **more: Any) -> pd.DataFrame:
    """Hours of the view's area, team or (with `collars`) people."""
    who = {} if "collars" in more else {"within": selection.area}
    return cast(pd.DataFrame, read("hours", by=by, periods=tuple(periods), known_at=selection.known_at, **who, **more))


def hours_by_state(by: str, selection: Selection, collars: tuple[str, ...] = ()) -> pd.DataFrame:
    """Rostered hours by kind and state, of all that stands together with the view's area, or of people."""
    start, end = selection.days
    who: dict[str, Any] = {"collars": collars} if collars else apart(selection)
    asked = {"by": by, "start": start, "end": end, "known_at": selection.known_at, **who}
    return cast(pd.DataFrame, read("hours_by_state", **asked))


def together(selection: Selection) -> Area:
    """The area whose beats stand together with the view's: the whole force; of several forces in one store the view's own."""
    if selection.area == WHOLE_FORCE:
        return WHOLE_FORCE
    return cast(Area, read("together", key=area_key(selection.area), known_at=selection.known_at))


def apart(selection: Selection) -> dict[str, Area]:
    """What narrows a question to all that stands together with the view's area; nothing where that is the whole force, so that
    one answer serves every area of it."""
    area = together(selection)
    return {} if area == WHOLE_FORCE else {"within": area}


def is_several_forces(known_at: dt.datetime | None = None) -> bool:
    """True where the store holds several forces, each an LPA. Asked dozens of times a page, and a number that names nobody: so it
    is not remembered as a read is, which would take longer than the answer."""
    return is_several(store(), known_at)


def inside(area: Area, known_at: dt.datetime | None = None) -> frozenset[str]:
    """The areas and sergeants' teams (level:key) in an area."""
    return cast("frozenset[str]", read("inside", area=area, known_at=known_at))


def places_covered(days: Period, selection: Selection) -> tuple[int, int] | None:
    """Of the view's area or team how many dedicated places there are, and how many were visited on these days."""
    asked = {"start": days[0], "end": days[1], "known_at": selection.known_at}
    return cast("tuple[int, int] | None", read("places_covered", **asked, within=selection.area))


def spent(selection: Selection) -> time_in_place.Spent:
    """Where the hours went of the view's area or team as one: asked at once, looked at when needed."""
    return cast(time_in_place.Spent, read("spent", **_spent_by(selection)))


def clock(selection: Selection) -> pd.DataFrame:
    """The hours of the week of the view's area or team alone, for whoever needs nothing else of where they went."""
    return cast(pd.DataFrame, read("clock", **_spent_by(selection)))


def _spent_by(selection: Selection) -> dict[str, Any]:
    start, end = selection.days
    who = {"role": selection.role, "known_at": selection.known_at, "within": selection.area}
    return {"by": selection.area.level, "start": start, "end": end, **who}


def attended(selection: Selection) -> demand.Attended:
    """Incidents attended of the view's area or team, by hour of the week."""
    asked = {"area": selection.area, "days": selection.days, "role": selection.role, "known_at": selection.known_at}
    return cast(demand.Attended, read("attended", **asked))


def beside(
    kpis: Sequence[Kpi],
    by: str,
    selection: Selection,
    role: Role | None = None,
    days: Period | None = None,
    **more: Any,
) -> dict[str, list[Shown]]:
    """Companions of each KPI: what it is never shown without, of the view's days or of others."""
    start, end = days or selection.days
    who = {} if "collars" in more else {"within": selection.area}
    asked = tuple(kpi.id for kpi in kpis if kpi.companions)
    found = read(
        "beside", kpi_ids=asked, by=by, start=start, end=end, role=role, known_at=selection.known_at, **who, **more
    )
    return cast("dict[str, list[Shown]]", found)


def funnel(kpi: Kpi, selection: Selection) -> funnels.BeatFunnel:
    """All beats that stand together against each other over the view's days."""
    start, end = selection.days
    asked = {"kpi_id": kpi.id, "start": start, "end": end, "role": selection.role, "known_at": selection.known_at}
    return cast(funnels.BeatFunnel, read("funnel", **asked, **apart(selection)))


def passport_of(
    kpi: str, selection: Selection, collar: str | None = None, area: Area | None = None
) -> passport.Passport:
    """Where a figure comes from."""
    start, end = selection.days
    asked = {"kpi": kpi, "start": start, "end": end, "collar": collar, "area": area, "role": selection.role}
    return cast(passport.Passport, read("passport", **asked, known_at=selection.known_at))


def corrections_of(found: passport.Passport) -> pd.DataFrame:
    """The loads and withdrawals that changed a figure's rows after its days were first stated."""
    start, end = found.period
    asked = {"kpi": found.kpi, "start": start, "end": end, "collar": found.collar, "area": found.area}
    return cast(pd.DataFrame, read("corrections", **asked, role=found.role, known_at=found.known_at))


def learnt(then: dt.datetime, selection: Selection) -> changes.Changes:
    """What was learnt of the view's area and days between a moment and the view's."""
    asked = {"earlier": then, "later": selection.known_at, "within": selection.area, "role": selection.role}
    return cast(changes.Changes, read("between", **asked, days=selection.days))


def found_by_reference(ref: str, known_at: dt.datetime | None = None) -> references.Found:
    """What carries a reference."""
    return cast(references.Found, read("reference", ref=ref, known_at=known_at))


def members(selection: Selection) -> pd.DataFrame:
    """People of the view's area or team, alphabetical."""
    start, end = selection.days
    asked = {"start": start, "end": end, "area": selection.area, "known_at": selection.known_at}
    return cast(pd.DataFrame, read("members", **asked))


def partly_mine(selection: Selection) -> tuple[PartlyMine, ...]:
    """People of the view's area or team whom whoever looks may see on some of its days only; nobody for the analyst."""
    if viewer.scope().everybody:
        return ()
    start, end = selection.days
    asked = {"start": start, "end": end, "area": selection.area, "known_at": selection.known_at}
    return cast("tuple[PartlyMine, ...]", read("partly_mine", **asked))


def people(known_at: dt.datetime | None = None) -> pd.DataFrame:
    """Everyone ever posted, as in their latest posting."""
    return cast(pd.DataFrame, read("people", known_at=known_at))


def everyone(known_at: dt.datetime | None = None, within: Area | None = None) -> list[known_people.Stint]:
    """The same as postings, for whoever needs a name and no table. within: whose latest posting lies in an area."""
    who = {"within": within} if within else {}
    return cast("list[known_people.Stint]", read("everyone", known_at=known_at, **who))


def posted(selection: Selection) -> pd.DataFrame:
    """Everyone posted in the period, wherever."""
    start, end = selection.days
    return cast(pd.DataFrame, read("members", start=start, end=end, known_at=selection.known_at))


def areas(known_at: dt.datetime | None = None) -> pd.DataFrame:
    """Every area in list order."""
    return cast(pd.DataFrame, read("areas", known_at=known_at))


def sectors(known_at: dt.datetime | None = None) -> list[tuple[str, str, str]]:
    """Key, name and LPA of each sector in list order."""
    return cast("list[tuple[str, str, str]]", read("sectors", known_at=known_at))


def area_names(known_at: dt.datetime | None = None) -> dict[str, str]:
    """What each area (level:key) is called."""
    return cast("dict[str, str]", read("area_names", known_at=known_at))


def teams_led(selection: Selection) -> dict[str, tuple[str, int]]:
    """Sergeants' teams of the view's days, alphabetical: by key (team:collar number) the name, and how many people; of several
    forces those of the view's own."""
    start, end = selection.days
    asked = {"start": start, "end": end, "known_at": selection.known_at, **apart(selection)}
    return cast("dict[str, tuple[str, int]]", read("teams_led", **asked))


def team_names(known_at: dt.datetime | None = None) -> dict[str, str]:
    """What sergeants' teams are called, by key (team:collar number)."""
    return cast("dict[str, str]", read("team_names", known_at=known_at))


def posted_to(team: Area, days: Period, known_at: dt.datetime | None = None) -> tuple[str, ...]:
    """The teams (level:key) to which a sergeant's people were posted on some days."""
    return cast("tuple[str, ...]", read("posted_to", key=area_key(team), days=days, known_at=known_at))


def is_alone(team: Area, days: Period, known_at: dt.datetime | None = None) -> bool:
    """True where nobody else's people are posted to the beats of a sergeant's team."""
    return bool(read("is_alone", key=area_key(team), days=days, known_at=known_at))


def coverage(weeks: int, selection: Selection, level: str) -> pd.DataFrame:
    """What is loaded of all that stands together with the view's area, by export, area of a level and week."""
    asked = {"weeks": weeks, "known_at": selection.known_at, "level": level, **apart(selection)}
    return cast(pd.DataFrame, read("coverage", **asked))


def waiting(kpi: Kpi, area: Area, days: Period, known_at: dt.datetime | None = None) -> int:
    """How many late records of a KPI's export wait for their week's own file, of an area and the weeks of some days."""
    return int(read("waiting", export=kpi.export, area=area, start=days[0], end=days[1], known_at=known_at))


def quality(since: dt.date, known_at: dt.datetime | None = None) -> tuple[pd.DataFrame, list[Aside]]:
    """What the loads of each week set aside, and why."""
    return cast("tuple[pd.DataFrame, list[Aside]]", read("quality", since=since, known_at=known_at))


def blanks(selection: Selection) -> pd.DataFrame:
    """Blanks where an answer matters, over the view's days."""
    start, end = selection.days
    return cast(pd.DataFrame, read("blanks", since=start, until=end, known_at=selection.known_at))


def published_by_month(known_at: dt.datetime | None = None) -> pd.DataFrame:
    """What other forces published, by force and month."""
    return cast(pd.DataFrame, read("published", per="month", known_at=known_at))


def lists_loaded(known_at: dt.datetime | None = None) -> pd.DataFrame:
    """The lists and the day through which each speaks."""
    return cast(pd.DataFrame, read("lists_loaded", known_at=known_at))


def last_week(known_at: dt.datetime | None = None) -> dt.date | None:
    """The Sunday of the last complete week known."""
    return cast("dt.date | None", read("last_week", known_at=known_at))


def opens_at(week: dt.date, days: int) -> dt.datetime | None:
    """When supervisors may see people's week that ends on a Sunday (UTC); None where nothing is loaded of it."""
    return cast("dt.datetime | None", read("opens_at", day=week, days=days))


def loads() -> pd.DataFrame:
    """The history of loads."""
    return cast(pd.DataFrame, read("loads"))


def matched_by_hand() -> pd.DataFrame:
    """Headings matched by hand, the latest first."""
    return cast(pd.DataFrame, read("matched_by_hand"))


def notes(known_at: dt.datetime | None = None) -> tuple[Note, ...]:
    """Every note that stands, the latest first."""
    return cast("tuple[Note, ...]", read("notes", known_at=known_at))


def challenges(known_at: dt.datetime | None = None) -> tuple[Challenge, ...]:
    """Every challenge of a record, the latest first."""
    return cast("tuple[Challenge, ...]", read("challenges", known_at=known_at))


def challenged_since(found: Sequence[Challenge], known_at: dt.datetime | None = None) -> dict[int, str]:
    """By the number of each challenge, what later loads have made of its record."""
    return cast("dict[int, str]", read("challenged_since", found=tuple(found), known_at=known_at))


def actions(known_at: dt.datetime | None = None) -> tuple[Action, ...]:
    """Every agreed action as it stands, in the order in which they were agreed."""
    return cast("tuple[Action, ...]", read("actions", known_at=known_at))


def one_to_ones(known_at: dt.datetime | None = None) -> tuple[OneToOne, ...]:
    """Every one-to-one that was held, in the order in which they were kept."""
    return cast("tuple[OneToOne, ...]", read("one_to_ones", known_at=known_at))


def courses(collar: str, selection: Selection) -> tuple[str, ...]:
    """The courses that a person had completed by the view's last day, a line each."""
    asked = {"collar": collar, "day": selection.end, "known_at": selection.known_at}
    return cast("tuple[str, ...]", read("courses", **asked))


def records_of(kpi: str, collar: str, days: Period, known_at: dt.datetime | None = None) -> pd.DataFrame:
    """The rows behind one person's figure of some days."""
    asked = {"kpi_id": kpi, "start": days[0], "end": days[1], "collar": collar, "known_at": known_at}
    return cast(pd.DataFrame, read("rows_behind", **asked))


def places(keys: Sequence[Key], selection: Selection) -> dict[Key, tuple[Place, ...]]:
    """Where figures of areas or people lie on the view's days: themselves, and the areas that hold them."""
    start, end = selection.days
    asked = {"keys": tuple(keys), "start": start, "end": end, "known_at": selection.known_at}
    return cast("dict[Key, tuple[Place, ...]]", read("places", **asked))


def closed_flags(known_at: dt.datetime | None = None) -> dict[Flag, Closed]:
    """The flags that are closed, the latest first."""
    return cast("dict[Flag, Closed]", read("closed_flags", known_at=known_at))


def listed_targets(known_at: dt.datetime | None = None) -> tuple[targets.Target, ...]:
    """Every row of the Targets list."""
    return cast("tuple[targets.Target, ...]", read("targets", known_at=known_at))


def changed_targets(view: Selection) -> list[targets_kept.Event]:
    """Every change of the targets of the view's area and of what lies in it, the latest first."""
    return cast("list[targets_kept.Event]", read("targets_kept", within=view.area, known_at=view.known_at))


def previewed(target: targets.Target, known_at: dt.datetime | None = None) -> target_preview.Preview | None:
    """What a target would have said over the last year."""
    return cast("target_preview.Preview | None", read("target_preview", target=target, known_at=known_at))


def rationales(kpi: str, areas: Sequence[Area], view: Selection) -> tuple[targets.Rationale, ...]:
    """The written reasons of the areas' targets on a power, over the view's days."""
    asked = {"start": view.start, "end": view.end, "areas": tuple(areas), "role": view.role, "known_at": view.known_at}
    return cast("tuple[targets.Rationale, ...]", read("rationale", kpi=kpi, **asked))


def is_empty() -> bool:
    """True where nothing is loaded."""
    return store().version == 0
