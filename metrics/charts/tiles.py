"""The county as a grid of tiles: one KPI, a block per sector at its place, a tile per beat with shape, figure and word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import altair as alt
import pandas as pd

from metrics.charts.drawing import Cells, Drawing
from metrics.charts.figures import FIGURE_COLUMN, Line, Pairs, table
from metrics.charts.flow import shaped
from metrics.charts.theme import HAIR, INK, MUTED, SMALL, WANTED, Spec, finish, text_style, toned, verdicts, x, y
from metrics.charts.tile_places import LEAST_WIDE, NARROW, WIDE, laid, of_tile
from metrics.charts.week_marks import hatched
from metrics.charts.words import Figure, aside_words, cell_text, figure_sentence, known, mark_of, say_share, wrapped
from metrics.county_layout import Place
from metrics.kpi import Kpi
from metrics.terms import HIGH_MARK, LOW_MARK

GAP = 4
"""Pixels between tiles."""
BETWEEN, BETWEEN_NARROW = 12, 8
"""Pixels between blocks, wide and narrow."""
LETTERS = 13
"""Letters of a name in a line of its own: of a sector over a narrow block, of a beat in a wide one."""
TINT = 0.13
LINE = 11
"""Room in a tile for a line that only some have: “+2 aside”, or a verdict of two lines."""
FLAGS = (HIGH_MARK, LOW_MARK)


@dataclass(frozen=True)
class Block:
    """A sector with its place and its beats in list order. Keys of lines are level:key, the note of a beat is its code."""

    sector: Line
    place: Place
    beats: tuple[Line, ...]


def draw(
    kpi: Kpi,
    blocks: Sequence[Block],
    found: Mapping[tuple[str, str], Figure],
    pairs: Pairs,
    mine: frozenset[str],
    alt_words: str,
) -> Drawing:
    """The grid. found: figures by KPI and key of a line (level:key). pairs: what stands beside them. mine: keys outlined."""
    looks = {
        line.key: _look(kpi, line, found, pairs, mine) for block in blocks for line in (block.sector, *block.beats)
    }
    aside, second = (LINE if any(look[name] for look in looks.values()) else 0 for name in ("aside", "second"))
    wide, narrow = WIDE._replace(tile=WIDE.tile + aside + second), NARROW._replace(tile=NARROW.tile + aside)
    places, counts = [block.place for block in blocks], [len(block.beats) for block in blocks]
    by_width = {"wide": (wide, laid(places, counts, wide)), "narrow": (narrow, laid(places, counts, narrow))}
    rows = []
    for number, block in enumerate(blocks):
        own: dict[str, Any] = {"column": block.place.column, "kpi": kpi.id}
        tops = {f"{name}_top": grid.tops[number] for name, (_, grid) in by_width.items()}
        slots = {f"{name}_slot": 0 for name in by_width}
        head = {
            "head": True,
        }
        rows.append(own | tops | slots | looks[block.sector.key] | head)
        for slot, beat in enumerate(block.beats):
            where = {
                f"{name}_{what}": value
                for name, (shape, grid) in by_width.items()
                for what, value in zip(("slot", "top"), of_tile(slot, grid.tops[number], shape), strict=True)
            }
            rows.append(own | where | looks[beat.key] | {"head": False})
    columns = max((place.column for place in places), default=0) + 1
    heights = {name: (shape.tile, grid.height) for name, (shape, grid) in by_width.items()}
    return Drawing(
        spec(columns, heights["wide"], heights["narrow"]),
        {"tiles": pd.DataFrame(rows)},
        alt_words,
        partial(_table, kpi, blocks, found, pairs),
        partial(_opens, kpi, blocks),
    )


def _look(
    kpi: Kpi, line: Line, found: Mapping[tuple[str, str], Figure], pairs: Pairs, mine: frozenset[str]
) -> dict[str, Any]:
    figure = found.get((kpi.id, line.key))
    there = figure is not None and known(figure["value"])
    level, _, key = line.key.partition(":")
    mark, word = mark_of(figure), str(figure["verdict"]) if figure is not None and there else ""
    in_lines = wrapped(word, LETTERS + 1)
    return {
        "level": level,
        "key": key,
        "name": line.name,
        "lines": wrapped(line.name, LETTERS, 2),
        "code": line.note,
        "text": cell_text(kpi, figure, short=True),
        "narrow_text": cell_text(kpi, figure, short=True) if there else "not\nloaded",
        "aside": aside_words(figure, short=True).strip(),
        "word": word,
        "word_lines": in_lines,
        "second": "\n" in in_lines,
        "target": f"target {say_share(figure['target'])}" if figure is not None and known(figure["target"]) else "",
        "mark": mark,
        "tone": figure.get("tone", "quiet") if figure is not None else "quiet",
        "flagged": mark in FLAGS,
        "there": there,
        "mine": line.key in mine,
        "sentence": figure_sentence(kpi, figure, line.name, False, pairs.get((kpi.id, line.key), [])),
    }


def _table(kpi: Kpi, blocks: Sequence[Block], found: Mapping[tuple[str, str], Figure], pairs: Pairs) -> pd.DataFrame:
    lines = [line for block in blocks for line in (block.sector, *block.beats)]
    sectors = [block.sector.name for block in blocks for _ in (block.sector, *block.beats)]
    rows = table([kpi], lines, found, pairs, person=False)
    rows.insert(0, "Sector", sectors)
    return rows.assign(Area=["The sector" if line.key.startswith("sector:") else line.name for line in lines])


def _opens(kpi: Kpi, blocks: Sequence[Block]) -> Cells:
    keys = [line.key.partition(":") for block in blocks for line in (block.sector, *block.beats)]
    return {
        (row, FIGURE_COLUMN + 1): {"level": level, "key": key, "kpi": kpi.id}
        for row, (level, _, key) in enumerate(keys)
    }


def spec(columns: int, wide: tuple[int, int], narrow: tuple[int, int]) -> Spec:
    """Blocks in so many columns. wide, narrow: height of a tile with its gap and of the whole, in wide and narrow blocks.

    Clicking a tile or the head of a block selects its `level`, `key` and `kpi`.
    """
    return shaped(
        _spec(),
        block_width=f"width / {columns}",
        wide=f"block_width >= {LEAST_WIDE}",
        between=f"wide ? {BETWEEN} : {BETWEEN_NARROW}",
        tile_width=f"(block_width - between) / (wide ? {WIDE.across} : {NARROW.across})",
        tile_height=f"wide ? {wide[0]} : {narrow[0]}",
        height=f"wide ? {wide[1]} : {narrow[1]}",
    )


@cache
def _spec() -> Spec:
    """Data `tiles`, as `draw` makes them: a row per head of a block (head) and per tile."""
    pick = alt.selection_point(name="pick", fields=["level", "key", "kpi"], on="click", toggle="false")
    places = (
        alt.Chart(alt.NamedData("tiles"))
        .transform_calculate(
            left="datum.column * block_width + (wide ? datum.wide_slot : datum.narrow_slot) * tile_width",
            top="wide ? datum.wide_top : datum.narrow_top",
        )
        .transform_calculate(
            right=f"datum.head ? (datum.column + 1) * block_width - between - {GAP} : datum.left + tile_width - {GAP}",
            foot=f"datum.top + (datum.head ? (wide ? {WIDE.head} : {NARROW.head}) - 5 : tile_height - {GAP})",
        )
    )
    whole = (
        places.mark_rect(fill="transparent", cursor="pointer")
        .encode(**BOX, tooltip="sentence:N", description="sentence:N")
        .add_params(pick)
    )
    return finish(alt.layer(*_heads(places), *_tiles(places), whole))


BOX: dict[str, Any] = {"x": x("left"), "x2": "right", "y": y("top"), "y2": "foot"}


def _heads(places: alt.Chart) -> list[alt.Chart]:
    """A sector's name, and its own figure with shape, target and word, over a line."""
    words = ["datum.text", "(datum.aside ? ' ' + datum.aside : '')"]
    words += [f"(wide && datum.{name} ? ' · ' + datum.{name} : '')" for name in ("target", "word")]
    heads = places.transform_filter("datum.head").transform_calculate(
        name_y="datum.top + 7", figure_y="datum.foot - 9", mark_x="datum.left + 5", words=" + ".join(words),
        figure_x="datum.left + (datum.mark ? 15 : 0)",
    )  # fmt: skip
    rule = heads.mark_rule().encode(
        x=x("left"), x2="right", y=y("foot"),
        color=alt.condition("datum.mine", alt.value(INK), alt.value(HAIR)),
        size=alt.condition("datum.mine", alt.value(1.5), alt.value(1)),
    )  # fmt: skip
    in_lines = text_style(size=10, fontWeight=600, lineBreak="\n", lineHeight=11)
    return [
        rule,
        heads.transform_filter("wide")
        .mark_text(**text_style(fontWeight=600))
        .encode(x=x("left"), y=y("name_y"), text="name:N"),
        heads.transform_filter("!wide").mark_text(**in_lines).encode(x=x("left"), y=y("name_y"), text="lines:N"),
        heads.mark_text(**text_style(size=SMALL)).encode(x=x("figure_x"), y=y("figure_y"), text="words:N"),
        verdicts(heads, "mark_x", "figure_y"),
    ]


