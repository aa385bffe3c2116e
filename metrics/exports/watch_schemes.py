"""Watch schemes and Citizens in Policing schemes."""

from metrics.export import Column, Export, Order, beat_spoken_of, lead_officer

EXPORT = Export(
    sheet="Watch Schemes",
    grain="One row per scheme.",
    sender="Citizens in Policing coordinator",
    replaces="list",
    key=("Scheme Ref",),
    day="Established On",
    lead="Collar No",
    rank=18,
    started="established_on",
    ended="ended_on",
    synonyms=("Schemes", "Watches"),
    orders=(Order("Established On", "Ended On"),),
    columns=(
        Column("Scheme Ref", "text", "Reference of the scheme.", needed=True, synonyms=("Scheme No", "Scheme ID")),
        Column(
            "Scheme Type",
            "choice",
            "Kind of scheme.",
            needed=True,
            choices=("Neighbourhood Watch", "Street Watch", "Speed Watch", "Citizens in Policing", "Other"),
            synonyms=("Type", "Type Of Scheme"),
        ),
        Column(
            "Established On",
            "date",
            "Day it was established.",
            needed=True,
            synonyms=("Established", "Date Established", "Start Date"),
        ),
        lead_officer("Officer who established it.", "Established By"),
        beat_spoken_of("Beat that it serves."),
        Column("Members", "whole", "Members now.", minimum=0, synonyms=("No Of Members", "Membership")),
        Column(
            "Ended On",
            "date",
            "Day it ended; blank while it is running.",
            unknown="set_aside",
            synonyms=("Ended", "Date Ended", "End Date"),
        ),
    ),
)
