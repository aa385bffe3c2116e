"""Problem plans: the OSARA plans (objective, scanning, analysis, response, assessment)."""

from metrics.export import Column, Export, beat_spoken_of, lead_officer

EXPORT = Export(
    sheet="Problem Plans",
    grain="One row per OSARA plan.",
    sender="Problem solving lead",
    replaces="list",
    key=("Plan Ref",),
    day="Opened On",
    lead="Collar No",
    rank=19,
    started="opened_on",
    ended="case when stage = 'Closed' then coalesce(stage_on, assessed_on) end",
    synonyms=("OSARA Plans", "OSARA", "Problem Solving Plans", "Plans"),
    columns=(
        Column("Plan Ref", "text", "Reference of the plan.", needed=True, synonyms=("Plan No", "Plan ID")),
        Column("Title", "text", "The problem in a few words.", needed=True, synonyms=("Plan Title", "Problem")),
        lead_officer("Officer who owns the plan.", "Owner", "Owner Collar No", "Plan Owner"),
        beat_spoken_of("Beat that has the problem.", needed=True),
        Column("Opened On", "date", "Day it was opened.", needed=True, synonyms=("Opened", "Date Opened", "Open Date")),
        Column("Objective", "text", "What the plan is to achieve.", synonyms=("Aim",)),
        Column(
            "Stage",
            "choice",
            "Stage that the plan has reached.",
            needed=True,
            choices=("Objective", "Scanning", "Analysis", "Response", "Assessment", "Closed"),
            synonyms=("Current Stage", "Plan Stage"),
        ),
        Column(
            "Stage On",
            "date",
            "Day it reached that stage; for a closed plan the day it was closed.",
            unknown="set_aside",
            synonyms=("Stage Date", "Date Of Stage"),
        ),
        Column("Response On", "date", "Day the response began.", synonyms=("Response Date",)),
        Column("Assessment Due", "date", "Day by which it is to be assessed.", synonyms=("Assessment Due On", "Due")),
        Column("Assessed On", "date", "Day it was assessed.", synonyms=("Assessment Date", "Date Assessed")),
        Column("Result", "text", "What came of it.", synonyms=("Outcome",)),
    ),
)
