"""The one look of every chart: colours for light and dark, type, and how a chart becomes a spec.

Colours follow the Analysis Function palette (trust.md) with lighter twins for dark; the browser picks by `light-dark()`,
so one spec serves both themes and switching needs no server. Text stands in ink or muted only.
"""

from __future__ import annotations

from typing import Any

import altair as alt

FONT = "Fira Sans, sans-serif"

INK = "light-dark(#1B2530, #E6EBF0)"
MUTED = "light-dark(#505C69, #AEB9C4)"
HAIR = "light-dark(#D9DFE5, #33404C)"
PAPER = "light-dark(#FFFFFF, #10161C)"
DONE = "light-dark(#12436D, #8DBBE6)"
DONE_SOFT = "light-dark(#B9C9D8, #34506B)"
AWAY = "light-dark(#F46A25, #F58A52)"
OTHER = "light-dark(#8A94A0, #77838F)"
BAND = "light-dark(#E1E9F0, #22313F)"
BAND_EDGE = "light-dark(#9FB1C2, #4C6478)"
ABSENT = "light-dark(#D9DFE5, #33404C)"
SHARE = "light-dark(#5B6672, #B4BFCA)"
MARK = "light-dark(#801650, #E59CC0)"

SIZE = 12
SMALL = 11

Spec = dict[str, Any]


def number(field: str) -> dict[str, Any]:
    """A field already in pixels: no scale and no axis."""
    return {"field": field, "type": "quantitative", "scale": None, "axis": None}


def x(field: str) -> alt.X:
    """A horizontal place in pixels."""
    return alt.X(field, type="quantitative", scale=None, axis=None)


def y(field: str) -> alt.Y:
    """A vertical place in pixels."""
    return alt.Y(field, type="quantitative", scale=None, axis=None)


def text_style(color: str = INK, size: int = SIZE, **more: Any) -> dict[str, Any]:
    """What every text mark of ours says about its type."""
    return {"font": FONT, "fontSize": size, "color": color, "baseline": "middle", "align": "left", **more}


def verdicts(cells: alt.Chart, left: str, top: str, size: int | alt.ExprRef = 34) -> alt.Chart:
    """The shape of each verdict: blue for what is wanted, orange for what is not, grey for what is neither; never alone, since
    its word is in the sentence. Rows have `mark`, `tone` and `sentence`."""
    high = alt.when("datum.mark == '▲'").then(alt.value("triangle-up"))
    shape = high.when("datum.mark == '▼'").then(alt.value("triangle-down")).otherwise(alt.value("circle"))
    hollow = alt.when("datum.mark == '○'").then(alt.value("transparent"))
    marks: alt.Chart = (
        cells.transform_filter("datum.mark")
        .mark_point(size=size, strokeWidth=1, opacity=1)
        .encode(
            x=x(left), y=y(top), shape=shape, stroke=toned(alt.when(WANTED)), fill=toned(hollow.when(WANTED)),
            tooltip="sentence:N",
        )
    )  # fmt: skip
    return marks


WANTED, UNWANTED = "datum.tone == 'wanted'", "datum.tone == 'unwanted'"


def toned(first: Any) -> Any:
    """Blue where `first` holds, orange for what is not wanted, else grey."""
    return first.then(alt.value(DONE)).when(UNWANTED).then(alt.value(AWAY)).otherwise(alt.value(MUTED))


def finish(chart: alt.LayerChart | alt.FacetChart) -> Spec:
    """The chart as a spec without data: no frame, no background, as wide as its container.

    Altair's own check of the spec takes longer than building it, so the tests make it (`test_charts.py`), not the app.
    """
    spec: Spec = chart.properties(width="container").to_dict(validate=False)
    spec["config"] = {
        "background": "transparent",
        "font": FONT,
        "view": {"stroke": None},
        "mark": {"tooltip": None},
    }
    spec["autosize"] = {"type": "none"}
    spec["padding"] = 0
    _hush(spec)
    return spec


def _hush(spec: Spec) -> None:
    """Marks without a sentence are not read out: left to itself, Vega names them by their pixels ("left: 196; mid: 86")."""
    for layer in spec.get("layer", []):
        _hush(layer)
    if "mark" in spec and "description" not in spec.get("encoding", {}):
        spec["mark"]["aria"] = False
