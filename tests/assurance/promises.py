"""The promises about trust, each with the proof that gives its figure and the words by which that figure is found in it."""

from __future__ import annotations

from typing import NamedTuple


class Promise(NamedTuple):
    """A promise. proof: the part of the assurance that proves it; found: how the line with its figure begins or what it says."""

    number: int
    words: str
    wanted: str
    proof: str
    found: str


PROMISES = (
    Promise(1, "A sergeant sees only their team, an inspector only their sector, however they ask",
            "over 10,000 pairs, 0 outside", "scopes", "invented organisations"),
    Promise(2, "No page reads but through one scoped function; who is unknown sees nothing",
            "0 exceptions", "scopes", "One door"),
    Promise(3, "Nobody sees another's rows through a cache", "0 of 500", "scopes", "take turns"),
    Promise(4, "All or nothing, and never lost once it says loaded", "200 kills, 0 lost, 0 partial", "store", "kill -9"),
    Promise(5, "The same file with the same coverage counts once", "one winner in 50 of 50", "store", "16 threads"),
    Promise(6, "Damage is noticed, never shown as a number", "300, 0 silently wrong", "store", "damages"),
    Promise(7, "Everything can be rebuilt; backups come back", "equal", "store", "Backup, delete"),
    Promise(8, "A hostile or broken file cannot take the service down, and a damaged one is refused",
            "40 files, 0 deaths; 0 of 6,000 silently different", "files", "Single bits"),
    Promise(9, "A full disk loses nothing", "0 partial, works after", "store", "Full disk"),
    Promise(10, "Text in a cell cannot run, call out or disguise itself", "0 scripts, 0 requests, 0 live formulas",
            "text", "payloads in"),
    Promise(11, "Every look at a named officer is logged; no log, no data; the log cannot be quietly edited",
            "100%; 0 unlogged; N of N found", "lookups", "pages opened"),
    Promise(12, "Nothing leaves the building", "0 connections", "network", "connections"),
    Promise(13, "It works for everyone", "0 serious or critical", "access", "axe"),
    Promise(14, "Old data goes, holds are respected, a person can have all that is held on them",
            "0 left, 100% complete, under a minute", "retention", "Clock forward"),
)  # fmt: skip
"""As the force's own list of what the tool promises has them."""
