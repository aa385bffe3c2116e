"""The Problem solving page's parts on schemes, engagement, and what residents raised and were told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from metrics.catalogue import exports, kpis
from metrics.charts import amount_lines
from metrics.charts.amount_lines import AmountLine
from metrics.charts.drawing import Drawing
from metrics.charts.words import cell_words, figure_sentence, known, listed
from metrics.community import CITIZENS_KPI, ENGAGEMENT_KPI, WATCH_KPI, Engagement, Priority, Schemes
from metrics.frames import rows_of
from metrics.kpi import Kpi
from metrics.terms import say_date, say_number
from metrics.ui import data, drawings, problem_data, show
from metrics.ui.opening import opener
from metrics.ui.safe import html
from metrics.ui.selection import Selection

PRIORITIES_AT_MOST = 250
NAMED = 8
"""Beats that a sentence names; of more, how many."""


def schemes(view: Selection, name: str) -> None:
    """Schemes established in the view's days and running at their end, by kind; by beat one click away."""
    show.heading("Watch and Citizens in Policing schemes", "by the team of whoever established them, as on Beats")
    through = problem_data.through("watch_schemes", view)
    if through is None or through < view.start:
        export = exports()["watch_schemes"]
        what = "is not loaded" if through is None else f"speaks to {say_date(through)} only"
        show.lede(f"The list of {export.sheet} {what}. {export.sender} sends it.")
        return
    found = problem_data.schemes(view)
    figures_of([kpis()[CITIZENS_KPI], kpis()[WATCH_KPI]], view, name)
    mine = [one for one in found if one.counted]
    if not mine:
        show.lede("No scheme is known here.")
        return
    drawing = schemes_picture(view, name)
    show.chart(drawing, "schemes")
    show.lede(drawing.alt)
    others = [one for one in found if not one.counted]
    if others:
        made, run = sum(one.established for one in others), sum(one.running for one in others)
        show.note(
            f"Not counted by a KPI, since somebody of another role established them: {made:,} in these days, {run:,} running."
        )
    _by_team("Schemes by beat", "schemes", mine, view, _scheme_row)


def figures_of(chosen: Sequence[Kpi], view: Selection, name: str) -> bool:
    """The KPIs' own figures, each of which opens; whether any of them is known."""
    asked = [kpi for kpi in chosen if view.role in (None, *kpi.roles)]
    found = data.figures(asked, view.area.level, (view.days,), view, role=view.role)
    mine = {row["kpi"]: row for row in rows_of(found[found["key"] == view.area.key])}
    address = opener(view, view.area.level).address
    rows = "".join(
        f'<a class="bb-row" href="{html(address({"kpi": kpi.id}))}" target="_self"><span class="grow">{html(kpi.label)}</span>'
        f'<span class="n">{html(cell_words(kpi, mine.get(kpi.id)))}</span></a>'
        for kpi in asked
    )
    show.block(f'<div class="bb-grid">{rows}</div>')
    for kpi in asked:
        if kpi.id in mine and mine[kpi.id]["missing"]:
            show.lede(figure_sentence(kpi, mine[kpi.id], name, person=False))
    return any(known(row["value"]) for row in mine.values())


@drawings.remembered
def schemes_picture(view: Selection, name: str) -> Drawing:
    """Kinds of scheme: established, running, members."""
    mine = [one for one in problem_data.schemes(view) if one.counted]
    kinds = exports()["watch_schemes"].column("Scheme Type").choices
    lines = [_scheme_line(kind, [one for one in mine if one.kind == kind]) for kind in kinds]
    made, run, people = (sum(line.amounts[place] for line in lines) for place in range(3))
    alt = (
        f"{name}: {say_number(made)} scheme{'' if made == 1 else 's'} established in these days; {say_number(run)} running on "
        f"{say_date(view.end)}, with {say_number(people)} members."
    )
    heads = (("Established", "in these days"), ("Running", "at their end"), ("Members", "of those running"))
    return amount_lines.draw("kind", heads, lines, alt)


def _scheme_line(kind: str, mine: Sequence[Schemes]) -> AmountLine:
    amounts = [sum(getattr(one, part) for one in mine) for part in ("established", "running", "members")]
    blank = sum(one.without_members for one in mine)
    return AmountLine(
        kind, amounts,
        f"{kind}: {amounts[0]:,} established in these days, {amounts[1]:,} running with {amounts[2]:,} members"
        f"{f' ({blank:,} have no number of members)' if blank else ''}.",
    )  # fmt: skip


def _scheme_row(mine: Sequence[Schemes]) -> dict[str, str]:
    return {
        "Established in these days": say_number(sum(one.established for one in mine)),
        "Of these of Citizens in Policing": say_number(
            sum(one.established for one in mine if one.kind == "Citizens in Policing")
        ),
        "Running": say_number(sum(one.running for one in mine)),
        "Members": say_number(sum(one.members for one in mine)),
    }


def engagement(view: Selection, name: str) -> None:
    """Engagement returns by kind; by beat one click away."""
    show.heading("Engagement", "returns by the team of whoever made them, as on Beats")
    if not figures_of([kpis()[ENGAGEMENT_KPI]], view, name):
        export = exports()["engagements"]
        show.lede(f"{export.sheet} are not loaded for these days. {export.sender} sends them.")
        return
    mine = [one for one in problem_data.engagement(view) if one.returns]
    if mine:
        drawing = engagement_picture(view, name)
        show.chart(drawing, "engagement")
        show.lede(drawing.alt)
        _by_team("Engagement by beat", "engagement", mine, view, _engagement_row)


