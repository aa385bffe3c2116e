"""Watch schemes and Citizens in Policing schemes."""

from metrics.export import Column, Export, Order

EXPORT = Export(
    sheet="Watch Schemes",
    grain="One row per scheme.",
    sender="Citizens in Policing coordinator",
    replaces="list",
    key=("Scheme Ref",),
    day="Established On",
    lead="Collar No",
    rank=18,
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
        Column(
            "Collar No",
            "collar",
            "Officer who established it.",
            needed=True,
            refers="officer",
            unknown="set_aside",
            synonyms=("Collar", "Shoulder No", "Officer", "Officer No", "Established By", "Officer Collar No"),
            personal=True,
        ),
        Column("Beat", "text", "Beat that it serves.", refers="beat", synonyms=("Beat Code",)),
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
