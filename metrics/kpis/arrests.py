"""Arrests credited to constables."""

from metrics.kpi import Companion, Example, Kpi
from metrics.terms import PRINCIPLES

KPIS = (
    Kpi(
        id="arrests",
        label="Arrests",
        unit_word="arrests",
        question="How many arrests did constables make or help to make?",
        meaning=(
            "Arrests in the period. A joint arrest credits each constable named, once; for an area it counts once, for "
            "the team of the lead officer on that date."
        ),
        why="The blueprint assesses neighbourhood constables by their number of arrests.",
        principle=PRINCIPLES[0],
        roles=("PC",),
        export="arrests",
        target_type="Monitored",
        blueprint="Neighbourhood Police Constable, assessed by: number of arrests",
        order=10,
        credit="named",
        power=True,
        companions=(
            Companion("Results", "result", "mix"),
            Companion("With another officer", "count(*) filter (len(named_collars) > 1)", "share", of="count(*)"),
        ),
        caveats=(
            "More arrests are neither better nor worse: read them with their results and the hours worked.",
            "Voluntary attendance is shown only where the export carries it as a result.",
        ),
        example=Example(
            "On Tuesday PC 0101 (beat A1) arrests somebody with the help of PC 0102 (beat A2). Each officer has done one; "
            "beat A1 recorded one and beat A2 none, so that beats add up to the force.",
            {
                "Arrests": [
                    {
                        "Custody Ref": "C1",
                        "Arrested At": "2026-06-02 10:00",
                        "Collar No": "0101",
                        "Assisting Collar Nos": "0102",
                    },
                ]
            },
            {"0101": 1, "0102": 1, "A1": 1, "A2": 0, "Force": 1},
        ),
    ),
)
