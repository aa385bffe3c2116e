"""Panels that flow: as many columns as the container has room for, the groups of panels under each other.

What depends on how many panels, lines or weeks there are stands in a chart's parameters, not in its marks: so one spec,
which takes half a second to build, serves every team, and a new shape costs nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from metrics.charts.theme import Spec

PANEL_ROW = "first_rows[datum.group] + floor(datum.panel / columns)"
"""The row of panels in which a panel lies, counted over all groups."""


def flowing(
    spec: Spec, groups: Sequence[int], least: int, block: int, title: int, gutter: int | str = 0, right: int = 0
) -> Spec:
    """The spec with the parameters that lay its panels out, in pixels.

    groups: panels of each group. least: the narrowest panel. block: height of a row of panels. title: height of a group's
    title line. gutter: room at the left of every row, or how it
    follows from the width. right: room that the last panel of a row may leave at its right.
    """
    heights = [f"ceil({size} / columns)" for size in groups]
    above = ["0", *(" + ".join(heights[:number]) for number in range(1, len(heights)))]
    return shaped(
        spec,
        columns=f"max(1, min({max(groups)}, floor((width - {gutter}) / {least})))",
        panel_width=f"(width - {gutter} + {right}) / columns",
        first_rows=f"[{', '.join(above)}]",
        block=f"{block}",
        height=f"({' + '.join(heights)}) * block + {len(groups) * title}",
    )


def shaped(spec: Spec, **expressions: str) -> Spec:
    """The spec with parameters of these names; the spec itself is not changed."""
    own = [{"name": name, "expr": expression} for name, expression in expressions.items()]
    return {**spec, "params": [*own, *spec.get("params", [])]}
