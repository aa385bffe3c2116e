"""Whatever a click on a chart opens is opened with the keyboard too: by a link in the table beside it, with the same address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from metrics.charts.drawing import Drawing
from metrics.charts.words import known
from metrics.ui import show
from tests.ui.conftest import Open

pytestmark = pytest.mark.parametrize("state", ["sample"], indirect=True)
PAGES: tuple[tuple[str, dict[str, str], tuple[str, ...], int], ...] = (
    ("this_week", {}, (), 1),
    ("team", {"area": "beat:COR2"}, ("open-rates-PC", "open-rates-PCSO"), 4),
    ("officer", {"officer": "7775", "period": "4weeks"}, (), 1),
    ("beats", {"kpi": "ppn_submissions", "period": "12weeks"}, (), 2),
    ("county", {"kpi": "arrests"}, (), 1),
    ("stop_and_search", {"area": "sector:Corby"}, (), 1),
    ("problem_solving", {"area": "sector:Corby", "ref": "OS0222"}, (), 2),
    ("neighbourhood_guarantee", {}, (), 1),
    ("plan_priorities", {}, (), 1),
)
"""Page, view, what has to be unfolded, and how many of its charts can be clicked."""


def picked(spec: dict[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The data of each layer that can be clicked, and what a click on one of its marks gives."""
    views = {view: param for param in spec.get("params", []) if param["name"] == "pick" for view in param["views"]}
    for layer in layers(spec, None):
        if layer.get("name") in views:
            yield layer["data"]["name"], tuple(views[layer["name"]]["select"]["fields"])


def layers(spec: dict[str, Any], data: Any) -> Iterator[dict[str, Any]]:
    """Each single view, with the data that it draws."""
    data = spec.get("data", data)
    yield {**spec, "data": data}
    for one in (*spec.get("layer", []), *spec.get("hconcat", []), *spec.get("vconcat", [])):
        yield from layers(one, data)


def marks(drawing: Drawing) -> Iterator[dict[str, str]]:
    """What a click on each mark gives."""
    for name, fields in picked(drawing.spec):
        frame = drawing.data[name]
        if "heading" in frame:
            frame = frame[~frame["heading"].astype(bool)]  # the name of a block of lines: nothing to click
        for row in frame[[field for field in fields if field in frame]].drop_duplicates().to_dict("records"):
            yield {str(field): value for field, value in row.items() if known(value)}


@pytest.mark.parametrize(("page", "asked", "unfold", "number"), PAGES, ids=[page for page, *_ in PAGES])
def test_every_mark_that_can_be_clicked_has_a_link_to_the_same_address(
    open_page: Open,
    monkeypatch: pytest.MonkeyPatch,
    page: str,
    asked: dict[str, str],
    unfold: tuple[str, ...],
    number: int,
) -> None:
    seen: dict[str, tuple[Drawing, show.Pick]] = {}
    shown = show.chart

    def watched(drawing: Drawing, key: str, on_pick: show.Pick | None = None, words: str = "Show as a table") -> None:
        if on_pick is not None:
            seen[key] = drawing, on_pick
        shown(drawing, key, on_pick, words)

    monkeypatch.setattr(show, "chart", watched)
    app = open_page(page, to="2026-11-15", **asked)
    if unfold:
        for box in unfold:
            app.session_state[box] = True
        app.run()
    for key, (drawing, on_pick) in seen.items():
        clicked = {on_pick.address(mark) for mark in marks(drawing)}
        linked = {on_pick.address(cell) for cell in drawing.opens().values()}
        assert clicked, key
        assert clicked <= linked, key
    assert len(seen) == number, list(seen)
