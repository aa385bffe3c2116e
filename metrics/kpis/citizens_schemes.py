"""Citizens in Policing schemes and new watch schemes."""

from metrics.kpi import Companion, Example, Kpi
from metrics.terms import PRINCIPLES

CITIZENS = "scheme_type = 'Citizens in Policing'"
RUNNING = "(ended_on is null or ended_on > $period_end)"
_ROWS = {
    "Watch Schemes": [
        {
            "Scheme Ref": "K1",
            "Scheme Type": "Citizens in Policing",
            "Established On": "2026-06-02",
            "Collar No": "0101",
        },
        {"Scheme Ref": "K2", "Scheme Type": "Speed Watch", "Established On": "2026-06-03", "Collar No": "0201"},
    ]
}

KPIS = (
    Kpi(
        id="citizens_schemes",
        label="Citizens in Policing schemes",
        unit_word="schemes",
        question="How many Citizens in Policing schemes were established?",
        meaning="Schemes of the type Citizens in Policing established in the period.",
        why="The blueprint asks constables to establish Citizens in Policing schemes and to support existing ones.",
        principle=PRINCIPLES[1],
        roles=("PC",),
        export="watch_schemes",
        target_type="Ambition",
        blueprint="A Neighbourhood Police Constable will: establish Citizens in Policing schemes and support existing schemes",
        direction="more",
        order=112,
        where=CITIZENS,
        exposure_words="beat",
        companions=(
            Companion("Still running", f"count(*) filter (counted and {RUNNING})", "count", lookback=True),
            Companion("Members", f"sum(members) filter (counted and {RUNNING})", "count", lookback=True),
        ),
        example=Example(
            "PC 0101 establishes a Citizens in Policing scheme; the Speed Watch of PCSO 0201 is not one.",
            _ROWS,
            {"0101": 1, "0102": 0, "A1": 1, "A2": 0, "Force": 1},
        ),
    ),
    Kpi(
        id="new_watch_schemes",
        label="New watch schemes",
        unit_word="schemes",
        question="How many new watch schemes were established?",
        meaning="Watch schemes established in the period: all types but Citizens in Policing.",
        why="The blueprint assesses PCSOs by their number of new watch schemes.",
        principle=PRINCIPLES[1],
        roles=("PCSO",),
        first_for="PCSO",
        export="watch_schemes",
        target_type="Ambition",
        blueprint="Neighbourhood PCSO, assessed by: number of new watch schemes",
        direction="more",
        order=111,
        where=f"not ({CITIZENS})",
        exposure_words="beat",
        companions=(
            Companion("Kinds", f"case when not ({CITIZENS}) then scheme_type end", "mix"),
            Companion("Members", "sum(members) filter (counted)", "count"),
        ),
        example=Example(
            "PCSO 0201 establishes a Speed Watch; the Citizens in Policing scheme of PC 0101 is counted elsewhere.",
            _ROWS,
            {"0201": 1, "A1": 1, "A2": 0, "Force": 1},
        ),
    ),
)
