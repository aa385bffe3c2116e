"""HTML that every mail program shows: tables and inline styles, every text escaped, nothing fetched from anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

INK, MUTED, HAIR, PAPER = "#1B2530", "#505C69", "#D9DFE5", "#FFFFFF"
DONE, OTHER, AWAY = "#12436D", "#8A94A0", "#F46A25"
"""As in the charts (the Analysis Function's palette): neighbourhood work, other duties, abstracted."""
FONT = "font-family:Arial,Helvetica,sans-serif"
"""Fonts that every computer has, or has one as wide of: so lines break, and pages end, where they were tried."""
TEXT = f"{FONT};font-size:13px;line-height:1.35;color:{INK}"
SMALL = f"{FONT};font-size:11px;line-height:1.35;color:{MUTED}"
NUMBER = "text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums"
KEPT_COLOUR = "print-color-adjust:exact;-webkit-print-color-adjust:exact"


def text(said: object) -> str:
    """Text as markup: nothing in it can act."""
    return escape(str(said), quote=True)


def cut(said: str, most: int) -> str:
    """At most so many letters, so that a page stays one page."""
    return said if len(said) <= most else f"{said[: most - 1].rstrip()}…"


def heading(words: str, beside: str = "") -> str:
    """A heading, with quiet words beside it."""
    quiet = f' <span style="font-weight:normal;font-size:11px;color:{MUTED}">{text(beside)}</span>' if beside else ""
    style = f"{FONT};font-size:14px;line-height:1.3;font-weight:bold;color:{INK};margin:9px 0 1px"
    return f'<h2 style="{style}">{text(words)}{quiet}</h2>'


def line(said: str, small: bool = False) -> str:
    """A line of plain text; nothing where there is none."""
    return f'<p style="{SMALL if small else TEXT};margin:0 0 1px">{text(said)}</p>' if said else ""


def lines(said: Iterable[str], small: bool = False) -> str:
    """Lines one under the other."""
    return "".join(line(one, small) for one in said)


def cell(said: str, style: str = "", head: str = "", span: int = 1) -> str:
    """A cell, its content marked up already. head: the scope (col, row, colgroup) of a heading."""
    tag, scope = ("th", f' scope="{head}"') if head else ("td", "")
    wide = f' colspan="{span}"' if span > 1 else ""
    plain = "font-weight:normal;text-align:left;" if head else ""
    look = f"{TEXT};{plain}padding:1px 6px 1px 0;border-bottom:1px solid {HAIR};vertical-align:top;{style}"
    return f'<{tag}{scope}{wide} style="{look}">{said}</{tag}>'


def table(rows: Iterable[str], head: str, kind: str = "") -> str:
    """A table of figures. rows, head: rows of cells. kind: a class, for paper only."""
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    named = f' class="{kind}"' if kind else ""
    return (
        f'<table{named} width="100%" cellpadding="0" cellspacing="0" border="0"><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


def layout(cells: Iterable[str], attributes: str = 'width="100%"') -> str:
    """A row of a table that only places what is in it."""
    placed = "".join(cells)
    return (
        f'<table role="presentation" {attributes} cellpadding="0" cellspacing="0" border="0"><tr>{placed}</tr></table>'
    )


def beside(left: str, right: str) -> str:
    """Two parts beside each other."""
    half = f'<td width="50%" valign="top" style="{TEXT};vertical-align:top;padding-right:14px">'
    return layout((f"{half}{left}</td>", f"{half.replace('padding-right', 'padding-left')}{right}</td>"))


def bar(parts: Sequence[tuple[float, str]]) -> str:
    """One stacked bar as a row of coloured cells, which needs no picture. parts: amount and colour; a table has the figures."""
    whole = sum(amount for amount, _ in parts)
    cells = (
        f'<td width="{100 * amount / whole:.1f}%" bgcolor="{colour}" style="background:{colour};{KEPT_COLOUR};height:14px;'
        f'font-size:1px;line-height:1px;border-right:1px solid {PAPER}">&nbsp;</td>'
        for amount, colour in parts
        if amount > 0
    )
    return layout(cells, 'aria-hidden="true" width="100%"') if whole > 0 else ""