def _tiles(places: alt.Chart) -> list[alt.Chart]:
    """A beat's name or code, shape and figure, and where there is room the word; a dashed box where nothing is loaded."""
    tiles = places.transform_filter("!datum.head").transform_calculate(
        text_x="datum.left + 4", mark_x="wide ? datum.left + 10 : datum.right - 6", gap_top="datum.top",
        figure_x="datum.left + (wide && datum.mark ? 20 : 4)", mark_y="datum.top + (wide ? 34 : 9)",
        name_y="datum.top + 9", figure_y="datum.top + (wide ? 34 : 23)", word_y="datum.top + 49", aside_y="datum.foot - 8",
        label="wide ? datum.lines : datum.code || datum.name",
    )  # fmt: skip
    there, missing = tiles.transform_filter("datum.there"), tiles.transform_filter("!datum.there")
    fit: dict[str, Any] = {"limit": alt.ExprRef(f"tile_width - {GAP + 5}")}
    lines: dict[str, Any] = {"size": 10, "lineBreak": "\n", "lineHeight": 10}
    small = text_style(MUTED, 10, **fit)
    return [
        there.mark_rect(fill="transparent", stroke=HAIR, strokeWidth=1).encode(**BOX),
        there.transform_filter("datum.flagged").mark_rect(fillOpacity=TINT).encode(**BOX, fill=toned(alt.when(WANTED))),
        *hatched(missing, "left", "right", crossed=False),
        tiles.transform_filter("datum.mine").mark_rect(fill="transparent", stroke=INK, strokeWidth=1.5).encode(**BOX),
        tiles.mark_text(**text_style(**lines, **fit)).encode(x=x("text_x"), y=y("name_y"), text="label:N"),
        there.mark_text(**text_style(fontWeight=600) | {"fontSize": alt.ExprRef("wide ? 12 : 11")}).encode(
            x=x("figure_x"), y=y("figure_y"), text="text:N"
        ),
        missing.mark_text(**text_style(MUTED, **lines)).encode(x=x("text_x"), y=y("figure_y"), text="narrow_text:N"),
        there.transform_filter("wide")
        .mark_text(**text_style(MUTED, **lines))
        .encode(x=x("text_x"), y=y("word_y"), text="word_lines:N"),
        tiles.mark_text(**small).encode(x=x("text_x"), y=y("aside_y"), text="aside:N"),
        verdicts(tiles, "mark_x", "mark_y", alt.ExprRef("wide ? 60 : 34")),
    ]
