"""Intelligence reports submitted: all, and by the blueprint's four sources."""

from metrics.export import identifier
from metrics.kpi import Companion, Example, Kpi
from metrics.terms import INTELLIGENCE_SOURCES, PRINCIPLES

ACTIONED = "(actioned or (actioned is null and actioned_on is not null))"
"""A report that has been acted on (DECISIONS.md F4)."""

_REPORT = {"Submitted At": "2026-06-02 12:00"}
_ROWS = {
    "Intelligence": [
        {**_REPORT, "Log No": "L1", "Collar No": "0101", "Source": "Community"},
        {**_REPORT, "Log No": "L2", "Collar No": "0101", "Source": "Partnership"},
        {**_REPORT, "Log No": "L3", "Collar No": "0201", "Source": "Police activity"},
        {**_REPORT, "Log No": "L4", "Collar No": "0102", "Source": "Observations"},
    ]
}
_EXPECTED: dict[str, dict[str, float | None]] = {
    "": {"0101": 2, "0201": 1, "A1": 3, "A2": 1, "Force": 4},
    "Community": {"0101": 1, "0201": 0, "A1": 1, "A2": 0, "Force": 1},
    "Partnership": {"0101": 1, "0201": 0, "A1": 1, "A2": 0, "Force": 1},
    "Police activity": {"0101": 0, "0201": 1, "A1": 1, "A2": 0, "Force": 1},
    "Observations": {"0101": 0, "0102": 1, "A1": 0, "A2": 1, "Force": 1},
}


def _kpi(source: str, order: int) -> Kpi:
    of_source = f" from {source.lower()}" if source else ""
    return Kpi(
        id=f"intelligence_{identifier(source)}" if source else "intelligence_reports",
        label=f"Intelligence: {source.lower()}" if source else "Intelligence reports",
        unit_word="reports",
        question=f"How many intelligence reports{of_source} were submitted?",
        meaning=f"Intelligence reports{of_source} submitted in the period by constables and PCSOs.",
        why="The blueprint assesses PCSOs by the volume of intelligence linked to four sources.",
        principle=PRINCIPLES[0],
        roles=("PC", "PCSO"),
        first_for="PCSO",
        export="intelligence",
        target_type="Expected range",
        blueprint="Neighbourhood PCSO: volume of intelligence reports linked to community, partnership, police activity, "
        "observations",
        order=order,
        where=f"source = '{source}'" if source else "true",
        part_of="intelligence_reports" if source else "",
        companions=(
            Companion("Actioned", f"count(*) filter (counted and {ACTIONED})", "share", of="count(*) filter (counted)"),
        ),
        example=Example(
            "PC 0101 submits one report from the community and one from a partner, PCSO 0201 one from police activity, "
            "PC 0102 of beat A2 one from observation.",
            _ROWS,
            _EXPECTED[source],
        ),
    )


KPIS = tuple(_kpi(source, 60 + number) for number, source in enumerate(("", *INTELLIGENCE_SOURCES)))
