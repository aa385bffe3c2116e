"""The force's areas as the Beats list has them, and who is posted where on a day."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import pandas as pd

from .reading import plain

LEVELS = ("beat", "sector", "lpa", "force")
FORCE = "force:Force"
NEVER = 10**6
"""A day after every day: the end of an open posting."""


class Areas:
    """Beats in sectors in LPAs. An area is written `level:name`, e.g. `beat:KET1`, `sector:Corby`, `force:Force`."""

    def __init__(self, beats: pd.DataFrame) -> None:
        self.beats = beats
        self.names = {"force": {"Force": "Force"}, "beat": dict(zip(beats["Beat"], beats["Beat Name"], strict=True))}
        self.names["sector"] = {name: name for name in beats["Sector"].unique()}
        self.names["lpa"] = {name: name for name in beats["LPA"].unique()}

    @cached_property
    def parents(self) -> dict[str, set[str]]:
        """Every area with the areas that contain it, itself among them."""
        found: dict[str, set[str]] = {FORCE: {FORCE}}
        for lpa, sector, beat in self.beats[["LPA", "Sector", "Beat"]].itertuples(index=False):
            found[f"lpa:{lpa}"] = {f"lpa:{lpa}", FORCE}
            found[f"sector:{sector}"] = {f"sector:{sector}", f"lpa:{lpa}", FORCE}
            found[f"beat:{beat}"] = {f"beat:{beat}", f"sector:{sector}", f"lpa:{lpa}", FORCE}
        return found

    @cached_property
    def _by_word(self) -> dict[str, str]:
        words: dict[str, str] = {}
        for level in reversed(LEVELS):  # a beat's code goes before a sector's name, and so on
            for name in self.names[level]:
                words[plain(name)] = words[plain(f"{level}:{name}")] = f"{level}:{name}"
        return words

    def find(self, text: str) -> str | None:
        """The area meant by a name, a beat code or `level:name`."""
        return self._by_word.get(plain(text))

    def within(self, area: str) -> set[str]:
        """The area and everything inside it."""
        return {each for each, parents in self.parents.items() if area in parents}

    def beats_of(self, area: str) -> list[str]:
        """The beats inside an area."""
        return sorted(each for each in self.within(area) if each.startswith("beat:"))


class Postings:
    """The Officers list: of the postings that hold on a day, the one with the latest Start Date applies."""

    def __init__(self, officers: pd.DataFrame, areas: Areas) -> None:
        self.frame = officers.reset_index(drop=True)
        self.collars = sorted(self.frame["Collar No"].unique())
        self._code = {collar: code for code, collar in enumerate(self.collars)}
        self.role = self.frame["Role"].to_numpy(dtype=object)
        self.team = np.array([areas.find(beat) or f"unknown:{beat}" for beat in self.frame["Beat"]], dtype=object)
        self.fte = self.frame["FTE"].to_numpy(dtype=float)
        self._changes, self._applies = self._timeline()

    def _timeline(self) -> tuple[np.ndarray, np.ndarray]:
        """For each officer the days on which something changes, and the posting (or -1) that applies from then."""
        changes, applies = [-1], [-1]
        for collar, own in self.frame.groupby("Collar No"):
            starts, ends = own["start"].to_numpy(), own["end"].to_numpy()
            for day in sorted({*starts, *(ends + 1)}):
                holding = own.index[(starts <= day) & (day <= ends)]
                changes.append(self._place(self._code[collar], day))
                applies.append(max(holding, key=lambda row: self.frame.at[row, "start"]) if len(holding) else -1)
        order = np.argsort(changes, kind="stable")
        return np.array(changes)[order], np.array(applies)[order]

    @staticmethod
    def _place(code, day):
        """One number for officer and day; days may be before 1970."""
        return (code + 1) * 10**8 + day + 10**7

    def on(self, collars, days) -> np.ndarray:
        """The row of the posting that applies to each officer on each day, or -1."""
        codes = pd.Series(collars, dtype=object).map(self._code).fillna(-1).to_numpy(dtype="int64")
        wanted = self._place(codes, np.clip(np.asarray(days, dtype="int64"), -(10**6), 10**6))
        position = np.searchsorted(self._changes, wanted, side="right") - 1
        same_officer = self._changes[position] // 10**8 == codes + 1
        return np.where((codes >= 0) & same_officer, self._applies[position], -1)
