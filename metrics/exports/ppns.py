"""PPNs: public protection notices submitted."""

from metrics.export import Column, Export, beat_spoken_of, lead_officer

EXPORT = Export(
    sheet="PPNs",
    grain="One row per public protection notice.",
    sender="Public protection unit",
    replaces="days",
    key=("PPN Ref",),
    day="Submitted At",
    lead="Collar No",
    rank=14,
    synonyms=("PPN", "Public Protection Notices", "PPN Submissions"),
    columns=(
        Column("PPN Ref", "text", "Reference of the notice.", needed=True, synonyms=("PPN No", "PPN ID", "Notice Ref")),
        Column(
            "Incident At",
            "moment",
            "When the incident happened, local time.",
            synonyms=("Incident Date", "Incident Date Time", "Incident Time", "Date Of Incident"),
        ),
        Column(
            "Submitted At",
            "moment",
            "When the notice was submitted, local time.",
            needed=True,
            synonyms=("Submitted", "Submitted On", "Submission Date", "Date Submitted", "Date"),
        ),
        lead_officer("Officer who submitted it.", "Submitted By"),
        beat_spoken_of("Beat that it concerns."),
        Column(
            "Category",
            "choice",
            "Whom it protects.",
            choices=("Adult", "Child", "Domestic"),
            synonyms=("PPN Category", "PPN Type", "Type"),
        ),
        Column("Grading", "text", "Risk grading.", synonyms=("Grade", "Risk Grading", "Risk")),
        Column(
            "Returned For Quality",
            "yes_no",
            "Whether it was sent back to be improved.",
            synonyms=("Returned", "Quality Return"),
        ),
    ),
)
