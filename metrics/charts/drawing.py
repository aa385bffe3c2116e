"""What a chart is here: a spec built once, its data, the finding in words, and the same figures as a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
import pyarrow as pa

from metrics.charts.theme import Spec

Cells = dict[tuple[int, int], dict[str, str]]
"""Row and column of a table -> what a click on the mark of the same figure gives."""


@dataclass(frozen=True)
class Drawing:
    """A chart ready to show. `alt` says the finding; `table` makes the table of what was drawn, when somebody opens it.

    opens: the cells of that table that hold a figure of their own, and which.
    """

    spec: Spec
    data: dict[str, pd.DataFrame]
    alt: str
    table: Callable[[], pd.DataFrame]
    opens: Callable[[], Cells] = dict

    @cached_property
    def spoken(self) -> Spec:
        """The spec in which a layer with nothing in it is not read out: Vega would leave its group without a name."""
        empty = {name for name, frame in self.data.items() if frame.empty}
        return _hushed(self.spec, empty) if empty else self.spec

    @cached_property
    def arrow(self) -> dict[str, bytes]:
        """The data as Arrow streams, made once: what the browser is sent."""
        return {name: _stream(frame) for name, frame in self.data.items()}


def _hushed(spec: Spec, empty: set[str], data: object = None) -> Spec:
    name = spec.get("data", data)
    found = {**spec}
    if "layer" in spec:
        found["layer"] = [_hushed(layer, empty, name) for layer in spec["layer"]]
    elif isinstance(name, dict) and name.get("name") in empty and isinstance(spec.get("mark"), dict):
        found["mark"] = {**spec["mark"], "aria": False}
    return found


def _stream(frame: pd.DataFrame) -> bytes:
    table = pa.Table.from_pandas(frame, preserve_index=False)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue().to_pybytes())
