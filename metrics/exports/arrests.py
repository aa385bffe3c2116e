"""Arrests, from the custody system."""

from metrics.export import Column, Export, beat_spoken_of, lead_officer

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
        lead_officer("Officer who made the arrest.", "Arresting Officer"),
        Column(
            "Assisting Collar Nos",
            "collars",
            "Officers who assisted.",
            refers="officer",
            synonyms=("Assisting Collar No", "Assisting Officers", "Assisting", "Assisted By"),
            personal=True,
        ),
        beat_spoken_of("Beat where it happened.", "Arrest Beat"),
        Column("Offence", "text", "Offence for which the arrest was made.", synonyms=("Reason", "Offence Description")),
        Column("Result", "text", "What came of it.", synonyms=("Outcome", "Disposal")),
    ),
)
