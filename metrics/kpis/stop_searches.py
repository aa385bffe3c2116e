"""Stop-searches, and those with a positive outcome."""

from metrics.kpi import Companion, Example, Kpi
from metrics.terms import PRINCIPLES

NO_FURTHER_ACTION = (
    "no further action",
    "a no further action disposal",
    "nfa",
    "nothing found - no further action",
)
"""Outcomes that are no further action, in any case (product.md, three stop-search rates)."""

_NFA = ", ".join(f"'{words}'" for words in NO_FURTHER_ACTION)
POSITIVE = f"outcome is not null and lower(regexp_replace(trim(outcome), '\\s+', ' ', 'g')) not in ({_NFA})"
LINKED = f"({POSITIVE}) and outcome_linked_to_object"

ARRESTS = ("arrest", "arrested", "suspect arrested")
"""Outcomes that are an arrest, in any case: the words of our exports and of data.police.uk."""
_ARRESTS = ", ".join(f"'{words}'" for words in ARRESTS)
ARREST = f"outcome is not null and lower(regexp_replace(trim(outcome), '\\s+', ' ', 'g')) in ({_ARRESTS})"

NOT_FOUND = ("no", "n", "false", "0", "0.0", "none", "nothing", "nothing found")
"""What the Item Found column says where the object was not found, in any case; any other words name what was."""
_NOT_FOUND = ", ".join(f"'{words}'" for words in NOT_FOUND)
FOUND = f"item_found is not null and lower(trim(item_found)) not in ({_NOT_FOUND})"

RATES = (
    Companion(
        "Positive outcome rate",
        f"count(*) filter ({POSITIVE})",
        "share",
        of="count(*)",
        unknown="count(*) filter (outcome is null)",
        note="Outcome other than no further action, over searches.",
    ),
    Companion(
        "Linked outcome rate",
        f"count(*) filter ({LINKED})",
        "share",
        of="count(*)",
        unknown=f"count(*) filter (outcome is null or (({POSITIVE}) and outcome_linked_to_object is null))",
        note="Positive and linked to the object of the search, over searches.",
    ),
    Companion(
        "Find rate",
        f"count(*) filter ({FOUND})",
        "share",
        of="count(*)",
        unknown="count(*) filter (item_found is null)",
        note="The object searched for was found, over searches.",
    ),
    Companion(
        "Grounds reviewed",
        "count(*) filter (grounds_reviewed_on is not null or grounds_reviewed_by is not null)",
        "share",
        of="count(*)",
        quality="more",
    ),
)

_SEARCH = {"Searched At": "2026-06-03 15:00", "Collar No": "0101"}
_ROWS = {
    "Stop Searches": [
        {**_SEARCH, "Search Ref": "S1", "Outcome": "Arrest", "Outcome Linked To Object": "Yes", "Item Found": "Yes"},
        {**_SEARCH, "Search Ref": "S2", "Outcome": "NFA", "Outcome Linked To Object": "No", "Item Found": "No"},
        {**_SEARCH, "Search Ref": "S3", "Outcome": "", "Outcome Linked To Object": "", "Item Found": ""},
    ]
}

KPIS = (
    Kpi(
        id="stop_searches",
        label="Stop-searches",
        unit_word="searches",
        question="How many people did constables stop and search?",
        meaning="People searched in the period, whatever came of it.",
        why="The number searched is the ground on which any rate of positive searches stands.",
        principle=PRINCIPLES[0],
        roles=("PC",),
        export="stop_searches",
        target_type="Monitored",
        blueprint="Results of the Priority Area Team: stop searches conducted",
        order=20,
        power=True,
        companions=RATES,
        caveats=("Never a target. A search is judged by its grounds, not by its number.",),
        example=Example(
            "PC 0101 searches three people: one is arrested, one leaves with no further action, and one outcome is not "
            "recorded. Three searches were done; the blank outcome is kept and not counted as positive.",
            _ROWS,
            {"0101": 3, "A1": 3, "A2": 0, "Force": 3},
        ),
    ),
    Kpi(
        id="positive_stop_searches",
        label="Positive stop-searches",
        unit_word="positive searches",
        question="How many searches led to something other than no further action?",
        meaning="Searches in the period whose outcome is not no further action. A blank outcome is unknown, not positive.",
        why="The blueprint assesses neighbourhood constables by their number of positive stop-searches.",
        principle=PRINCIPLES[0],
        roles=("PC",),
        export="stop_searches",
        target_type="Monitored",
        blueprint="Neighbourhood Police Constable, assessed by: number of positive stop-searches",
        order=21,
        where=POSITIVE,
        power=True,
        companions=(Companion("Searches", "count(*)", "count"), *RATES),
        assumption=(
            "The blueprint does not define positive. We count any outcome but no further action; linked outcomes and finds "
            "stand beside it."
        ),
        example=Example(
            "Of the same three searches one outcome, the arrest, is other than no further action.",
            _ROWS,
            {"0101": 1, "A1": 1, "A2": 0, "Force": 1},
        ),
    ),
)
