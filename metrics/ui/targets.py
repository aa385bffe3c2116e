"""The Targets page's parts: what stands for the area, what has ended, every change, and the list to take away."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from metrics.charts.words import listed
from metrics.kpi import Kpi
from metrics.setting_target import workbook
from metrics.targets import Standing, Target
from metrics.targets import standing as standing_on
from metrics.targets_kept import Change, Event
from metrics.terms import FORCE, TEAM, Area, say_date, say_moment
from metrics.ui import areas, data, show, stores, target_words
from metrics.ui.selection import Selection
from metrics.ui.target_year import name_of

MOST_CHANGES = 250
NAME = 34
"""Letters of an owner's name that a table keeps on one line."""
KIND_WORDS = {"set": "Set", "changed": "Changed", "ended": "Ended", "taken out": "Taken out of the list"}


def standing(view: Selection) -> list[Standing]:
    """What stands for the view's area on its last day."""
    return standing_on(data.listed_targets(view.known_at), view.area, beats_of(view), view.end)


def beats_of(view: Selection) -> list[str]:
    """The beats that lie in the view's area, where it is more than one."""
    return [] if view.area.level == "beat" or areas.is_of_several(view) else list(areas.beats(view)["key"])


def table(view: Selection, lines: Sequence[Standing], name: str) -> None:
    """Every KPI and role with its target, or with none, in KPI order."""
    if view.area.level == TEAM:
        show.note(
            "A target belongs to an area. A sergeant's team is held against what its beats are to reach together, on days on "
            "which nobody else's people are posted to them."
        )
    own, summed = sum(line.own is not None for line in lines), sum(line.summed is not None for line in lines)
    show.heading("In force", f"{name}, on {say_date(view.end)}")
    show.lede(_found(name, own, summed, [line for line in lines if line.shown is None]))
    opens = {
        (row, 0): f"?{urlencode(view.params(kpi=name_of(line.kpi.id, line.role), opened=False))}"
        for row, line in enumerate(lines)
        if line.shown
    }
    caption = "Each target opens to what it would have said"
    show.block(show.table_html(pd.DataFrame(map(_line, lines)), caption, cells_open=opens))


def _found(name: str, own: int, summed: int, without: Sequence[Standing]) -> str:
    has = f"{name} has {own:,} target{'' if own == 1 else 's'} of its own"
    sums = f", and {summed:,} that {'is' if summed == 1 else 'are'} the sum of its beats'" if summed else ""
    labels = list(dict.fromkeys(line.kpi.label for line in without))
    none = f" None for {listed(labels)}." if labels else ""
    return f"{has}{sums}.{none}"


def _line(line: Standing) -> dict[str, Any]:
    target = line.shown
    label = unbroken(target_words.of_role(line.kpi.label, line.role))
    words = {"Amount": "none", "Type": "", "In force": _of_beats(line), "Set by": "", "Rationale": ""}
    if target is not None:
        words = _words(target)
        if line.own is None:
            words["In force"] = unbroken(f"sum of {len(line.of_beats):,} beats' targets")
    return {"KPI and role": label, **words}


def _of_beats(line: Standing) -> str:
    """How many of the beats have a target or monitor it, where the area is shown against none."""
    monitored = sum(target is not None and not target.has_amount for target in line.of_beats)
    said = [f"one in {line.beats_with_one:,}"] if line.beats_with_one else []
    said += [f"monitored in {monitored:,}"] if monitored else []
    return f"{listed(said)} of {len(line.of_beats):,} beats" if said else ""


def unbroken(words: str) -> str:
    """Words that a table keeps on one line."""
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def _words(target: Target) -> dict[str, str]:
    return {
        "Amount": unbroken(target_words.amount(target)),
        "Type": unbroken(target.type),
        "In force": unbroken(target_words.in_force(target)),
        "Set by": unbroken(target.set_by) if len(target.set_by) <= NAME else target.set_by,
        "Rationale": target_words.reason(target),
    }


