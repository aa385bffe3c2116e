"""PPNs: public protection notices submitted."""

from metrics.export import Column, Export

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
        Column(
            "Collar No",
            "collar",
            "Officer who submitted it.",
            needed=True,
            refers="officer",
            unknown="set_aside",
            synonyms=("Collar", "Shoulder No", "Officer", "Officer No", "Submitted By", "Officer Collar No"),
            personal=True,
        ),
        Column("Beat", "text", "Beat that it concerns.", refers="beat", synonyms=("Beat Code",)),
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
