"""The page on what residents said: the finding, the groups as a picture, the five asks beside our measures, and the source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from metrics.charts import themes
from metrics.charts.drawing import Drawing
from metrics.charts.themes import ASKED, Block
from metrics.charts.words import listed
from metrics.perception.coding import COUNTY_MEAN, EVERYBODY, OURS, SCALE, SOURCE, THEMES, Group, coding
from metrics.terms import TEAM, WHOLE_FORCE, capital, say_date, say_days
from metrics.ui import areas, drawings, residents_asks, residents_data, routes, show
from metrics.ui.safe import html
from metrics.ui.selection import Selection

UNLISTED = "Not in our list"
CONCERNS = {
    "visibility": "seeing officers", "knows_local_officer": "knowing a local officer", "feedback": "being told back",
    "right_hour": "seeing them at the right hour", "right_place": "seeing them in the right place",
}  # fmt: skip
SMALL_GROUPS = (
    "Small groups that were chosen to reflect each area, not a sample of the population: they say what was said, not how many "
    "people think so. They met from December 2023 to February 2024; the figures beside them are of the days that the page shows."
)


def answer(view: Selection, name: str) -> str:
    """Who met, when, and what they asked for most plainly: 3 groups of residents met in Corby, 17 January to 6 February 2024."""
    groups = residents_data.groups(view)
    if not groups:
        return f"No group of the 2023/24 consultation is assigned to {_plain(name)}."
    return f"{_who(view, name, groups)} {_concerns(groups)}"


def _plain(name: str) -> str:
    return "the force" if name == "Force" else name


def _who(view: Selection, name: str, groups: Sequence[Group]) -> str:
    days = sorted(group.day for group in groups)
    people = sum(group.people for group in groups)
    alone = len(groups) == 1
    number = f"{len(groups):,} group{'' if alone else 's'} of residents"
    if view.area == WHOLE_FORCE:
        where = "met across the county"
    elif residents_data.here(view).widened:
        where = f"met in {listed([sector for _, sector in areas.sectors(view)])}, and no group names {name}"
    elif view.area.level in ("beat", TEAM):
        where = f"{'names' if alone else 'name'} places of {name}"
    else:
        where = f"met in {name}"
    return f"{number} {where}: {people:,} people, {say_days(days[0], days[-1])}."


def _concerns(groups: Sequence[Group]) -> str:
    """What was a concern, as the asks stand in the picture; how many groups said so."""
    found = [(CONCERNS[theme], _concerned(groups, theme)) for theme in ASKED]
    found = [(words, number) for words, number in found if number]
    if not found:
        return (
            "None of the five things that residents of the county asked for was a concern of these groups as a whole."
        )
    if len(groups) == 1:
        return f"Its concerns, of the five things asked for: {listed([words for words, _ in found])}."
    (first, number), *others = found
    of = f"all {number:,}" if number == len(groups) else f"{number:,} of the {len(groups):,}"
    told = listed([f"{first} was a concern of {of}", *(f"{words} of {number:,}" for words, number in others)])
    return f"{capital(told)}."


def _concerned(groups: Sequence[Group], theme: str) -> int:
    """How many groups had a concern that is more than one voice."""
    cells = [coding().cells.get((group.section, theme)) for group in groups]
    return sum(cell is not None and cell.value == "concern" and not cell.is_one_voice for cell in cells)


def blocks(view: Selection) -> tuple[Block, ...]:
    """The groups of the view by sector in list order; for the whole force also those whose sector the list does not have."""
    here = residents_data.here(view)
    found = _blocks(here.own)
    if view.area == WHOLE_FORCE and here.unlisted:
        found += (Block(UNLISTED, here.unlisted),)
    return found


def _blocks(groups: Sequence[Group]) -> tuple[Block, ...]:
    sectors = list(dict.fromkeys(group.sector for group in groups))
    return tuple(Block(sector, tuple(group for group in groups if group.sector == sector)) for sector in sectors)


@drawings.remembered
def picture(view: Selection, name: str) -> Drawing | None:
    """The groups by theme; None where there is no group to show."""
    shown = blocks(view)
    return themes.draw(shown, coding(), answer(view, name)) if shown else None


def confidence(view: Selection) -> None:
    """Confidence as the report states it: of the county, and of the groups that have a mean of their own."""
    groups = [group for block in blocks(view) for group in block.groups]
    means = [group for group in groups if group.mean is not None]
    told = [f"{group.name} {group.mean} of {SCALE} ({group.people} people, {say_date(group.day)})" for group in means]
    every = sum(group.mean is not None for group in coding().groups)
    own = f"Of the groups here: {listed(told)}." if told else "None of the groups here is among them."
    show.note(
        f"Confidence, as the report states it: {COUNTY_MEAN} of {SCALE} on average across all groups ({EVERYBODY:,} residents, "
        f"December 2023 to February 2024), and a mean for {every} of {len(coding().groups)} groups. {own} We average nothing. "
        f"The report uses {_areas_of_report()} areas, not our {len(_sectors(view))} sectors: which sector and beat a group "
        "stands for is our assignment."
    )


def asks(view: Selection) -> None:
    """The five things asked for, each with the measure that answers it; places and contacts one click away."""
    show.heading("What they asked for, and what our records say", f"{view.period_words}, {view.known_words}")
    show.block(show.table_html(residents_asks.table(view), "The five things that residents asked for"))
    show.note(SMALL_GROUPS)
    places = residents_data.foot_patrols(view)
    show.opened(
        "Dedicated places and their last foot patrol", "foot", len(places), residents_asks.PLACES_AT_MOST,
        lambda: residents_asks.places(view),
    )  # fmt: skip
    beats = residents_data.contacts(view)
    show.opened(
        "Beats, groups that name them, and named contacts",
        "contacts",
        len(beats),
        len(beats),
        lambda: residents_asks.contacts(view),
    )


def every_theme(view: Selection) -> None:
    """All themes of the groups of the view in a table, and of all groups, when somebody asks."""
    shown = blocks(view)
    show.opened(
        f"Every theme, {len(THEMES)} of the coding and {len(OURS)} that we read out of the text", "themes",
        len(THEMES) + len(OURS), len(THEMES) + len(OURS), lambda: themes.by_theme(shown, coding()), wide=True,
    )  # fmt: skip
    if view.area != WHOLE_FORCE:
        everywhere = view.params(area=WHOLE_FORCE, kpi=None, opened=False)
        show.link(routes.RESIDENTS, f"See all {len(coding().groups)} groups", everywhere)


def source(view: Selection) -> None:
    """Where this comes from, what is ours, and what it cannot say."""
    with st.expander("Source, and how to read this", key="residents-source", type="compact"):
        days = [group.day for group in coding().groups]
        show.lede(
            f"{SOURCE}. {len(coding().groups)} groups of 7 to 10 residents, {say_days(min(days), max(days))}, "
            f"{EVERYBODY:,} residents; the report says that each area was profiled against the census."
        )
        show.lede(
            f"The report uses {_areas_of_report()} areas, not our {len(_sectors(view))} sectors. The sector of a group, and the "
            "beats that a place of it names, are our assignment, and the report knows nothing of them."
        )
        show.lede(
            "The themes are coded from the report's text as concern, mixed or positive; a blank is a theme that did not come up, "
            "which is not contentment. The right hour and the right place are read out of the same text by us: when, and where, "
            "residents wanted officers or did not feel safe. What rests on one voice alone is drawn small and counted apart, "
            "without what was said. No account of a person is kept here."
        )
        notes = [
            f"{group.name}: {note}."
            for group in coding().groups
            for note in (group.assignment_note, group.day_note)
            if note
        ]
        show.block("".join(f'<p class="bb-line">{html(note)}</p>' for note in notes))


def _areas_of_report() -> int:
    return len({group.area for group in coding().groups})


def _sectors(view: Selection) -> list[tuple[str, str]]:
    return areas.sectors(replace(view, area=WHOLE_FORCE))


def beside(view: Selection) -> None:
    """The five asks beside an area's activity on another page: closed until somebody asks, and nothing is read until then."""
    box = st.expander(
        "What residents asked for, and what our records say", key="residents", on_change="rerun", type="compact"
    )
    if not box.open:
        return
    with box:
        show.lede(answer(view, areas.name_of(view)))
        rows = "".join(
            f'<p class="bb-line"><b>{html(one.ask.words)}:</b> {html(one.now)} <span class="muted">{html(one.said)}</span></p>'
            for one in residents_asks.answers(view)
        )
        show.block(rows)
        show.link(routes.RESIDENTS, "Open What residents said", view.params(kpi=None, opened=False))
