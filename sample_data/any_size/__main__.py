"""The command line."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sample_data.any_size.make import build
from sample_data.any_size.size import Size


def main() -> None:
    """Write the files and print the manifest's path."""
    parser = argparse.ArgumentParser(
        prog="python -m sample_data.any_size", description="Write an invented force of any size."
    )
    parser.add_argument("--out", type=Path, required=True, help="folder to write into")
    parser.add_argument("--officers", type=int, default=1500)
    parser.add_argument("--weeks", type=int, default=260)
    parser.add_argument("--forces", type=int, default=1, help="several forces in one store, each an LPA of the whole")
    parser.add_argument("--weeks-a-file", type=int, default=13)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    size = Size(chosen.officers, chosen.weeks, chosen.seed, chosen.forces, chosen.weeks_a_file)
    print(build(size, chosen.out, lambda done, words: print(f"{done:4.0%} {words}", file=sys.stderr)))


if __name__ == "__main__":
    main()
