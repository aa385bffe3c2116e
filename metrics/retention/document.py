"""docs/RETENTION.md, made from the declarations: `python -m metrics.retention.document`."""

from __future__ import annotations

from metrics import settings
from metrics.retention.kinds import GROUPS, STAYS, kinds
from metrics.retention.words import kept_for
from metrics.store.entries import ENTRIES

KEPT = settings.PROJECT / "docs" / "RETENTION.md"
HEAD = """# Retention

Made by `python -m metrics.retention.document`; not to be edited. Each period is a setting (`[retention.months]`, by key), and
each is an assumption for the records manager and the data protection officer to confirm.

A purge shows what it would take, by kind and row by row. One person proposes it, another approves exactly what was shown: where
data or a hold has changed since, the approval is void. It goes around every hold, and takes what is due from the database and its
pages, the archive, the ledger, damaged and replaced stores beside the store, and every backup in the folder of `[backups]` and
in `[retention] backup_folders`. Of the look-up log whole months go from its front, and a line at its end proves the rest.
A ledger line that is emptied keeps its hash, and is accepted only where a later disposal record names it and that hash. Restoring
an older backup applies every later disposal at once, as the replaced store or `disposals-*.json` beside the backups tells.
"""
FOOT = """
## What it does not reach
- Blocks that the file system has freed, snapshots of a virtual machine, copies made by hand: encrypt the disk, and name them in
  the schedule.
- Files that people have downloaded; uploads that nobody accepted are in memory only, for `[retention] uploads_hours`.
- Names that somebody typed into free words: a hold on a person looks for the collar number, as a word of its own.
- A list that holds people who left long ago: loading it brings them back, and the next purge takes them. Ask its sender.
"""


def document() -> str:
    """The whole page."""
    parts = [HEAD]
    for group in GROUPS:
        rows = [
            f"| {one.title} | `{one.name}` | {kept_for(one.months)} | {one.counted} | {one.reason} |"
            for one in kinds().values()
            if one.group == group
        ]
        head = ["| Kind of data | Key | Kept for | Counted | Why |", "|---|---|---|---|---|"]
        parts.append("\n".join([f"## {group}", "", *head, *rows, ""]))
    staying = [f"- {kind.words.removesuffix(' no.')}: {STAYS[kind.name]}" for kind in ENTRIES if kind.name in STAYS]
    parts.append(
        "\n".join(
            ["## What no purge takes", "- the records of loads: file, hash, days, area and who loaded it", *staying]
        )
    )
    return "\n".join([*parts, FOOT])


if __name__ == "__main__":
    KEPT.write_text(document(), encoding="utf-8")
