"""OSARA plans owned."""

from metrics.kpi import Companion, Example, Kpi
from metrics.terms import PRINCIPLES

CLOSED_ON = "case when stage = 'Closed' then coalesce(stage_on, assessed_on, opened_on) end"
"""The day a plan was closed (DECISIONS.md D8)."""

KPIS = (
    Kpi(
        id="problem_plans",
        label="OSARA plans open",
        unit_word="open plans",
        question="How many OSARA plans are open, and are they assessed on time?",
        meaning="Problem plans open at the end of the period (opened by then and not closed by then), by their owner.",
        why="The blueprint asks constables to own problems and to produce OSARA plans.",
        principle=PRINCIPLES[2],
        roles=("PC",),
        export="problem_plans",
        target_type="Standard",
        blueprint="A Neighbourhood Police Constable will: own problems in collaboration with partners and produce OSARA plans",
        direction="more",
        order=120,
        stock_until=CLOSED_ON,
        exposure_words="beat",
        companions=(
            Companion(
                "Assessed on time",
                "count(*) filter (assessment_due <= $period_end and assessed_on <= assessment_due)",
                "share",
                of="count(*) filter (assessment_due <= $period_end)",
                lookback=True,
                note="Of the plans whose assessment was due by the end of the period.",
                quality="more",
            ),
            Companion(
                "Stages", f"case when coalesce({CLOSED_ON} > $period_end, true) then stage end", "mix", lookback=True
            ),
            Companion("Results", "case when assessed_on <= $period_end then result end", "mix", lookback=True),
        ),
        assumption="OSARA is read as objective, scanning, analysis, response, assessment; the blueprint does not spell it out.",
        caveats=(
            "Problem solving compares a measure of the beat before and after a plan's response; that does not say that the plan "
            "was the cause.",
        ),
        example=Example(
            "PC 0101 opened a plan in May that is still open and one that was closed on 3 June. One is open on 7 June.",
            {
                "Problem Plans": [
                    {
                        "Plan Ref": "O1",
                        "Title": "Nuisance bikes",
                        "Collar No": "0101",
                        "Beat": "A1",
                        "Opened On": "2026-05-04",
                        "Stage": "Response",
                        "Stage On": "2026-05-20",
                    },
                    {
                        "Plan Ref": "O2",
                        "Title": "Shop theft",
                        "Collar No": "0101",
                        "Beat": "A1",
                        "Opened On": "2026-05-05",
                        "Stage": "Closed",
                        "Stage On": "2026-06-03",
                    },
                ]
            },
            {"0101": 1, "0102": 0, "A1": 1, "A2": 0, "Force": 1},
        ),
    ),
)
