"""Incidents attended: one officer at one incident is one row."""

from metrics.export import Column, Export, beat_spoken_of, lead_officer

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
        lead_officer("Officer who attended.", "Attending Officer"),
        beat_spoken_of("Beat where it happened.", "Incident Beat"),
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
