"""The parts of the brief as markup, each of so few lines that the whole stays one page."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from metrics.brief.agreed import Agreed
from metrics.brief.changed import Changed, Line
from metrics.brief.gaps import Gaps
from metrics.brief.local import Priorities
from metrics.brief.markup import (
    AWAY,
    DONE,
    INK,
    KEPT_COLOUR,
    NUMBER,
    OTHER,
    TEXT,
    bar,
    cell,
    cut,
    heading,
    line,
    lines,
    table,
    text,
)
from metrics.brief.measured import WEEKS_BEFORE, Measure
from metrics.brief.spent import Spent
from metrics.brief.thanks import Thanks
from metrics.charts.words import percent, say_share
from metrics.judge import Tone
from metrics.problem_solving import Plan
from metrics.recognition_words import LEFT_OUT, NOTHING
from metrics.terms import NOT_LOADED, PARTLY_LOADED, say_date, say_number

MOST = 3
"""Lines of one kind; of more their number."""
MOST_PEOPLE = 4
LONG, SHORT = 125, 58
"""Letters of a line that has the page's width, and of one that has half of it."""
TONES: dict[Tone, str] = {"wanted": DONE, "unwanted": AWAY, "quiet": INK}
HEAD = "font-size:11px;vertical-align:bottom"
INDENT = "padding-left:14px"
HEAD_NUMBER = f"{HEAD};text-align:right"
ACTIONS_LEFT_OUT = "Actions name people: they are shown to those who may see all of them, once their week is open."
NO_HOURS = "Duties are not loaded for this week: where the hours went is not known."


def loaded(gaps: Gaps) -> str:
    """What is loaded and missing, in one line."""
    return line(f"{cut(gaps.summary, LONG)}.")


def recognised(thanks: Thanks) -> str:
    """People in one line, then areas, places and what no KPI counts."""
    named = [f"{name} ({what})" for name, what in thanks.people[:MOST_PEOPLE]]
    rest = len(thanks.people) - len(named)
    told = (
        [f"More than luck explains: {'; '.join(named)}{f'; and {rest:,} more' if rest > 0 else ''}."] if named else []
    )
    told += [cut(one, LONG) for one in thanks.others[:MOST]]
    told += [cut(f"Work that no KPI counts: {one}", LONG) for one in thanks.uncounted[:1]]
    none = "" if thanks.left_out else NOTHING
    last = LEFT_OUT if thanks.left_out else thanks.luck
    return heading("Worth recognising", thanks.when) + (lines(told) or line(none)) + line(last, small=True)


def changed(found: Changed) -> str:
    """What stands out, in the order of KPIs and beats."""
    shown = "".join(f'<p style="{TEXT};margin:0 0 1px">{_change(one)}</p>' for one in found.lines[:MOST])
    more = len(found.lines) - MOST
    tail = f" {more:,} more on This week." if more > 0 else ""
    return (
        heading("More than luck", "a question to look into, not a finding")
        + shown
        + line(" ".join(found.summaries) + tail, small=True)
    )


def _change(one: Line) -> str:
    return (
        f"{text(cut(one.name, 40))}: {text(one.kpi)} {_mark(one.mark, one.tone)} {text(one.word)}, {text(one.when)}: "
        f"{text(one.said)}."
    )


def _mark(mark: str, tone: Tone) -> str:
    return f'<span style="color:{TONES[tone]}" aria-hidden="true">{mark}</span>'


def hours(spent: Spent) -> str:
    """One bar, its figures, and the days absent without a reason."""
    title = heading("Where the hours went", "hours of PCs and PCSOs; absence in days, never with a reason")
    if spent.rostered is None or spent.available is None:
        return title + line(NO_HOURS)
    parts = [("Available", spent.available, DONE), ("Other duties", spent.other_duties or 0.0, OTHER)]
    parts += [(reason, taken, AWAY) for reason, taken in spent.reasons]
    whole = [("All abstracted", spent.abstraction), ("Rostered", spent.rostered), ("Days absent", spent.absent_days)]
    named = [*((name, amount, _square(colour)) for name, amount, colour in parts), *((*one, "") for one in whole)]
    top = "".join(cell(f"{square}{text(name)}", HEAD_NUMBER, "col") for name, _, square in named)
    row = "".join(cell(say_number(amount), NUMBER) for _, amount, _ in named)
    share = f"{percent(spent.abstraction, spent.rostered)} of rostered hours were abstracted."
    drawn = bar([(amount, colour) for _, amount, colour in parts])
    return title + drawn + table([row], top) + line(f"{share}{_unsure(spent)}", small=True)


def _square(colour: str) -> str:
    """The colour of a part of the bar, before its name."""
    return f'<span style="color:{colour};{KEPT_COLOUR}" aria-hidden="true">■&nbsp;</span>'


def _unsure(spent: Spent) -> str:
    missing = f" {spent.missing_days:,} team days are not loaded." if spent.missing_days else ""
    return f"{missing} {spent.set_aside:,} rows of Duties set aside could change these." if spent.set_aside else missing


