"""The Plan priorities page's parts: the edition and its state, what was done towards each priority, and the KPIs tied to none."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property

from metrics.catalogue import kpis, whole_kpis
from metrics.charts import priorities as chart
from metrics.charts.drawing import Drawing
from metrics.charts.figures import by_key
from metrics.charts.priorities import Cell, Row
from metrics.charts.words import known, listed
from metrics.community import ENGAGEMENT_KPI
from metrics.kpi import Kpi
from metrics.priorities.edition import Edition
from metrics.priorities.editions import KEPT, Version, first_of
from metrics.priorities.spreadsheet import edition_workbook, read_edition
from metrics.priorities.ties import Found, Returns, of_plan, of_returns
from metrics.problem_solving import Plan
from metrics.terms import say_moment
from metrics.ui import by_role, community, data, judging, priority_data, problem_data, routes, show
from metrics.ui.kept_sets import Edited
from metrics.ui.selection import Selection

STATES = {
    "current": "the current edition", "superseded": "superseded by a later edition", "not verified": "not verified as current",
}  # fmt: skip
READING = (
    "A figure tied to two priorities stands under both. Nothing is added up across figures, and no score is made of a priority: "
    "click a figure for its hours, its verdict and the rows behind it."
)
COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True)
class Tied:
    """What is tied to an edition's priorities in a view. plans: open ones that the KPI counts, None where not loaded.

    returns: of the view's days, None where not loaded.
    """

    version: Version
    rows: tuple[Row, ...]
    plans: tuple[tuple[Plan, Found], ...] | None
    returns: tuple[tuple[Returns, Found], ...] | None

    @property
    def edition(self) -> Edition:
        """The edition."""
        return self.version.held

    @cached_property
    def plans_of(self) -> Counter[str]:
        """How many of the plans are tied to each commitment, by its id."""
        return Counter(one for _, found in self.plans or () for one in found.commitments)

    @cached_property
    def returns_of(self) -> Counter[str]:
        """How many of the returns are."""
        told = Counter[str]()
        for one, found in self.returns or ():
            told.update(dict.fromkeys(found.commitments, one.returns))
        return told


def chosen(view: Selection) -> Version:
    """The edition of the address, else the one that stands first."""
    return first_of(priority_data.editions(view), view.ref)


def tied(view: Selection, edition: str | None = None) -> Tied:
    """All of it for a view. edition: its key; None: that of the address."""
    version = chosen(view if edition is None else replace(view, ref=edition))
    held = version.held
    asked = [kpi for kpi in kpis().values() if kpi.id in held.tied_kpis and view.role in (None, *kpi.roles)]
    shown, found = by_role.figures(asked, view.area.level, (view.days,), view)
    mine = found[(found["key"] == view.area.key) & found["kpi"].isin([kpi.id for kpi in shown])]
    figures = by_key(judging.with_verdicts(mine, shown, view.area.level, view))
    plans, returns = _plans(view, held), _returns(view, held)
    rows = []
    for priority in held.priorities:
        why = {tie.value: tie.why for tie in held.ties if tie.what == "KPI" and tie.priority == priority.id}
        cells = tuple(
            Cell(kpi, view.area.key, figures.get((kpi.id, view.area.key)), why[by_role_id(kpi)])
            for kpi in shown
            if by_role_id(kpi) in why
        )
        rows.append(
            Row(
                priority.id, priority.title, cells,
                None if plans is None else sum(priority.id in found.priorities for _, found in plans),
                None if returns is None else sum(one.returns for one, found in returns if priority.id in found.priorities),
                len(held.commitments_of(priority.id)),
            )
        )  # fmt: skip
    return Tied(version, tuple(rows), plans, returns)


def by_role_id(kpi: Kpi) -> str:
    """The KPI's own id, where it stands for one role."""
    return kpi.id.partition(":")[0]


def _plans(view: Selection, edition: Edition) -> tuple[tuple[Plan, Found], ...] | None:
    through = problem_data.through("problem_plans", view)
    if through is None or through < view.start:
        return None
    hands = priority_data.by_hand(edition.key, view)
    return tuple(
        (plan, of_plan(plan, edition, hands)) for plan in problem_data.plans(view) if plan.is_open and plan.is_counted
    )


def _returns(view: Selection, edition: Edition) -> tuple[tuple[Returns, Found], ...] | None:
    figures = data.figures([kpis()[ENGAGEMENT_KPI]], view.area.level, (view.days,), view, role=view.role)
    if not figures.loc[figures["key"] == view.area.key, "value"].notna().any():
        return None
    return tuple((one, of_returns(one, edition)) for one in priority_data.returns(view))


