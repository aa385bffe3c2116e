"""Hours outside the station."""

from metrics.kpi import Companion, Example, Kpi
from metrics.terms import PRINCIPLES

KPIS = (
    Kpi(
        id="time_outside_station",
        label="Time outside the station",
        unit_word="hours",
        question="How many rostered hours were spent outside the station?",
        meaning="Hours in states outside the station, of the hours rostered.",
        why="The blueprint assesses PCSOs by time outside the police station.",
        principle=PRINCIPLES[1],
        roles=("PC", "PCSO"),
        first_for="PCSO",
        export="duties",
        target_type="Ambition",
        blueprint="Neighbourhood PCSO, assessed by: time outside the police station",
        direction="more",
        order=101,
        counts="hours",
        where="outside",
        exposure="rostered",
        exposure_words="rostered hours",
        unit="hours",
        companions=(
            Companion(
                "Of rostered hours", "sum(hours) filter (outside)", "share_of_hours", of="sum(hours) filter (rostered)"
            ),
            Companion("By state", "case when rostered then state end", "mix", weight="sum(hours)"),
        ),
        caveats=("Response cover and events are outside the station and are also abstraction: look at both.",),
        example=Example(
            "PCSO 0201 is briefed for one hour, then patrols on foot for six.",
            {
                "Duties": [
                    {
                        "Duty Ref": "D1",
                        "Collar No": "0201",
                        "Start": "2026-06-01 08:00",
                        "End": "2026-06-01 09:00",
                        "State": "Briefing",
                    },
                    {
                        "Duty Ref": "D2",
                        "Collar No": "0201",
                        "Start": "2026-06-01 09:00",
                        "End": "2026-06-01 15:00",
                        "State": "Foot patrol",
                    },
                ]
            },
            {"0201": 6, "A1": 6, "A2": 0, "Force": 6},
        ),
    ),
)
