"""Arrests, from the custody system."""

from metrics.export import Column, Export

EXPORT = Export(
    sheet="Arrests",
    grain="One row per arrest.",
    sender="Custody team",
    replaces="days",
    key=("Custody Ref",),
    day="Arrested At",
    lead="Collar No",
    also="Assisting Collar Nos",
    powers=True,
    rank=11,
    synonyms=("Custody", "Custody Records"),
    columns=(
        Column(
            "Custody Ref",
            "text",
            "Reference of the custody record.",
            needed=True,
            synonyms=("Custody No", "Arrest Ref"),
        ),
        Column(
            "Arrested At",
            "moment",
            "When the arrest was made, local time.",
            needed=True,
            synonyms=("Arrest Date", "Arrest Date Time", "Arrest Time", "Date Of Arrest", "Arrested On", "Date"),
        ),
        Column(
            "Collar No",
            "collar",
            "Officer who made the arrest.",
            needed=True,
            refers="officer",
            unknown="set_aside",
            synonyms=("Collar", "Shoulder No", "Officer", "Officer No", "Arresting Officer", "Officer Collar No"),
            personal=True,
        ),
        Column(
            "Assisting Collar Nos",
            "collars",
            "Officers who assisted.",
            refers="officer",
            synonyms=("Assisting Collar No", "Assisting Officers", "Assisting", "Assisted By"),
            personal=True,
        ),
        Column("Beat", "text", "Beat where it happened.", refers="beat", synonyms=("Beat Code", "Arrest Beat")),
        Column("Offence", "text", "Offence for which the arrest was made.", synonyms=("Reason", "Offence Description")),
        Column("Result", "text", "What came of it.", synonyms=("Outcome", "Disposal")),
    ),
)
