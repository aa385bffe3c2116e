"""Hours in dedicated places."""

from metrics.kpi import Companion, Example, Kpi
from metrics.terms import PRINCIPLES

IN_PLACE = "can_be_in_place and dedicated"
"""A state that can be in place, with a place code that is a hotspot or vulnerable location on that date."""

_DUTY = {"Collar No": "0201", "Place Code": "H1"}

KPIS = (
    Kpi(
        id="time_in_place",
        label="Time in dedicated places",
        unit_word="hours",
        question="How many hours were spent in hotspots and vulnerable locations?",
        meaning=(
            "Hours in dedicated places: duty in a state that can be in place, with a place code that is a hotspot or a "
            "vulnerable location on that date, whoever's beat it lies on."
        ),
        why="The blueprint assesses PCSOs by time within dedicated place.",
        principle=PRINCIPLES[1],
        roles=("PC", "PCSO"),
        first_for="PCSO",
        export="duties",
        target_type="Ambition",
        blueprint="Neighbourhood PCSO, assessed by: time within dedicated place (hotspot locations and high risk, "
        "vulnerable locations)",
        direction="more",
        order=100,
        counts="hours",
        where=IN_PLACE,
        unit="hours",
        companions=(
            Companion(
                "Planned hours", "planned", "hours", note="Planned for the area's dedicated places in the period."
            ),
            Companion("By place", f"case when {IN_PLACE} then place_name end", "mix", weight="sum(hours)"),
        ),
        caveats=("Hours come from declared duty states, never from phone, radio, GPS or vehicle tracking.",),
        example=Example(
            "PCSO 0201 is on hotspot patrol at H1 from 2pm to 4pm, then at the station from 4pm to 5pm with the same code. "
            "Two hours count.",
            {
                "Places": [{"Place Code": "H1", "Place Name": "Market square", "Place Type": "Hotspot", "Beat": "A1"}],
                "Duties": [
                    {
                        **_DUTY,
                        "Duty Ref": "D1",
                        "Start": "2026-06-01 14:00",
                        "End": "2026-06-01 16:00",
                        "State": "Hotspot patrol",
                    },
                    {
                        **_DUTY,
                        "Duty Ref": "D2",
                        "Start": "2026-06-01 16:00",
                        "End": "2026-06-01 17:00",
                        "State": "Station",
                    },
                ],
            },
            {"0201": 2, "0101": 0, "A1": 2, "A2": 0, "Force": 2},
        ),
    ),
)
