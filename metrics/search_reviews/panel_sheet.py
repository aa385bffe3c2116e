"""A draw for the community scrutiny panel as it leaves the force: one sheet to print, and a workbook of values, both with
room for the panel's answers. What is in them is the panel's view alone (`panel`)."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence

from xlsxwriter import Workbook

from metrics.brief.markup import FONT, HAIR, INK, MUTED, PAPER, text
from metrics.passport_workbook import OPTIONS, add_sheet
from metrics.search_reviews.draws import Draw
from metrics.search_reviews.panel import HEADINGS, NO_GROUNDS, QUESTIONS, PanelRow, redaction_words
from metrics.terms import FORCE_NAME, MARKING, WHOLE_FORCE, say_date

TITLE = "Stop-searches for the community scrutiny panel"
STYLE = (
    f"@page{{size:A4 landscape;margin:10mm}}body{{{FONT};font-size:12px;color:{INK};background:{PAPER};margin:12px}}"
    f"table{{border-collapse:collapse;width:100%}}th,td{{border:1px solid {HAIR};padding:3px 5px;text-align:left;"
    f"vertical-align:top;font-weight:normal}}thead th{{color:{MUTED};font-size:10.5px}}td.ask{{min-width:72px;height:34px}}"
    f"h1{{font-size:18px;margin:0 0 4px}}p{{margin:2px 0 6px}}tr{{break-inside:avoid}}.quiet{{color:{MUTED}}}"
)


def about(draw: Draw, area: str) -> str:
    """10 searches drawn by lot from 651 of Corby, September 2026; drawn on 12 October 2026. area: what it is called."""
    where = "the whole force" if draw.area == WHOLE_FORCE else area
    return (
        f"{len(draw.refs):,} searches drawn by lot from {draw.population:,} of {where}, {draw.days_words}; drawn on "
        f"{say_date(draw.made_on)}."
    )


def as_html(draw: Draw, area: str, found: Sequence[PanelRow], made: dt.date) -> str:
    """The sheet as one HTML file that prints on A4; nothing in it is fetched. area: what it is called."""
    head = "".join(f'<th scope="col">{text(name)}</th>' for name in (*HEADINGS, *QUESTIONS))
    asked = '<td class="ask"></td>' * len(QUESTIONS)
    body = "".join(f"<tr>{''.join(f'<td>{text(cell)}</td>' for cell in row)}{asked}</tr>" for row in found)
    title = f"{MARKING}: {TITLE}"
    lines = (about(draw, area), NO_GROUNDS, redaction_words(found))
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n<title>{text(title)}</title>\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<style>{STYLE}</style>\n</head>\n<body>\n'
        f'<p class="quiet">{text(MARKING)} · {text(FORCE_NAME)} · made {text(say_date(made))}</p>\n<h1>{text(TITLE)}</h1>\n'
        f"{''.join(f'<p>{text(line)}</p>' for line in lines)}\n<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        "\n</body>\n</html>\n"
    )


def workbook(draw: Draw, area: str, found: Sequence[PanelRow], made_at: dt.datetime) -> bytes:
    """The bytes of an xlsx file of values: the records with empty columns for the answers, and what it is."""
    out = io.BytesIO()
    book = Workbook(out, OPTIONS)
    add_sheet(book, "Searches", (*HEADINGS, *QUESTIONS), found)
    lines = [
        ("Marking", MARKING), ("What", TITLE), ("Drawn", about(draw, area)), ("Grounds", NO_GROUNDS),
        ("Left out", redaction_words(found)), ("Made", made_at),
    ]  # fmt: skip
    add_sheet(book, "About", ("What", "Value"), lines)
    book.close()
    return out.getvalue()
