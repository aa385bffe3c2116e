"""Duties: what each officer's hours were given to. Hours come from here and from nowhere else."""

from metrics.export import Column, Export, Order, lead_officer

EXPORT = Export(
    sheet="Duties",
    grain="One row per segment of one officer's duty.",
    sender="Duty management team",
    replaces="days",
    key=("Duty Ref",),
    day="Start",
    lead="Collar No",
    rank=10,
    synonyms=("Duty States", "Duty Segments"),
    orders=(Order("Start", "End"),),
    columns=(
        Column(
            "Duty Ref", "text", "Reference of the segment.", needed=True, synonyms=("Duty No", "Duty ID", "Segment Ref")
        ),
        lead_officer("Officer on duty."),
        Column(
            "Start",
            "moment",
            "When the segment began, local time.",
            needed=True,
            synonyms=("Start Time", "Start Date Time", "Duty Start", "Start At", "From"),
        ),
        Column(
            "End",
            "moment",
            "When the segment ended, local time.",
            needed=True,
            synonyms=("End Time", "End Date Time", "Duty End", "Finish", "Finish Time", "End At", "To"),
        ),
        Column(
            "State",
            "text",
            "What the time was given to, a word of the table of states.",
            needed=True,
            refers="state",
            synonyms=("Duty State", "Duty Type", "Activity"),
            personal=True,
        ),
        Column(
            "Place Code",
            "text",
            "Place that the time was given to.",
            refers="place",
            synonyms=("Place", "Place ID", "Place Ref"),
        ),
        Column(
            "Authorised By",
            "text",
            "Who authorised the duty.",
            synonyms=("Authorised By Collar No", "Authorising Officer"),
            personal=True,
        ),
    ),
)