@drawings.remembered
def engagement_picture(view: Selection, name: str) -> Drawing:
    """Kinds of engagement: returns, people, priorities raised, feedback given."""
    mine = [one for one in problem_data.engagement(view) if one.returns]
    lines = [
        _engagement_line(kind, [one for one in mine if one.activity == kind])
        for kind in sorted({o.activity for o in mine})
    ]
    returns, people, raised, told = (sum(line.amounts[place] for line in lines) for place in range(4))
    alt = (
        f"{name}: {say_number(returns)} engagement return{'' if returns == 1 else 's'}, {say_number(people)} people took part; "
        f"a priority was raised in {say_number(raised)}, feedback was given in {say_number(told)}."
    )
    heads = (
        ("Returns", ""),
        ("People", "who took part"),
        ("Priority raised", "returns"),
        ("Feedback given", "returns"),
    )
    return amount_lines.draw("kind", heads, lines, alt)


def _engagement_line(kind: str, mine: Sequence[Engagement]) -> AmountLine:
    amounts = [sum(getattr(one, part) for one in mine) for part in ("returns", "attendees", "raised", "feedback")]
    blank = sum(one.not_counted for one in mine)
    return AmountLine(
        kind, amounts,
        f"{kind}: {amounts[0]:,} returns, {amounts[1]:,} people{f' ({blank:,} returns have no number)' if blank else ''}, "
        f"a priority raised in {amounts[2]:,}, feedback given in {amounts[3]:,}.",
    )  # fmt: skip


def _engagement_row(mine: Sequence[Engagement]) -> dict[str, str]:
    return {
        "Returns": say_number(sum(one.returns for one in mine)),
        "People": say_number(sum(one.attendees for one in mine)),
        "Priorities raised": say_number(sum(one.raised for one in mine)),
        "Feedback given": say_number(sum(one.feedback for one in mine)),
    }


def you_said(view: Selection) -> None:
    """What residents raised and whether they were told what was done: in a sentence, by beat, and one by one."""
    found = problem_data.engagement(view)
    if not any(one.returns for one in found):
        return
    show.heading("You said, we did", "priorities that residents raised, and whether they were told what was done")
    raised, answered = sum(one.raised for one in found), sum(one.answered for one in found)
    if not raised:
        show.lede("No priority was raised in these days.")
        return
    show.lede(
        f"A priority was raised {raised:,} time{'' if raised == 1 else 's'} in these days; for {answered:,} of these "
        f"({answered / raised:.0%}) feedback was given."
    )
    silent = [team for team in _by(found).values() if sum(o.raised for o in team) and not sum(o.answered for o in team)]
    if silent:
        show.lede(_silent_words(silent, view))
    _by_team("Priorities and feedback by beat", "feedback", found, view, lambda mine: _feedback_row(mine, view))
    listed_ = problem_data.priorities(view, PRIORITIES_AT_MOST)
    show.opened(
        "Priorities raised, the latest first", "priorities", raised, PRIORITIES_AT_MOST,
        lambda: pd.DataFrame([_priority_row(one) for one in listed_]),
    )  # fmt: skip


def _silent_words(silent: Sequence[Sequence[Engagement]], view: Selection) -> str:
    """Beats with priorities raised and no feedback given for any of them: a fact, since feedback may be given elsewhere."""
    names = [f"{_name(team[0].team, view)} ({sum(one.raised for one in team):,})" for team in silent[:NAMED]]
    more = [f"{len(silent) - NAMED:,} more"] if len(silent) > NAMED else []
    return f"Raised, and no feedback recorded for any of it in these days: {listed([*names, *more])}."


def _feedback_row(mine: Sequence[Engagement], view: Selection) -> dict[str, str]:
    told = [one.last_feedback for one in mine if one.last_feedback is not None]
    last = max(told, default=None)
    return {
        "Priorities raised": say_number(sum(one.raised for one in mine)),
        "With feedback given": say_number(sum(one.answered for one in mine)),
        "Last feedback": say_date(last) if last else "none known",
        "Days since": say_number((view.end - last).days) if last else "–",
    }


def _priority_row(one: Priority) -> dict[str, str]:
    return {
        "Day": say_date(one.day),
        "Beat": one.beat or "not recorded",
        "Residents raised": one.priority,
        "At": one.activity,
        "People": "–" if one.attendees is None else say_number(one.attendees),
        "Told what was done": "not recorded" if one.told is None else "yes" if one.told else "no",
    }


def _by(found: Iterable[Any]) -> dict[str, list[Any]]:
    """Lines by their team, teams in the order given."""
    teams: dict[str, list[Any]] = {}
    for one in found:
        teams.setdefault(one.team, []).append(one)
    return teams


def _by_team(words: str, key: str, found: Sequence[Any], view: Selection, row: Any) -> None:
    """A row for each team, in list order, when somebody asks."""
    teams = _by(found)
    if len(teams) < 2 and key != "feedback":
        return
    show.opened(
        words, key, len(teams), len(teams),
        lambda: pd.DataFrame([{"Beat": _name(team, view)} | row(mine) for team, mine in teams.items()]),
    )  # fmt: skip


def _name(team: str, view: Selection) -> str:
    """What a team is called; of one above the beats also that it is."""
    name = problem_data.team_names(view).get(team, team)
    return name if team.startswith("beat:") else f"{name}, posted above the beats"
