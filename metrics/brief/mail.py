"""The brief as one HTML file that mail programs show and that prints as exactly one A4 page."""

from __future__ import annotations

import datetime as dt
import re

from metrics.brief import sections
from metrics.brief.brief import Brief
from metrics.brief.markup import FONT, INK, PAPER, SMALL, TEXT, beside, cut, layout, text
from metrics.terms import LONDON, MARKING, PURPOSE, say_date, say_days

WIDTH = 640
PAGE = "@page{size:A4 portrait;margin:9mm 12mm}"
MUCH = 3600
"""Letters of text: a page with more is printed in smaller type, so that it is one page."""
POINTS, FEWER_POINTS = 9.2, 7.7


def paper(sheet: str) -> str:
    """The style of one A4 page; on a screen it says nothing."""
    points = FEWER_POINTS if len(re.sub("<[^>]*>", "", sheet)) > MUCH else POINTS
    return (
        f"{PAGE}@media print{{body{{background:{PAPER}!important;padding:0!important}}"
        ".sheet{width:100%!important;max-width:none!important;padding:0!important}"
        f".sheet td,.sheet th,.sheet p{{font-size:{points}pt!important;line-height:1.2!important}}"
        ".sheet .figures td,.sheet .figures tbody th{white-space:nowrap!important}"
        f".sheet h1{{font-size:14pt!important}}.sheet h2{{font-size:{points + 1.5}pt!important;margin-top:4pt!important}}}}"
    )


def as_html(brief: Brief, drawn: dt.date) -> str:
    """The whole file. drawn: the day on which it is made, said where it speaks of what is known now."""
    title = f"{MARKING}: weekly brief, {brief.name}, week to {say_date(brief.week.end)}"
    sheet = as_sheet(brief, drawn)
    placed = layout((f'<td align="center">{sheet}</td>',))
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n<title>{text(title)}</title>\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<style>{paper(sheet)}</style>\n</head>\n'
        f'<body style="margin:0;padding:12px;background:{PAPER};color:{INK}">\n{placed}\n</body>\n</html>\n'
    )


def as_sheet(brief: Brief, drawn: dt.date, alone: bool = True) -> str:
    """What stands on the page, as one table of 640 pixels. alone: False on a page that has a title of its own."""
    parts = [
        _title(brief, drawn, "" if alone else ' role="heading" aria-level="2"'),
        sections.loaded(brief.gaps),
        sections.recognised(brief.thanks),
        sections.changed(brief.changes),
        sections.hours(brief.hours),
        sections.measures(brief.measures),
        beside(sections.residents(brief.priorities), sections.problems(brief.plans)),
        beside(sections.actions(brief.agreed), sections.put_right(brief.gaps)),
        f'<p style="{SMALL};margin:6px 0 0">{text(brief.gaps.provisional)}</p>',
        f'<p style="{SMALL};margin:6px 0 0;font-size:10px">{text(PURPOSE)}</p>',
    ]
    cell = f'<td class="sheet" align="left" style="{TEXT};text-align:left;background:{PAPER}">{"".join(parts)}</td>'
    return layout(
        (cell,), f'class="sheet" width="{WIDTH}" align="center" style="width:{WIDTH}px;max-width:100%;text-align:left"'
    )


def _title(brief: Brief, drawn: dt.date, level: str) -> str:
    days = brief.week.days
    known = f"{say_days(*days)}, week {days[0].isocalendar().week} · {known_words(brief.week.known_at, drawn)}"
    big = f"{FONT};font-size:21px;line-height:1.2;font-weight:bold;color:{INK};margin:0 0 2px"
    marked = f'<p style="{SMALL};margin:0 0 1px"><b style="color:{INK}">{text(MARKING)}</b> · {text(known)}</p>'
    return f'<h1{level} style="{big}">{text(cut(brief.name, 40))}: week to {say_date(days[1])}</h1>{marked}'


def known_words(known_at: dt.datetime | None, drawn: dt.date) -> str:
    """As known when."""
    if known_at is None:
        return f"as known on {say_date(drawn)}, when this was drawn"
    at = known_at.astimezone(LONDON) if known_at.tzinfo else known_at
    return f"as known on {say_date(at.date())} at {at:%H:%M}"
