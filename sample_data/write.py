"""Write frames as CSV files, and loads as a manifest."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pandas as pd

from sample_data.workbook import only_days, visible

ANALYST = "sample analyst"


@dataclass(frozen=True)
class Load:
    """One call of the load command."""

    name: str
    files: tuple[str, ...]
    recorded_at: datetime
    area: str | None = None
    first: date | None = None
    last: date | None = None

    def entry(self) -> dict[str, object]:
        """The load as the manifest says it."""
        return {
            "name": self.name,
            "files": list(self.files),
            "area": self.area,
            "from": str(self.first) if self.first else None,
            "to": str(self.last) if self.last else None,
            "recorded_at": self.recorded_at.isoformat(),
            "by": ANALYST,
            "confirm": False,
        }


def write_manifest(out: Path, name: str, through: date, loads: Sequence[Load]) -> Path:
    """The loads in the order in which they were made."""
    ordered = sorted(loads, key=lambda load: load.recorded_at)
    manifest = {"name": name, "through": str(through), "loads": [load.entry() for load in ordered]}
    path = out / "manifest.json"
    path.write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    return path


def write_csv(path: Path, frame: pd.DataFrame) -> None:
    """One sheet as a CSV file, with ISO dates and times to the minute."""
    path.parent.mkdir(parents=True, exist_ok=True)
    columns = {heading: _csv_column(values) for heading, values in visible(frame).items()}
    pd.DataFrame(columns).to_csv(path, index=False, lineterminator="\n", encoding="utf-8")


def _csv_column(values: pd.Series) -> pd.Series:
    """Dates and times as text; everything else as it is."""
    if not pd.api.types.is_datetime64_any_dtype(values):
        return values
    text = np.datetime_as_string(values.to_numpy(), unit="D" if only_days(values) else "m").astype(object)
    return pd.Series(np.where(values.isna(), None, text), index=values.index, dtype=object)


def slug(name: str) -> str:
    """A name as part of a file name."""
    return name.lower().replace(" ", "_")
