"""How pages show things: charts with their sentence and table, tables, facts, notes, and what to do where nothing is."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import pandas as pd
import streamlit as st

from metrics.charts.drawing import Drawing
from metrics.charts.words import known
from metrics.ui import gate, looks, routes, sheet, stores, viewer
from metrics.ui.safe import html, label


class Pick(Protocol):
    """What a click on a mark does, and the address at which the same figure is open."""

    def __call__(self, chosen: dict[str, Any]) -> None:
        """Open what was clicked."""

    def address(self, chosen: dict[str, Any]) -> str:
        """Where it is open."""


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NUMERIC = {
    *("Figure", "Hours", "Fair share", "Target", "Share", "Rostered", "Available", "Abstracted", "Other duties"),
    *("Expected", "Days absent", "Rows", "Set aside", "Row", "New", "Changed", "Gone", "Unchanged", "Late"),
    *("Days in stage", "Days open", "Days since it was opened", "Days since", "Returns", "People", "Priorities raised"),
    *(
        "Priority raised",
        "Feedback given",
        "With feedback given",
        "Established",
        "Established in these days",
        "Running",
        "Members",
    ),
    "Of these of Citizens in Policing",
    *("Searches", "Residents", "Suppressed, at most"),
    *("Ours", "Theirs", "Difference", "Could explain", "Unexplained", "Would add"),
    *("Percent", "As stated", "Reproduced", "Printed"),
    *("People", "Held in 6 weeks", "Due", "Overdue", "Open actions", "Overdue actions"),
    *("Drawn", "Reviewed", "Skipped"),
}


MONTHS = "12 months to "
"""How the heading of a count of 12 months begins."""


def block(body: str) -> None:
    """A piece of our own markup; every value in it has gone through safe.html."""
    st.html(f'<div class="bb">{body}</div>')


def lede(words: str) -> None:
    """The finding, under or over its picture; nothing where there is none."""
    if words:
        block(f'<p class="bb-lede">{html(words)}</p>')


def note(words: str) -> None:
    """Something to know, set apart by a hairline."""
    block(f'<p class="bb-note">{html(words)}</p>')


def aside(words: str) -> None:
    """Something that helps, in quiet words."""
    block(f'<p class="muted bb-small">{html(words)}</p>')


def problem(words: str) -> None:
    """What stands in the way of what somebody has just done: read out at once by a screen reader."""
    block(f'<p class="bb-note bb-problem" role="alert">{html(words)}</p>')


def done(words: str) -> None:
    """What came of what somebody has just done: read out when the reader is idle."""
    block(f'<p class="bb-note" role="status">{html(words)}</p>')


def heading(words: str, beside: str = "", said: bool = False) -> None:
    """A heading of a part of the page, with quiet words beside it. said: it says what came of something just done."""
    tail = f' <span class="bb-beside">{html(beside)}</span>' if beside else ""
    body = f"<h2>{html(words)}{tail}</h2>"
    block(f'<div role="status">{body}</div>' if said else body)


def title(words: str) -> None:
    """The title of a page without a view."""
    gate.require()
    looks.at(words)
    block(f'<h1 style="font-size:1.5rem;margin:0">{html(words)}</h1>')
    sheet.head(words)


def columns(number: int) -> list[Any]:
    """Columns that stack on a phone."""
    return list(st.columns(number, gap="large"))


def facts(pairs: Iterable[tuple[str, str]]) -> None:
    """A few figures with their names."""
    cells = "".join(f"<div><dt>{html(name)}</dt><dd>{html(value)}</dd></div>" for name, value in pairs)
    block(f'<dl class="bb-facts">{cells}</dl>')


def legend(marks: Sequence[tuple[str, str]]) -> None:
    """What the marks mean. Each is (colour, "tick:colour", "hatch" or "mark:shape", words)."""
    cells = "".join(f"<span>{_key(mark)}{html(words)}</span>" for mark, words in marks)
    block(f'<div class="bb-legend" aria-hidden="true">{cells}</div>')


def _key(mark: str) -> str:
    kind, _, rest = mark.partition(":")
    if kind == "mark":
        return f"<b>{html(rest)}</b>"
    look = kind if kind in ("hatch", "tick") else ""
    return f'<i class="{look}" style="--c:{html(rest if kind == "tick" else mark)}"></i>'


def table_html(
    frame: pd.DataFrame,
    caption: str = "",
    cards: bool = True,
    wide: bool = False,
    opens: Sequence[str] = (),
    cells_open: Mapping[tuple[int, int], str] | None = None,
) -> str:
    """A table as markup: headed rows, right-aligned numbers, cards on a phone.

    wide: lines are not broken. A table that is not cut into cards scrolls in its own box, also with the
    keyboard. opens: each row's own address.
    cells_open: the address of what a cell says, by row and column.
    """
    addresses = dict(cells_open or {}) | {(row, 0): address for row, address in enumerate(opens)}
    names = list(frame.columns)
    numeric = [name in NUMERIC or str(name).startswith(MONTHS) for name in names]
    head = "".join(
        f'<th scope="col"{" class=n" if right else ""}>{html(name)}</th>'
        for name, right in zip(names, numeric, strict=True)
    )
    body = []
    for number, row in enumerate(frame.itertuples(index=False, name=None)):
        cells = []
        for place, (name, value, right) in enumerate(zip(names, row, numeric, strict=True)):
            words = html(value) if known(value) else ""
            if (number, place) in addresses:
                words = f'<a href="{html(addresses[number, place])}" target="_self">{words}</a>'
            if place == 0:
                cells.append(f'<th scope="row">{words}</th>')
            else:
                cells.append(f'<td data-label="{html(name)}"{" class=n" if right else ""}>{words}</td>')
        body.append(f"<tr>{''.join(cells)}</tr>")
    title = f"<caption>{html(caption)}</caption>" if caption else ""
    kind = f"bb-table{' cards' if cards else ''}{' bb-wide' if wide else ''}"
    named = html(caption or f"Table by {names[0] if names else 'row'}")
    box = f' role="region" tabindex="0" aria-label="{named}"' if wide or not cards else ""
    rows = f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody>"
    return f'<div class="bb-table-box"{box}><table class="{kind}">{title}{rows}</table></div>'


def table(frame: pd.DataFrame, caption: str = "", cards: bool = True) -> None:
    """A table on the page."""
    block(table_html(frame, caption, cards))


def chart(drawing: Drawing, key: str, on_pick: Pick | None = None, words: str = "Show as a table") -> None:
    """A chart, its finding as alternative text, and its table one click away. `on_pick` gets what was clicked."""
    spec = {**drawing.spoken, "datasets": dict(drawing.arrow)}
    if on_pick is None:
        st.vega_lite_chart(spec, theme=None, key=key, alt=drawing.alt)
    else:
        st.vega_lite_chart(spec, theme=None, key=key, alt=drawing.alt, on_select=lambda: _picked(key, on_pick))
    box = st.expander(words, key=f"{key}-table", on_change="rerun", type="compact")
    if box.open:
        with box:
            cells = {cell: on_pick.address(chosen) for cell, chosen in drawing.opens().items()} if on_pick else {}
            block(table_html(drawing.table(), cells_open=cells))


def opened(
    words: str,
    key: str,
    count: int,
    most: int,
    make: Callable[[], pd.DataFrame],
    wide: bool = False,
    expanded: bool = False,
    opens: Callable[[], Sequence[str]] = list,
) -> None:
    """A table that is drawn when it is opened, with how many rows it has; nothing where it has none.

    opens: each row's own address.
    """
    if not count:
        return
    more = f", the first {most:,} shown" if count > most else ""
    box = st.expander(f"{words}: {count:,}{more}", expanded, key=f"open-{key}", on_change="rerun", type="compact")
    if box.open:
        with box:
            block(table_html(make(), cards=False, wide=wide, opens=opens()))


def _picked(key: str, on_pick: Pick) -> None:
    chosen = st.session_state[key]["selection"].get("pick") or []
    if chosen:
        on_pick(dict(chosen[0]))


def missing(what: str, why: str, button: str, page: str) -> None:
    """Where there is nothing: what is missing, who sends it, and a button that goes there."""
    block(f"<h2>{html(what)}</h2><p>{html(why)}</p>")
    if viewer.may_open(page) and st.button(button, type="primary", key=f"go-{page}"):
        st.switch_page(page)


def link(page: str, words: str, params: dict[str, str]) -> None:
    """A link to another view, in this window, with its whole address; nothing where that page is not open to whoever looks."""
    if viewer.may_open(page):
        st.page_link(routes.linked(page), label=label(words), query_params=params)


def download(
    words: str, make: Callable[[], bytes | str], name: str, kind: str, key: str, whom: Iterable[str] = ()
) -> None:  # fmt: skip
    """A file to take away, made when somebody asks for it: of what is open to them then. kind: its MIME type.

    Whom it names stands in the look-up log, as of a file; whom: collar numbers of those of whom nothing is read again for it.
    """
    named = frozenset(whom)

    def made() -> bytes | str:
        with looks.in_file(words):
            looks.look(stores.store(), viewer.scope(), named, named if len(named) == 1 else frozenset())
            return make()

    made_then = viewer.when_asked(made)
    st.download_button(label(words), made_then, name, kind, key=key, on_click="ignore", type="tertiary")


def links(key: str) -> Any:
    """A row of links that wraps."""
    return st.container(horizontal=True, key=f"links-{key}", gap="small", vertical_alignment="center")


@cache
def stylesheet() -> str:
    """Fonts and style as one piece of text, made once per process; the browser keeps it (it is sent once a session)."""
    folder = Path(__file__).parent / "static"
    faces = "".join(
        _face(folder / "fonts" / f"fira-sans-latin-{weight}-normal.woff2", weight) for weight in (400, 500, 600)
    )
    rules = "".join((folder / name).read_text(encoding="utf-8") for name in ("beatboard.css", "access.css"))
    return f"<style>{faces}{rules}</style>"


def _face(file: Path, weight: int) -> str:
    font = base64.b64encode(file.read_bytes()).decode()
    kind = f"font-family:'Fira Sans';font-style:normal;font-display:swap;font-weight:{weight}"
    return f"@font-face{{{kind};src:url(data:font/woff2;base64,{font}) format('woff2')}}"
