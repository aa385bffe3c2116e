"""The ratio of two rates, with the exact interval that luck leaves it."""

from __future__ import annotations

import numpy as np

from metrics.signals.shares import clopper_pearson
from metrics.signals.verdict import Cells, Numbers, cells, nothing


def rate_ratio(
    count: Numbers, base: Numbers, other_count: Numbers, other_base: Numbers, ranges: bool = True
) -> tuple[Cells, Cells, Cells]:
    """Each rate over the other rate, and the ratio's exact 95% interval.

    base: the hours or residents of each count; 0 or NaN gives NaN. Of all events those of the first are Binomial(all, its share
    of the bases times the ratio), so Clopper and Pearson's interval of that share carries over. The high end is infinite where
    the other count is 0; the ratio is NaN where both are. ranges: the interval too, which takes most of the time.
    Source: Przyborowski and Wilenski 1940.
    """
    y, h, other_y, other_h = cells(count, base, other_count, other_base)
    low, high = clopper_pearson(y, y + other_y) if ranges else nothing(y)
    with np.errstate(divide="ignore", invalid="ignore"):
        by_base = other_h / np.where(h > 0, h, np.nan)
        return y / other_y * by_base, low / (1 - low) * by_base, high / (1 - high) * by_base
