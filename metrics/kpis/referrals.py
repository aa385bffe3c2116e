"""Referrals to partner agencies."""

from metrics.kpi import Companion, Example, Kpi
from metrics.terms import PRINCIPLES

KPIS = (
    Kpi(
        id="referrals",
        label="Referrals",
        unit_word="referrals",
        question="How many people were referred to partner agencies?",
        meaning="Referrals to partner agencies in the period.",
        why="The blueprint reports referrals that protect vulnerable people among the Priority Area Team's results.",
        principle=PRINCIPLES[0],
        roles=("PC", "PCSO"),
        export="referrals",
        target_type="Monitored",
        blueprint="Results of the Priority Area Team: referrals to partner agencies to protect vulnerable people",
        order=80,
        companions=(Companion("Agencies", "agency", "mix"),),
        example=Example(
            "PCSO 0201 refers one household to housing. The reason is dropped before storage.",
            {
                "Referrals": [
                    {"Referral Ref": "R1", "Referred On": "2026-06-03", "Collar No": "0201", "Agency": "Housing"}
                ]
            },
            {"0201": 1, "0101": 0, "A1": 1, "A2": 0, "Force": 1},
        ),
    ),
)
