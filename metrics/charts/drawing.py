"""What a chart is here: a spec built once, its data, the finding in words, and the same figures as a table."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from metrics.charts.theme import Spec


@dataclass(frozen=True)
class Drawing:
    """A chart ready to show. `alt` says the finding; `table` holds what was drawn, in words and numbers."""

    spec: Spec
    data: dict[str, pd.DataFrame]
    alt: str
    table: pd.DataFrame
