"""Incidents attended: one officer at one incident is one row."""

from metrics.export import Column, Export

EXPORT = Export(
    sheet="Incidents",
    grain="One row per officer at one incident.",
    sender="Control room",
    replaces="days",
    key=("Incident No", "Collar No"),
    day="Attended At",
    lead="Collar No",
    rank=15,
    synonyms=("Incidents Attended", "Command and Control"),
    columns=(
        Column("Incident No", "text", "Number of the incident.", needed=True, synonyms=("Incident Ref", "Incident ID")),
        Column(
            "Attended At",
            "moment",
            "When the officer arrived, local time.",
            needed=True,
            synonyms=("Attended", "Attended On", "Attendance Time", "Arrived At", "Date Attended", "Date"),
        ),
        Column(
            "Collar No",
            "collar",
            "Officer who attended.",
            needed=True,
            refers="officer",
            unknown="set_aside",
            synonyms=("Collar", "Shoulder No", "Officer", "Officer No", "Attending Officer", "Officer Collar No"),
            personal=True,
        ),
        Column("Beat", "text", "Beat where it happened.", refers="beat", synonyms=("Beat Code", "Incident Beat")),
        Column("Type", "text", "Type of incident.", synonyms=("Incident Type",)),
        Column("Grade", "text", "Grade of response.", synonyms=("Incident Grade", "Response Grade", "Grading")),
        Column(
            "Location",
            "text",
            "Where it happened; only a keyed hash is kept, enough to count repeats.",
            synonyms=("Address", "Incident Location"),
            personal=True,
            stored="hashed",
        ),
    ),
)
