"""Incidents attended."""

from metrics.kpi import Companion, Example, Kpi
from metrics.terms import PRINCIPLES

KPIS = (
    Kpi(
        id="incidents_attended",
        label="Incidents attended",
        unit_word="incidents",
        question="How many incidents did constables attend?",
        meaning=(
            "Different incidents attended. An officer counts an incident once; an area counts it once however many of its "
            "officers attended, so beats may add up to more than their sector."
        ),
        why="The blueprint assesses neighbourhood constables by their number of incidents attended.",
        principle=PRINCIPLES[0],
        roles=("PC",),
        export="incidents",
        target_type="Monitored",
        blueprint="Neighbourhood Police Constable, assessed by: number of incidents attended",
        order=50,
        distinct="incident_no",
        companions=(
            Companion("Grades", "grade", "mix", weight="count(distinct incident_no)"),
            Companion(
                "Locations attended more than once",
                "len(list_filter(map_values(histogram(location)), lambda times: times > 1))",
                "count",
                note="Counted on a keyed hash; the location itself is not stored.",
            ),
        ),
        caveats=("An incident attended by two teams counts for each of them, and once for the sector and the force.",),
        example=Example(
            "PC 0101 (A1) and PC 0102 (A2) attend the same incident. Each has attended one, each beat one, the force one.",
            {
                "Incidents": [
                    {"Incident No": "I1", "Attended At": "2026-06-05 20:00", "Collar No": "0101"},
                    {"Incident No": "I1", "Attended At": "2026-06-05 20:10", "Collar No": "0102"},
                ]
            },
            {"0101": 1, "0102": 1, "A1": 1, "A2": 1, "Force": 1},
        ),
    ),
)
