"""Intelligence acted on: all, and by the blueprint's four sources."""

from metrics.export import identifier
from metrics.kpi import Companion, Example, Kpi
from metrics.kpis.intelligence_reports import ACTIONED
from metrics.terms import INTELLIGENCE_SOURCES, PRINCIPLES

_REPORT = {"Submitted At": "2026-06-02 12:00", "Actioned": "Yes", "Actioned On": "2026-06-05"}
_ROWS = {
    "Intelligence": [
        {**_REPORT, "Log No": "L1", "Collar No": "0201", "Source": "Community", "Actioned By": "0102"},
        {**_REPORT, "Log No": "L2", "Collar No": "0101", "Source": "Observations"},
        {**_REPORT, "Log No": "L3", "Collar No": "0101", "Source": "Partnership", "Actioned": "No", "Actioned On": ""},
    ]
}
_EXPECTED: dict[str, dict[str, float | None]] = {
    "": {"0101": 1, "0102": 1, "A1": 2, "A2": 0, "Force": 2},
    "Community": {"0101": 0, "0102": 1, "A1": 1, "A2": 0, "Force": 1},
    "Partnership": {"0101": 0, "0102": 0, "A1": 0, "Force": 0},
    "Police activity": {"0101": 0, "0102": 0, "A1": 0, "Force": 0},
    "Observations": {"0101": 1, "0102": 0, "A1": 1, "A2": 0, "Force": 1},
}


def _kpi(source: str, order: int) -> Kpi:
    of_source = f" from {source.lower()}" if source else ""
    condition = f"{ACTIONED} and source = '{source}'" if source else ACTIONED
    return Kpi(
        id=f"intelligence_actioned_{identifier(source)}" if source else "intelligence_actioned",
        label=f"Intelligence actioned: {source.lower()}" if source else "Intelligence actioned",
        unit_word="reports actioned",
        question=f"How many of the reports{of_source} submitted in the period have been acted on?",
        meaning=(
            f"Reports{of_source} submitted in the period that have been actioned. A constable is credited for what they "
            "actioned (the submitter where that is blank), an area for what its team submitted."
        ),
        why="The blueprint asks constables to action intelligence linked to four sources.",
        principle=PRINCIPLES[2],
        roles=("PC",),
        export="intelligence",
        target_type="Expected range",
        blueprint="Neighbourhood Police Constable: action intelligence linked to community, partnership, police activity, "
        "observations",
        order=order,
        where=condition,
        credit="actioner",
        part_of="intelligence_actioned" if source else "",
        companions=(
            Companion(
                "Days from report to action",
                "median(date_diff('day', day, actioned_on)) filter (counted)",
                "days",
                note="The middle value of the reports actioned whose day is known.",
            ),
        ),
        example=Example(
            "PC 0102 (A2) acts on a report that PCSO 0201 (A1) submitted; PC 0101 acts on one of their own. Beat A1, whose "
            "team submitted both, recorded two.",
            _ROWS,
            _EXPECTED[source],
        ),
    )


KPIS = tuple(_kpi(source, 70 + number) for number, source in enumerate(("", *INTELLIGENCE_SOURCES)))
