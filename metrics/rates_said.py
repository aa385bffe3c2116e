"""A share in words: how many of how many, the share with its interval, and the bounds that what is not known leaves."""

from __future__ import annotations

from metrics.stop_and_search import Rate

TOO_FEW = "too few for a rate"


def say_rate(rate: Rate) -> str:
    """84 of 312, 27% (22% to 32%); 3 not recorded, so between 27% and 28%. Below FEW cases the count alone."""
    if not rate.whole:
        return "none"
    said = f"{rate.part:,} of {rate.whole:,}"
    if not rate.enough:
        return f"{said} ({TOO_FEW})"
    return f"{said}, {rate.share:.0%} ({say_interval(rate)}){f'; {say_bounds(rate)}' if rate.unknown else ''}"


def say_interval(rate: Rate) -> str:
    """22% to 32%."""
    low, high = rate.interval
    return f"{low:.0%} to {high:.0%}"


def say_bounds(rate: Rate) -> str:
    """3 not recorded, so between 27% and 28%."""
    return f"{rate.unknown:,} not recorded, so between {rate.share:.0%} and {rate.most:.0%}"
