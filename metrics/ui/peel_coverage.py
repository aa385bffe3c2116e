"""The evidence at a glance: each question by part and freshness, and each area for improvement with its actions and proof."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from metrics.actions import Action
from metrics.charts.words import listed
from metrics.peel import freshness
from metrics.peel.framework import KINDS, Question
from metrics.peel.freshness import Freshness, Part
from metrics.terms import say_date
from metrics.ui import packing, peel, show
from metrics.ui.peel import Asked, improvements, parts_of, rows
from metrics.ui.safe import html

SHAPES: dict[Freshness, str] = {"current": "●", "stale": "◐", "none": "○"}
NUMBERS = ("Actions open", "Overdue", "Done")


def heat_map(asked: Asked) -> None:
    """Every question by part of the evidence: none, stale or current; each question opens."""
    legend = [
        (f"mark:{SHAPES['current']}", "current"),
        (f"mark:{SHAPES['stale']}", f"stale: over {freshness.STALE_DAYS} days"),
    ]
    show.legend([*legend, (f"mark:{SHAPES['none']}", "none")])
    caption = "Coverage: each question, and how fresh each part of its evidence is"
    lines = (_line(asked, key, question) for key, question in rows(asked))
    show.block(_table(("Question", *freshness.PARTS), lines, caption, cards=False))


def filed_elsewhere(asked: Asked) -> None:
    """Where something is filed under questions that an edited set no longer has, it is said, and each opens."""
    found = peel.filed_elsewhere(asked)
    if found:
        links = listed([
            f'<a href="{html(asked.address(key))}" target="_self">{html(question.title)}</a> ({html(peel.set_of(key))})'
            for key, question in found.items()
        ])  # fmt: skip
        show.block(
            f'<p class="bb-note">Filed under questions that their set no longer has: {links}. Open one to move it.</p>'
        )


def _table(names: Sequence[str], lines: Iterable[str], caption: str, cards: bool = True) -> str:
    """A table of our own cells: on a phone cards, or it scrolls in its own box."""
    head = "".join(f'<th scope="col"{_right(name)}>{html(name)}</th>' for name in names)
    return (
        f'<div class="bb-table-box" role="region" tabindex="0" aria-label="{html(caption)}">'
        f'<table class="bb-table bb-heat{" cards" * cards}"><caption>{html(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


def _right(name: str) -> str:
    return " class=n" if name in NUMBERS else ""


def _line(asked: Asked, key: str, question: Question) -> str:
    link = f'<a href="{html(asked.address(key))}" target="_self">{html(question.title)}</a>'
    ungraded = "" if question.graded else ' <span class="muted">(ungraded)</span>'
    cells = "".join(_cell(part) for part in parts_of(asked, key))
    return f'<tr><th scope="row">{link}{ungraded}</th>{cells}</tr>'


def _cell(part: Part) -> str:
    day = f", {say_date(part.day)}" if part.day else ""
    number = f" {html(part.words)}" if part.words not in ("", "0") and part.name == freshness.PARTS[0] else ""
    return (
        f'<td class="bb-fresh {part.freshness}" data-label="{html(part.name)}" title="{html(part.name)}: '
        f'{part.freshness}{html(day)}"><span aria-hidden="true">{SHAPES[part.freshness]}</span>'
        f'<span class="bb-hide">{part.freshness}{html(day)}</span>{number}</td>'
    )


def tracker(asked: Asked) -> None:
    """Areas for improvement of earlier assessments: evidence, actions and proof; each opens."""
    lines = improvements(asked)
    if not lines:
        return
    sets = dict.fromkeys(peel.set_of(key) for key, _ in lines)
    show.heading("Areas for improvement", f"{listed(list(sets))}; kept until closed with proof")
    show.lede(_tracked([packing.actions_of(key, asked.known_at) for key, _ in lines], asked.day))
    names = ("Finding", "Evidence", *NUMBERS, "State")
    show.block(_table(names, (_tracked_line(asked, key, one) for key, one in lines), "Each finding with its actions"))


def _tracked(found: Iterable[Sequence[Action]], day: dt.date) -> str:
    lists = list(found)
    with_actions, every = sum(bool(one) for one in lists), [action for one in lists for action in one]
    if not every:
        return f"No action is agreed yet on any of {len(lists):,} findings. Open one to agree the first."
    done, overdue = sum(one.state == "done" for one in every), sum(one.is_overdue(day) for one in every)
    return (
        f"{with_actions:,} of {len(lists):,} findings have actions: {done:,} of {len(every):,} actions done with proof, "
        f"{overdue:,} overdue. {sum(map(freshness.can_be_closed, lists)):,} can be closed."
    )


def _tracked_line(asked: Asked, key: str, question: Question) -> str:
    found, fresh = packing.actions_of(key, asked.known_at), freshness.overall(parts_of(asked, key))
    cells = {
        "Evidence": f"{SHAPES[fresh]} {fresh}",
        "Actions open": f"{sum(one.is_open for one in found):,}",
        "Overdue": f"{sum(one.is_overdue(asked.day) for one in found):,}",
        "Done": f"{sum(one.state == 'done' for one in found):,}",
        "State": _state(question, found),
    }
    link = f'<a href="{html(asked.address(key))}" target="_self">{html(question.title)}</a>'
    row = "".join(f'<td data-label="{name}"{_right(name)}>{html(words)}</td>' for name, words in cells.items())
    return f'<tr><th scope="row">{link}</th>{row}</tr>'


def _state(question: Question, found: Sequence[Action]) -> str:
    if question.kind == "strength":
        return KINDS["strength"]
    if not found:
        return "No action agreed"
    return "Can be closed: every action is done" if freshness.can_be_closed(found) else "Open"