def ended(view: Selection, lines: Sequence[Standing]) -> None:
    """The area's own targets that begin later, and those that are no longer in force: one click away."""
    own = [target for target in data.listed_targets(view.known_at) if target.area == view.area]
    stands = {id(line.own) for line in lines}
    later = [target for target in own if target.first > view.end]
    past = [target for target in own if target.first <= view.end and id(target) not in stands]
    show.opened("Targets that begin later", "targets-later", len(later), len(later), partial(_targets, later))
    show.opened("Targets that have ended", "targets-ended", len(past), len(past), partial(_targets, past))


def _targets(found: Sequence[Target]) -> pd.DataFrame:
    return pd.DataFrame([{"KPI and role": unbroken(target_words.of(target)), **_words(target)} for target in found])


def download(view: Selection) -> None:
    """The whole list in the form of the Targets export: edited or not, it loads again on Uploads."""
    listed_now = data.listed_targets(view.known_at)
    if not listed_now:
        return
    show.download(
        f"The whole list as a workbook: {len(listed_now):,} targets",
        lambda: workbook(stores.store(), listed_now),
        f"targets-{view.end}.xlsx",
        show.XLSX,
        key="targets-download",
    )


def history(view: Selection) -> None:
    """Every load of the list, and each change that one made to the area or to what lies in it."""
    events = data.changed_targets(view)
    show.heading("Every change", f"{len(events):,} load{'' if len(events) == 1 else 's'} of the list" if events else "")
    if not events:
        show.lede("No list of targets is loaded. Set one here, or send the Targets export on Uploads.")
        return
    changes = [(event, change) for event in events for change in event.changes]
    told = sum(bool(event.changes) for event in events)
    show.lede(
        f"{told:,} of {len(events):,} changed a target of this area or of what lies in it. Nothing is overwritten: choose “as "
        "known” in the bar to see what stood on a day."
    )
    show.opened(
        "Loads of the list", "targets-loads", len(events), len(events), lambda: pd.DataFrame(map(_event, events))
    )
    shown = changes[:MOST_CHANGES]
    show.opened(
        "Targets that were set, changed, ended or taken out, the latest first", "targets-changes", len(changes), MOST_CHANGES,
        lambda: pd.DataFrame([_change(event, change) for event, change in shown]),
    )  # fmt: skip


def _event(event: Event) -> dict[str, Any]:
    counts = {kind: sum(change.kind == kind for change in event.changes) for kind in KIND_WORDS}
    said = listed([f"{number:,} {kind}" for kind, number in counts.items() if number])
    return {
        "When": unbroken(say_moment(event.at)),
        "By": event.by,
        "What": f"{'Taken back' if event.withdrawn else 'Loaded'}: {event.file}, no. {event.load_id}",
        "In this area": said or "nothing changed",
    }


def _change(event: Event, change: Change) -> dict[str, Any]:
    return {
        "When": unbroken(say_moment(event.at)),
        "By": event.by,
        "Area": FORCE if change.target.area.level == "force" else change.target.area.key,
        "KPI and role": unbroken(target_words.of(change.target)),
        "What": KIND_WORDS[change.kind],
        "Before": _said(change.before),
        "After": _said(change.after),
    }


def _said(target: Target | None) -> str:
    if target is None:
        return "–"
    words = (
        f"{target_words.amount(target)}, {target.type.lower()}, {target_words.in_force(target)}, set by {target.set_by}"
    )
    return f"{words}: {target.rationale}" if target.rationale else words


def rationales(view: Selection, kpi: Kpi | None) -> None:
    """Why beats have a target on a power: beside the KPI wherever their targets are shown."""
    if kpi is None:
        return
    areas = [view.area] if view.area.level == "beat" else [Area("beat", beat) for beat in beats_of(view)]
    for one in data.rationales(kpi.id, areas, view):
        show.note(one.words)


__all__ = ["download", "ended", "history", "rationales", "standing", "table"]
