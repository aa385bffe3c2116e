"""Public protection notices submitted."""

from metrics.kpi import Companion, Example, Kpi
from metrics.terms import PRINCIPLES

KPIS = (
    Kpi(
        id="ppn_submissions",
        label="PPN submissions",
        unit_word="notices",
        question="How many public protection notices were submitted?",
        meaning="Public protection notices submitted in the period by constables and PCSOs.",
        why="The blueprint assesses both roles by their number of PPN submissions.",
        principle=PRINCIPLES[0],
        roles=("PC", "PCSO"),
        export="ppns",
        target_type="Expected range",
        blueprint="Neighbourhood Police Constable and Neighbourhood PCSO, assessed by: number of PPN submissions",
        order=40,
        companions=(
            Companion(
                "Submitted within 24 hours",
                "count(*) filter (submitted_at <= incident_at + interval 24 hours)",
                "share",
                of="count(incident_at)",
                note="Of the notices whose incident time is known.",
                quality="more",
            ),
            Companion(
                "Returned for quality",
                "count(*) filter (returned_for_quality)",
                "share",
                of="count(*)",
                quality="fewer",
            ),
        ),
        assumption="PPN is read as public protection notice; the blueprint does not spell it out.",
        example=Example(
            "PC 0101 submits two notices and PCSO 0201 one. Beat A1, to which both belong, recorded three.",
            {
                "PPNs": [
                    {"PPN Ref": "P1", "Submitted At": "2026-06-01 09:00", "Collar No": "0101"},
                    {"PPN Ref": "P2", "Submitted At": "2026-06-01 11:00", "Collar No": "0101"},
                    {"PPN Ref": "P3", "Submitted At": "2026-06-02 11:00", "Collar No": "0201"},
                ]
            },
            {"0101": 2, "0201": 1, "A1": 3, "A2": 0, "Force": 3},
        ),
    ),
)
