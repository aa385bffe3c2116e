"""A drawing as a picture for paper: the light colours, a width, and the letters that the app ships."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import vl_convert

from metrics.charts.drawing import Drawing

FONTS = Path(__file__).parent / "fonts"
"""The letters of the screen, in the form that the drawing library reads (made from the web fonts; licence beside them)."""
BOLD = "Fira Sans SemiBold"
"""The family that the drawing library knows the bolder letters by."""
WIDTH = 960
"""Pixels across, as if the page were so wide: panels flow into as many columns as have room."""
SCALE = 2.0
KEPT = 50
"""Pictures kept in memory, half a megabyte each: those of one pack."""
_TWO_COLOURS = re.compile(r"light-dark\((#[0-9A-Fa-f]{6}), #[0-9A-Fa-f]{6}\)")


def png(drawing: Drawing, width: int = WIDTH) -> bytes:
    """The picture's bytes; the same drawing gives the same bytes, and a pack made again need not draw it again."""
    spec = {**_in_light(drawing.spec), "width": width}
    spec["config"] = {**spec.get("config", {}), "background": "#FFFFFF"}
    spec["datasets"] = {name: _rows(frame) for name, frame in drawing.data.items()}
    text = json.dumps(spec)
    key = hashlib.sha256(text.encode()).hexdigest()
    found = _made.pop(key, None)
    if found is None:
        _letters()
        found = vl_convert.vegalite_to_png(spec, scale=SCALE)
    _made[key] = found
    for old in list(_made)[:-KEPT]:
        _made.pop(old, None)
    return found


_made: dict[str, bytes] = {}


@cache
def _letters() -> None:
    vl_convert.register_font_directory(str(FONTS))


def _in_light(part: Any) -> Any:
    """The spec with the first of each pair of colours: paper is white."""
    if isinstance(part, str):
        return _TWO_COLOURS.sub(r"\1", part)
    if isinstance(part, Mapping):
        found = {name: _in_light(value) for name, value in part.items()}
        return found | {"font": BOLD} if found.get("fontWeight") == 600 else found
    return [_in_light(value) for value in part] if isinstance(part, list) else part


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as JSON has them: nothing known is null, days are text as in the app's own data."""
    shown = frame.astype(object).where(frame.notna(), None)
    return [{str(name): _plain(value) for name, value in row.items()} for row in shown.to_dict("records")]


def _plain(value: Any) -> Any:
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else value
