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
    """Pairs of surname and forename; no surname comes twice. Those of a large force are double: Acornwick-Quillmoss."""
    single = [first + second for first in _FIRST_HALVES for second in _SECOND_HALVES]
    if how_many > len(single) ** 2:
        raise ValueError(f"only {len(single) ** 2} surnames are invented, {how_many} asked for")
    double = how_many > len(single)
    chosen = rng.permutation(len(single) ** 2 if double else len(single))[:how_many].tolist()
    surnames = [
        f"{single[one // len(single)]}-{single[one % len(single)]}" if double else single[one] for one in chosen
    ]
    forenames = rng.integers(0, len(_FORENAMES), how_many).tolist()
    return [(surname, _FORENAMES[forename]) for surname, forename in zip(surnames, forenames, strict=True)]


def invented_places(how_many: int) -> list[str]:
    """Names of districts that are nowhere: Acornford, Bramblethorpe, and so on; from the hundredth on with a number."""
    found = [f"{first}{ending}" for ending in ("ford", "thorpe", "stead", "minster") for first in _FIRST_HALVES]
    return [
        found[one % len(found)] + (f" {one // len(found) + 1}" if one >= len(found) else "") for one in range(how_many)
    ]


def email(surname: str, forename: str) -> str:
    """An address that can never be delivered to."""
    return f"{forename}.{surname}@example.invalid".lower()
