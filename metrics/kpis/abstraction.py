"""Hours taken from neighbourhood work."""

from metrics.kpi import Companion, Example, Kpi
from metrics.terms import PRINCIPLES

KPIS = (
    Kpi(
        id="abstraction",
        label="Abstraction",
        unit_word="hours",
        question="How many rostered hours were taken from neighbourhood work?",
        meaning=(
            "Rostered hours away from neighbourhood work: response cover, events, scene guard, court, training and the like. "
            "Leave and sickness are not rostered, and so not abstraction."
        ),
        why="Hours first: nobody can do neighbourhood work in hours that were taken for something else.",
        principle=PRINCIPLES[2],
        roles=("PC", "PCSO"),
        export="duties",
        target_type="Monitored",
        blueprint="None: HMICFRS's sense of abstraction, taken from usual work to other duties",
        direction="fewer",
        order=130,
        counts="hours",
        where="abstraction",
        exposure="rostered",
        exposure_words="rostered hours",
        unit="hours",
        companions=(
            Companion(
                "Of rostered hours",
                "sum(hours) filter (abstraction)",
                "share_of_hours",
                of="sum(hours) filter (rostered)",
            ),
            Companion("Reasons", "case when abstraction then state end", "mix", weight="sum(hours)"),
            Companion("Authorised by", "case when abstraction then authorised_by end", "mix", weight="sum(hours)"),
        ),
        example=Example(
            "PC 0101 covers response for four hours of an eight-hour shift: four hours of abstraction, four available.",
            {
                "Duties": [
                    {
                        "Duty Ref": "D1",
                        "Collar No": "0101",
                        "Start": "2026-06-01 08:00",
                        "End": "2026-06-01 12:00",
                        "State": "Response cover",
                    },
                    {
                        "Duty Ref": "D2",
                        "Collar No": "0101",
                        "Start": "2026-06-01 12:00",
                        "End": "2026-06-01 16:00",
                        "State": "On beat",
                    },
                ]
            },
            {"0101": 4, "A1": 4, "A2": 0, "Force": 4},
        ),
    ),
)
