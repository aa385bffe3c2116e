"""Community engagement returns."""

from metrics.kpi import Companion, Example, Kpi
from metrics.terms import PRINCIPLES

RAISED = "lower(trim(priority_raised)) not in ('no', 'n', 'false', '0', 'none')"
"""Whether a priority was raised, where the cell says anything: some exports have it by name, some say yes or no."""

KPIS = (
    Kpi(
        id="engagement_returns",
        label="Engagement returns",
        unit_word="returns",
        question="How many community engagement returns were made?",
        meaning="Community engagement returns for the period, by the officer who made them.",
        why="The blueprint assesses PCSOs by their number of community engagement returns.",
        principle=PRINCIPLES[1],
        roles=("PC", "PCSO"),
        first_for="PCSO",
        export="engagements",
        target_type="Ambition",
        blueprint="Neighbourhood PCSO, assessed by: number of community engagement returns",
        direction="more",
        order=110,
        companions=(
            Companion("Kinds", "activity", "mix"),
            Companion("Feedback given", "count(*) filter (feedback_given)", "share", of="count(*)", quality="more"),
            Companion(
                "Priorities raised",
                f"count(priority_raised) filter ({RAISED})",
                "count",
            ),
        ),
        caveats=("The blueprint names no engagement measure for constables: theirs are shown as context.",),
        example=Example(
            "PCSO 0201 returns a street surgery, PC 0102 a school visit.",
            {
                "Engagements": [
                    {"Return No": "E1", "Engaged On": "2026-06-06", "Collar No": "0201", "Activity": "Street surgery"},
                    {"Return No": "E2", "Engaged On": "2026-06-06", "Collar No": "0102", "Activity": "School visit"},
                ]
            },
            {"0201": 1, "0102": 1, "A1": 1, "A2": 1, "Force": 2},
        ),
    ),
)
