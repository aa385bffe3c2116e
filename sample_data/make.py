"""Build the sample force: `python -m sample_data.make --out DIR [--only recent]`.

The files and the manifest say which calls of `python -m metrics load` bring them in, and when.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from sample_data.crime import deliver_public_figures
from sample_data.deliveries import COMMITTED, deliver, deliver_neighbourhoods
from sample_data.priority_area_team import build_priority_area_team
from sample_data.weeks import LAST_DAY, NEXT_WEEK_END, Block, blocks
from sample_data.world import World, draw_world
from sample_data.write import Load, write_manifest

Progress = Callable[[float, str], None]
"""Told how much is done, from 0 to 1, and what comes next."""

NAME = "Sample force (all people invented)"


def build(out: Path, progress: Progress | None = None) -> Path:
    """Write the whole sample force and the Priority Area Team under `out`; the force's manifest is returned."""
    tell = progress or _say_nothing
    tell(0.0, "Inventing the people and what they did")
    world = draw_world()
    loads: list[Load] = []
    previous: Block | None = None
    for place, block in enumerate(blocks()):
        tell(0.4 + 0.5 * place / len(blocks()), f"Writing {block.name}")
        written = deliver(world, block, previous, out)
        loads += written if block.last != NEXT_WEEK_END else []
        previous = block
    loads += deliver_public_figures(world.crime, out)
    loads += deliver_neighbourhoods(world, out)
    tell(0.95, "Writing the Priority Area Team of 2020")
    build_priority_area_team(out / "priority_area_team")
    manifest = write_manifest(out, NAME, LAST_DAY, loads)
    tell(1.0, "The sample force is written")
    return manifest


def build_recent(out: Path, world: World | None = None) -> list[Path]:
    """Write only the week folders that lie in the repository, under `out`/weeks."""
    world = world or draw_world()
    previous: Block | None = None
    for block in blocks():
        if block.name in COMMITTED:
            deliver(world, block, previous, out)
        previous = block
    return [out / "weeks" / name for name in COMMITTED]


def _say_nothing(_done: float, _next: str) -> None:
    """Progress for those who did not ask."""


def _print_progress(done: float, following: str) -> None:
    print(f"{done:4.0%} {following}", file=sys.stderr)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m sample_data.make", description="Write the invented sample force.")
    parser.add_argument("--out", type=Path, required=True, help="folder to write into")
    parser.add_argument("--only", choices=["recent"], help="only the week folders that lie in the repository")
    chosen = parser.parse_args(arguments)
    if chosen.only == "recent":
        for folder in build_recent(chosen.out):
            print(folder)
    else:
        print(build(chosen.out, _print_progress))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