def measures(found: tuple[Measure, ...]) -> str:
    """A row per KPI: the week, its target, the weeks before, and the verdict."""
    judged = Counter(one.judged[1] for one in found if one.judged and one.judged_said).most_common(1)
    day = judged[0][0] if judged else None
    verdict = f"Verdict on the week to {say_date(day)} (its figure)" if day else "Verdict"
    columns = (
        ("KPI", f"{HEAD};width:31%"), ("This week", f"{HEAD_NUMBER};width:16%"), ("Target", f"{HEAD_NUMBER};width:10%"),
        (f"Average, {WEEKS_BEFORE} weeks before", f"{HEAD_NUMBER};width:13%"), (verdict, f"{HEAD};{INDENT};width:30%"),
    )  # fmt: skip
    top = "".join(cell(text(name), style, "col") for name, style in columns)
    title = heading("Figures of the week", "of the team or area, never of one person")
    if not found:
        return title + line("The lists known then hold no such area or team.")
    return title + table((_measure(one, day) for one in found), top, "figures")


def _measure(one: Measure, day: dt.date | None) -> str:
    average = "–" if one.average is None else say_share(round(one.average, 1))
    weeks = f" ({one.weeks_known} weeks)" if 0 < one.weeks_known < WEEKS_BEFORE else ""
    return (
        cell(text(one.label), head="row")
        + "".join(cell(text(said), NUMBER) for said in (one.said, one.target_words, f"{average}{weeks}"))
        + cell(f"{_mark(one.mark, one.tone)} {text(_verdict(one, day))}", INDENT)
    )


def _verdict(one: Measure, day: dt.date | None) -> str:
    then = f" ({one.judged_said})" if one.judged_said else ""
    other = f", to {say_date(one.judged[1])}" if one.judged and one.judged_said and one.judged[1] != day else ""
    return f"{one.word}{then}{other}" if one.word else "–"


def residents(found: Priorities) -> str:
    """What residents raised, and whether they were told what was done."""
    title = heading("Priorities that residents raised")
    if found.record == NOT_LOADED:
        return title + line("Engagements are not loaded for this week.")
    told = [f"{one.priority}: {one.returns:,}, feedback given at {one.told:,}" for one in found.raised]
    return title + lines(cut(one, SHORT) for one in told[:MOST]) + line(_engagements(found), small=True)


def _engagements(found: Priorities) -> str:
    more = f"{len(found.raised) - MOST:,} more priorities. " if len(found.raised) > MOST else ""
    none = "" if found.raised else "None was recorded. "
    partly = f" {PARTLY_LOADED}." if found.record == PARTLY_LOADED else ""
    return f"{more}{none}{found.returns:,} engagements, feedback given at {found.told:,}.{partly}"


def problems(found: tuple[Plan, ...]) -> str:
    """The plans whose assessment is due within four weeks, or overdue."""
    due = [one for one in found if one.is_due]
    told = [
        f"{cut(one.title, 30)}: {'overdue,' if one.clock.state == 'overdue' else 'due'} {say_date(one.due)}"
        for one in due
        if one.due
    ]
    tail = f"{len(found):,} plan{'' if len(found) == 1 else 's'} open, {len(due):,} to be assessed within four weeks or overdue."
    return heading("OSARA plans due") + lines(told[:MOST]) + line(tail, small=True)


def actions(found: Agreed) -> str:
    """What was agreed in meetings; of one-to-ones only how many."""
    if found.left_out:
        return heading("Actions due") + line(ACTIONS_LEFT_OUT, small=True)
    told = [
        f"{cut(one.words, 40)} ({cut(one.owner, 22)}, {'overdue since' if one.overdue else 'by'} {say_date(one.due)})"
        for one in found.due
    ]
    return heading("Actions due") + lines(told[:MOST]) + line(" ".join(_counted(found)), small=True)


def _counted(found: Agreed) -> Iterator[str]:
    if not found.due:
        yield "None of a meeting is due within seven days."
    elif len(found.due) > MOST:
        yield f"{len(found.due) - MOST:,} more."
    if found.private:
        yield f"{found.private:,} of one-to-ones {'is' if found.private == 1 else 'are'} due: between the two who agreed."


def put_right(gaps: Gaps) -> str:
    """What is missing or set aside, and who can put it right."""
    told = [f"{one.export} ({one.where}) from {one.sender}" for one in gaps.missing]
    told += [f"{one.export}: {one.rows:,} set aside, {one.why.lower()}: {one.fixed_by}" for one in gaps.asides]
    more = f"{len(told) - MOST:,} more on Data quality. " if len(told) > MOST else ""
    late = f"{gaps.late:,} late records wait for their week's file." if gaps.late else ""
    none = "" if told or late else "Nothing is missing or set aside."
    return (
        heading("Data to put right")
        + lines(cut(one, 100) for one in told[:MOST])
        + line(f"{more}{late}{none}", small=True)
    )
