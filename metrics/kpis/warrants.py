"""Warrants executed."""

from metrics.kpi import Companion, Example, Kpi
from metrics.terms import PRINCIPLES

KPIS = (
    Kpi(
        id="warrants",
        label="Warrants",
        unit_word="warrants",
        question="How many warrants were executed?",
        meaning=(
            "Warrants executed in the period. A joint warrant credits each constable named, once; for an area it counts "
            "once, for the lead officer's team. Read it for a team, by quarter."
        ),
        why="The blueprint assesses neighbourhood constables by their number of warrants.",
        principle=PRINCIPLES[0],
        roles=("PC",),
        export="warrants",
        target_type="Ambition",
        blueprint="Neighbourhood Police Constable, assessed by: number of warrants",
        order=30,
        credit="named",
        exposure_words="team, by quarter",
        power=True,
        companions=(
            Companion("Results", "result", "mix"),
            Companion(
                "Days since the last",
                "date_diff('day', max(day), $period_end)",
                "days",
                lookback=True,
                note="From the last warrant executed to the end of the period.",
            ),
        ),
        caveats=("Warrants are rare: one week, or one person, says next to nothing.",),
        example=Example(
            "PC 0101 executes one warrant with PC 0102 of the next beat. Each has done one; beat A1 recorded one.",
            {
                "Warrants": [
                    {"Warrant Ref": "W1", "Executed On": "2026-06-04", "Collar No": "0101", "Other Collar Nos": "0102"}
                ]
            },
            {"0101": 1, "0102": 1, "A1": 1, "A2": 0, "Force": 1},
        ),
    ),
)
