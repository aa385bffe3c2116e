"""A measured figure, and chance with a seed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

SEED = 20261130
Amounts = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Row:
    """What was done, what was found, what was wanted (nothing: told for information), and whether it holds."""

    what: str
    found: str
    wanted: str = ""
    holds: bool = True


def chance(number: int) -> np.random.Generator:
    """The random numbers of one simulation, the same in every run."""
    return np.random.default_rng([SEED, number])


def events(rng: np.random.Generator, mean: Amounts, phi: float) -> Amounts:
    """Counts with these means and this variance over mean: Poisson at 1, else negative binomial."""
    drawn = rng.poisson(mean) if phi == 1 else rng.negative_binomial(mean / (phi - 1), 1 / phi)
    return drawn.astype(float)
