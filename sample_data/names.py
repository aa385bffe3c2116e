"""Invented names: every surname is two words put together that nobody bears, every forename is made up."""

from __future__ import annotations

import numpy as np

_FIRST_HALVES = (
    "Acorn",
    "Bramble",
    "Candle",
    "Dapple",
    "Ember",
    "Fiddle",
    "Gimble",
    "Hazel",
    "Inkle",
    "Jumble",
    "Kettle",
    "Lantern",
    "Marble",
    "Nettle",
    "Ottle",
    "Pebble",
    "Quill",
    "Ramble",
    "Saddle",
    "Thimble",
    "Umber",
    "Velvet",
    "Wicker",
    "Yarrow",
)
_SECOND_HALVES = (
    "wick",
    "bottom",
    "thatch",
    "stitch",
    "whistle",
    "feather",
    "mantle",
    "puddle",
    "crumb",
    "button",
    "sparrow",
    "barrow",
    "gate",
    "latch",
    "spoon",
    "moss",
    "lock",
    "fern",
    "snap",
    "twig",
)
_FORENAMES = (
    "Abelon",
    "Brisanne",
    "Corvell",
    "Dunella",
    "Elbrick",
    "Fennimar",
    "Gadrina",
    "Hollimax",
    "Ivolet",
    "Jaspeth",
    "Kelvanda",
    "Lorimund",
    "Mirabix",
    "Nortella",
    "Osmerin",
    "Pelladine",
    "Quenby",
    "Rosmarel",
    "Silvanter",
    "Tamberly",
    "Ulvina",
    "Vendrick",
    "Wimbledee",
    "Xanthorp",
    "Yoriella",
    "Zandrel",
    "Brackenby",
    "Celandor",
    "Drisella",
    "Everond",
)


def invented_names(rng: np.random.Generator, how_many: int) -> list[tuple[str, str]]:
    """Pairs of surname and forename; no surname comes twice."""
    surnames = [first + second for first in _FIRST_HALVES for second in _SECOND_HALVES]
    if how_many > len(surnames):
        raise ValueError(f"only {len(surnames)} surnames are invented, {how_many} asked for")
    chosen = rng.permutation(len(surnames))[:how_many]
    forenames = rng.integers(0, len(_FORENAMES), how_many)
    return [(surnames[s], _FORENAMES[f]) for s, f in zip(chosen, forenames, strict=True)]


def email(surname: str, forename: str) -> str:
    """An address that can never be delivered to."""
    return f"{forename}.{surname}@example.invalid".lower()
