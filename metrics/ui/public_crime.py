"""Recorded crime on the Public accountability page: the finding, the picture, where each figure comes from, the workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

import pandas as pd
import streamlit as st

from metrics import crime_workbook, loading
from metrics.catalogue import exports
from metrics.charts import two_years
from metrics.charts.drawing import Drawing
from metrics.charts.words import listed, within
from metrics.crime import EXPORT, Figure, Row, year_to
from metrics.crime_change import LEAST_BASE, Compared, Line, expected_by_luck
from metrics.measures_stated import CHANGE, Value
from metrics.question import DAY
from metrics.terms import MARKS, say_moment, say_number
from metrics.ui import drawings, public_data, routes, show
from metrics.ui.public_bar import name_of, say_year
from metrics.ui.public_crime_words import answer, chance, sentence
from metrics.ui.public_data import Asked
from metrics.ui.public_measures import stated
from metrics.ui.safe import html
from metrics.ui.selection import Selection
from metrics.ui.shown import Sheet, Shown

MORE_RECORDED = (
    "Recorded crime is not crime: it also rises when more is reported or recorded, rape and domestic abuse above all. No "
    "direction is coloured good or bad."
)
ONE_BY_ONE = (
    "Only figures of whole years are loaded for one of the periods, so the test takes crimes to come one by one (Poisson). "
    "Months usually scatter more than that, so it calls a change somewhat too readily."
)
BY_MONTHS = (
    "The months of both periods are known, so the test goes by how far they scatter: where a month varies more than luck from "
    "the same month of the other period (dispersion above 1.2), that many crimes tell as much as one."
)
TEST = (
    "The test: had nothing changed, each crime of both periods would lie in either with the same chance (binomial, one half; "
    "two-sided mid-p under .01 is a change; fewer than 3 expected is too early to say). The interval of the change is "
    "Clopper-Pearson's, 95%: it may leave nought out where the test, which asks for 99%, calls no "
    f"change. No percentage on a base under {LEAST_BASE}."
)
MADE = {
    "row": "a row of these 12 months", "months": "12 monthly rows, added up", "parts": "its parts, added up", "": "",
}  # fmt: skip


def missing(view: Selection) -> None:
    """No figures at all: what is missing, who sends it, and where to put it."""
    sender = exports()[EXPORT].sender.lower()
    known = "" if view.known_at is None else f", {view.known_words}"
    show.missing(
        f"Crime Figures are not loaded{known}",
        f"The {sender} sends them: one row per area, category and period, months or 12 months at once. The figures that the "
        "county published in March 2022 are in sample_data/published.",
        "Go to Uploads",
        routes.UPLOADS,
    )
    if view.known_at is not None:
        show.link(routes.PUBLIC, "As known now", {})


@drawings.remembered
def picture(one: Asked) -> Drawing | None:
    """The categories of both periods; None where nothing is loaded."""
    found = public_data.compared(one)
    if found is None or not found.is_loaded:
        return None
    return two_years.draw(
        [_drawn(line, _stated(line, one)) for line in found.lines],
        say_year(one.before),
        say_year(one.now),
        answer(one),
        table(one),
    )


def _stated(line: Line, one: Asked) -> str:
    """A change that the source states of the same period, where its counts give another: stated +1.1%."""
    if line.percent is None or line.counted != "count" or one.before != year_to(one.now[0] - DAY):
        return ""
    found = stated(one, CHANGE.format(line.category)).now
    if found is None or found.value is None or (found.start, found.end) != one.now:
        return ""
    said = f"{found.value:+.1f}%"
    return "" if said == f"{line.percent:+.1f}%" else f"stated {said}"


def _drawn(line: Line, said: str) -> two_years.Change:
    luck = line.luck
    return two_years.Change(
        line.name, line.before.count, line.now.count, line.percent, luck.low if luck else None, luck.high if luck else None,
        line.word, sentence(line, said), within(line.before.word), within(line.now.word), said,
    )  # fmt: skip


def table(one: Asked) -> pd.DataFrame:
    """The table of the page: a row per category."""
    found = public_data.compared(one)
    lines = found.lines if found else ()
    said = [_stated(line, one) for line in lines]
    frame = pd.DataFrame(
        [
            {
                "Category": line.name,
                say_year(one.before): _count(line.before),
                say_year(one.now): _count(line.now),
                "Difference": "–" if line.difference is None else f"{line.difference:+,}",
                "Percent": "–" if line.percent is None else f"{line.percent:+.1f}%",
                "As stated": words.removeprefix("stated "),
                "Verdict": f"{MARKS.get(line.word, '')} {line.word}".strip(),
                "By luck alone": chance(line),
                "Where from": _where(line),
            }
            for line, words in zip(lines, said, strict=True)
        ]
    )
    return frame if any(said) else frame.drop(columns="As stated", errors="ignore")


def _count(figure: Figure) -> str:
    return within(figure.word) if figure.count is None else f"{figure.count:,}"


def _where(line: Line) -> str:
    sources = sorted({row.source or "no source stated" for figure in (line.now, line.before) for row in figure.rows})
    return "; ".join(sources)


def show_picture(one: Asked) -> None:
    """The finding, the picture and what must be known beside it."""
    show.lede(answer(one))
    drawing = picture(one)
    if drawing is None:
        return
    show.chart(drawing, "crime")
    show.block(f'<p class="bb-beside">{html(_by_luck(one))}</p>')
    for words in beside(one):
        show.note(words)
    _origins(one)
    _rules(one)


def _by_luck(one: Asked) -> str:
    found = public_data.compared(one)
    lines = found.lines if found else ()
    number = sum(line.luck is not None for line in lines)
    return (
        f"By luck alone {expected_by_luck(lines):.2f} of these {number} verdicts would be a change. No direction is coloured "
        "good or bad: recorded crime also rises when more is reported."
    )


def beside(one: Asked) -> list[str]:
    """What stands beside the picture: invented figures, sums of parts, rows that do not add up."""
    found = public_data.compared(one)
    if found is None:
        return []
    told = [_contradictions(one)] if one.is_published and public_data.disagreements(one.known_at) else []
    figures = [figure for line in found.lines for figure in (line.now, line.before)]
    if any("invented" in (row.source or "").lower() for figure in figures for row in figure.rows):
        told.append("Invented for the sample force: these are not the county's figures.")
    parts = next((figure.parts for figure in figures if figure.parts), ())
    if parts:
        told.append(
            f"{found.place.name} has no figures of its own: they are the sum of {len(parts)} areas, {listed(list(parts))}."
        )
    for line in found.lines:
        for figure in (line.now, line.before):
            if figure.months_differ:
                told.append(
                    f"{line.name}, {say_year(figure.days)}: the row of the whole period says {figure.count:,}, its 12 monthly "
                    f"rows add up to {sum(figure.months):,}. The row is shown."
                )
    return told


def _contradictions(one: Asked) -> str:
    """The page contradicts itself in 4 places: all crime: change (+1.1% and +0.8%) ..."""
    found = [each for each in public_data.disagreements(one.known_at) if each.kind == "contradiction"]
    told = [f"{each.what} ({each.one} and {each.other})" for each in found]
    return f"As published, the page contradicts itself in {len(found)} places: {'; '.join(told)}. Both are shown; see the end."


def _rules(one: Asked) -> None:
    found = public_data.compared(one)
    if found is None:
        return
    with st.expander("How the figures are judged", key="crime-rules", type="compact"):
        tested = [line.luck for line in found.lines if line.luck]
        by_months = bool(tested) and all(luck.dispersion is not None for luck in tested)
        show.lede(
            f"{MORE_RECORDED} {TEST} {BY_MONTHS if by_months else ONE_BY_ONE} Categories overlap, so their verdicts are not "
            "independent."
        )


def origins(one: Asked) -> pd.DataFrame:
    """Where each figure comes from: how it was made, its source, file, sheet, rows and load."""
    found = public_data.compared(one)
    lines = found.lines if found else ()
    files = public_data.files([row for line in lines for figure in (line.now, line.before) for row in figure.rows])
    rows = []
    for line in lines:
        for figure in (line.before, line.now):
            for load, mine in groupby(figure.rows, key=lambda row: row.load_id):
                of_load, file = list(mine), files[load]
                rows.append(
                    {
                        "Category": line.name, "Period": say_year(figure.days), "Figure": _count(figure),
                        "Made of": MADE[figure.way],
                        "Source": _sources(of_load), "File": file.file, "Sheet": file.sheet, "In it": say_rows(of_load),
                        "Loaded": f"{say_moment(file.loaded_at)} by {file.loaded_by}",
                    }
                )  # fmt: skip
    return pd.DataFrame(rows)


def _sources(rows: Iterable[Row]) -> str:
    return "; ".join(sorted({row.source or "not stated" for row in rows}))


def say_rows(rows: Sequence[Row | Value]) -> str:
    """Row 4, or 12 rows from 8 to 96."""
    numbers = [row.source_row for row in rows]
    if len(numbers) == 1:
        return f"row {numbers[0]}"
    return f"{say_number(len(numbers))} rows from {min(numbers)} to {max(numbers)}"


def _origins(one: Asked) -> None:
    box = st.expander("Where each figure comes from", key="crime-origins", on_change="rerun", type="compact")
    if box.open:
        with box:
            show.block(show.table_html(origins(one), cards=False, wide=True))


def download(one: Asked) -> None:
    """The page as a workbook of values, made when it is asked for."""
    show.download(
        "These figures as a workbook",
        lambda: workbook(one),
        f"public-accountability-{one.now[1]}.xlsx",
        show.XLSX,
        key="crime-workbook",
    )


def workbook(one: Asked) -> bytes:
    """The bytes of the download."""
    words = f"{name_of(one)}, {say_year(one.now)} against {say_year(one.before)}"
    found: Compared | None = public_data.compared(one)
    return crime_workbook.workbook(found.lines if found else (), origins(one), words, loading.now())


def exhibit(view: Selection) -> Shown | None:
    """The picture as evidence, with where its figures come from."""
    one = public_data.asked(view)
    drawing = picture(one) if one else None
    if one is None or drawing is None:
        return None
    notes = " ".join([drawing.alt, *beside(one), MORE_RECORDED])
    return Shown(notes, (Sheet("Recorded crime", table(one)), Sheet("Where from", origins(one))), drawing)


__all__ = [
    "beside", "download", "exhibit", "missing", "origins", "picture", "say_rows", "show_picture", "table",
    "workbook",
]  # fmt: skip