def answer(found: Tied, view: Selection, name: str) -> str:
    """Towards how many of the priorities something was recorded, which have nothing, and how many KPIs are tied to none."""
    done = [row for row in found.rows if _something(row)]
    whole = len(found.rows)
    words = (
        f"{name}: something was recorded towards {_count(len(done))} of the {_count(whole)} priorities of the "
        f"{found.edition.name} {found.edition.edition}, {view.period_words}."
    )
    silent = [row.title for row in found.rows if not row.cells]
    if silent:
        words += f" None of our KPIs speaks to {listed([f'“{title}”' for title in silent])}."
    none = untied(found.edition)
    return f"{words} KPIs tied to no priority: {len(none)}{f' ({listed([kpi.label.lower() for kpi in none])})' if none else ''}."


def _count(number: int) -> str:
    return COUNTS[number] if number < len(COUNTS) else f"{number:,}"


def _something(row: Row) -> bool:
    values = [cell.figure["value"] for cell in row.cells if cell.figure is not None]
    return bool(row.plans or row.returns or any(known(value) and value > 0 for value in values))


def said_of(plan: Plan, view: Selection) -> str:
    """To which priorities of the edition that stands first a plan is tied, for a link to them."""
    held = first_of(priority_data.editions(view)).held
    found = of_plan(plan, held, priority_data.by_hand(held.key, view)).priorities
    titles = [held.title_of(one) for one in found]
    return f"Plan priority: {listed(titles)}" if titles else "Tied to no plan priority"


def untied(edition: Edition) -> list[Kpi]:
    """The KPIs, those that are a part of another left out, that the map ties to no priority."""
    return [kpi for kpi in whole_kpis() if kpi.id not in edition.tied_kpis]


def state(found: Tied, view: Selection) -> None:
    """Which edition this is and in which state, in words; links to the others."""
    version = found.version
    others = [one for one in priority_data.editions(view) if one.held.key != version.held.key]
    show.heading(version.held.key, STATES[version.held.status])
    by = "" if version.at is None else f" Version {version.number}, kept by {version.by} on {say_moment(version.at)}."
    show.note(f"{version.held.note}{by}".strip() or "Nothing else is known of this edition.")
    if others:
        with show.links("editions"):
            for one in others:
                show.link(
                    routes.PRIORITIES, f"{one.held.key}: {STATES[one.held.status]}", view.params(ref=one.held.key)
                )


def picture(found: Tied, name: str) -> Drawing:
    """The priorities as rows."""
    return chart.draw(found.rows, name, finding(found, name))


def finding(found: Tied, name: str) -> str:
    """What is tied to each priority, in words."""
    told = [f"{row.title}: {_kpis(row)}, {_plain(row)}" for row in found.rows]
    judged = [cell for row in found.rows for cell in row.cells if cell.figure is not None]
    distinct = {cell.kpi.id: cell for cell in judged}.values()
    words: dict[str, int] = {}
    for cell in distinct:
        word = str(cell.figure["verdict"]) if cell.figure else ""
        words[word] = words.get(word, 0) + 1
    verdicts = listed([f"{number} {word.lower()}" for word, number in words.items() if word])
    tail = f" Of {len(distinct)} figures: {verdicts}." if verdicts else ""
    return f"{name}. {'; '.join(told)}.{tail}"


def _kpis(row: Row) -> str:
    return f"{len(row.cells)} figure{'' if len(row.cells) == 1 else 's'}" if row.cells else "no KPI tied"


def _plain(row: Row) -> str:
    return row.note.removeprefix(f"{chart.NONE_TIED} · ").replace(" · ", ", ")


def tied_to_none(found: Tied, view: Selection, name: str) -> None:
    """The KPIs tied to no priority by name, each with its figure, which opens."""
    none = untied(found.edition)
    count = len(none)
    show.heading(
        "KPIs tied to no priority",
        f"{count} of {len(whole_kpis())}; the map says which are tied, and anybody can edit it",
    )
    if not none:
        show.lede("Every KPI is tied to a priority.")
    others = [kpi.label for kpi in none if view.role not in (None, *kpi.roles)]
    if others:
        show.lede(f"{listed(others)}: of another role than the one chosen, so without a figure here.")
    community.figures_of(none, view, name)


def _holds(held: Edition) -> str:
    return (
        f"{len(held.priorities)} priorities, {len(held.commitments)} commitments and {len(held.ties)} lines of the map"
    )


EDITED = Edited(
    KEPT, ("The plan itself, and the map", "edit them in a spreadsheet; every version is kept"), "plan", edition_workbook,
    read_edition, _holds, ".xlsx or .ods, with its three sheets",
    "Another edition stands beside this one. Marked “current”, it is the one that the page opens with; mark this one "
    "“superseded” then.",
)  # fmt: skip


def offer(found: Tied, view: Selection) -> None:
    """The edition as a spreadsheet; and the way to give one back."""
    EDITED.offer(found.version, can_change=view.known_at is None)


__all__ = [
    "Tied", "answer", "chosen", "offer", "picture", "said_of", "state", "tied", "tied_to_none", "untied",
]  # fmt: skip
