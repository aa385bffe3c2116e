"""No page reads what is stored but through `data.read`, which sifts: held by reading the code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from metrics.ui.reads import READS

ROOT = Path(__file__).parents[2]
SCREENS = [*sorted((ROOT / "metrics/ui").glob("*.py")), *sorted((ROOT / "pages").glob("*.py")), ROOT / "dashboard.py"]
DOOR = {"data", "stores", "viewer", "reads", "looks"}
"""Modules that are the door themselves."""
WITH_REASON = {
    ("drawings", "ask"): "only the path and version, to remember by",
    ("exported", "workbook"): "notes and flags of figures that were sifted, themselves sifted by `entry_is_open`",
    ("passports", "workbook"): "notes and flags of a passport that was sifted, themselves sifted by `entry_is_open`",
    (
        "source_total",
        "reconciled",
    ): "of a passport that was sifted; its rows are left out where the area is not one's own",
    ("source_total", "compared"): "totals, sifted by `entry_is_open`",
    ("source_total", "_reconciled"): "of a total that was sifted",
    ("judging", "rebased"): "which areas a new baseline holds in",
    ("targets", "download"): "the list of targets, which are of areas",
    ("setting", "_planned"): "the list of targets, which are of areas",
    ("uploads", "writer"): "the thread that writes",
    ("uploads", "open_store"): "what was put right at the start",
    ("pack_making", "make"): "keeps that a pack was made",
    ("pack_making", "_public"): "every name, to prove that none stands in what goes out",
    ("packing", "gather"): "the moments of the binder's entries",
    ("packing", "view_of"): "the moment of a binder's entry",
    ("peel", "can_open"): "whether there is a store",
    ("retention", "_rows"): "only for those who put data right, of whom the page makes sure; whom it names is logged",
    ("retention", "periods"): "how many backups are behind",
    ("retention", "_records"): "disposal records, which never hold the data; and that they were taken away",
    ("retention_purge", "purge"): "the proposals that wait, in numbers",
    ("subject", "_right"): "whether somebody may make the file of all that is held on a person",
    ("subject", "make"): "that file, for the person or with a reason that is kept; asked once more who may",
    ("look_up_log", "known"): "the look-up log, which is read too",
    ("show", "made"): "the look-up log, before a file is made",
    ("frame", "whoever_looks"): "whether the purpose is accepted",
    ("people", "chosen"): "the look-up log, of somebody who is not shown",
}
"""Where a page speaks to the store otherwise, and why that gives nothing away. Keeping an entry needs none."""


def calls(tree: ast.AST, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == name:
            yield node


def enclosing(tree: ast.Module, line: int) -> str:
    """The innermost function in which a line lies."""
    found = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.lineno <= line <= (node.end_lineno or 0)
    ]
    return max(found, key=lambda node: node.lineno).name if found else ""


def writes(tree: ast.Module) -> set[int]:
    """Lines of whatever `entering.keep` is given: what it keeps, it does not show; and of functions that only it calls."""
    lines: set[int] = set()
    named: set[str] = set()
    for call in calls(tree, "entering.keep"):
        lines |= set(range(call.lineno, (call.end_lineno or 0) + 1))
        named |= {node.id for node in ast.walk(call) if isinstance(node, ast.Name)}
        named |= {node.attr for node in ast.walk(call) if isinstance(node, ast.Attribute)}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name in named:
            lines |= set(range(node.lineno, (node.end_lineno or 0) + 1))
    return lines


def test_pages_speak_to_the_store_through_the_door_only() -> None:
    found: set[tuple[str, str]] = set()
    for path in SCREENS:
        tree = ast.parse(path.read_text("utf-8"))
        if path.stem in DOOR:
            continue
        assert "READS" not in {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}, path
        assert not list(calls(tree, "Store.open")), path
        kept = writes(tree)
        found |= {
            (path.stem, enclosing(tree, call.lineno)) for call in calls(tree, "stores.store") if call.lineno not in kept
        }
    unexplained = {
        (module, function)
        for module, function in found
        if (module, function) not in WITH_REASON and not keeps(module, function)
    }
    assert unexplained == set()
    assert set(WITH_REASON) <= found, "a reason that is no longer needed"


def keeps(module: str, function: str) -> bool:
    """True of a function whose only use of the store is to keep an entry (`entering.keep` calls it through another)."""
    return (module, function) in {
        ("actions", "_change"),
        ("notes", "_close"),
        ("evidence", "add"),
        ("source_total", "_enter"),
    }


def test_the_door_asks_every_time_who_looks_and_what_they_may_have() -> None:
    text = (ROOT / "metrics/ui/data.py").read_text("utf-8")
    tree = ast.parse(text)
    read = next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "read")
    assert len(list(calls(read, "viewer.scope"))) == 1
    assert len(list(calls(read, "reading.sieve.answer"))) == 2, (
        "what is remembered, and the look-up log, which never is"
    )
    assert len(list(calls(read, "reading.sieve.check"))) == 1
    assert "READS" not in "".join(
        ast.unparse(node) for node in tree.body if node is not read and not isinstance(node, ast.ImportFrom)
    )


def test_every_read_is_declared_with_a_sieve() -> None:
    assert len(READS) > 80
    tree = ast.parse((ROOT / "metrics/ui/reads.py").read_text("utf-8"))
    assert len(list(calls(tree, "Reading"))) == len(READS)
