"""Intelligence reports submitted, and what was done with them."""

from metrics.export import Column, Export, beat_spoken_of, lead_officer

EXPORT = Export(
    sheet="Intelligence",
    grain="One row per intelligence report.",
    sender="Intelligence unit",
    replaces="days",
    key=("Log No",),
    day="Submitted At",
    lead="Collar No",
    also="Actioned By",
    rank=16,
    synonyms=("Intelligence Reports", "Intelligence Logs", "Intel"),
    columns=(
        Column(
            "Log No",
            "text",
            "Number of the report.",
            needed=True,
            synonyms=("Log Ref", "Log ID", "Intelligence Log No"),
        ),
        Column(
            "Submitted At",
            "moment",
            "When the report was submitted, local time.",
            needed=True,
            synonyms=("Submitted", "Submitted On", "Submission Date", "Date Submitted", "Date"),
        ),
        lead_officer("Officer who submitted it.", "Submitted By"),
        beat_spoken_of("Beat that it concerns."),
        Column(
            "Source",
            "choice",
            "Where it came from, one of the blueprint's four sources.",
            needed=True,
            choices=("Community", "Partnership", "Police activity", "Observations"),
            synonyms=("Intelligence Source", "Source Type"),
        ),
        Column("Priority", "text", "Priority that it was given.", synonyms=("Priority Level",)),
        Column("Actioned", "yes_no", "Whether it has been acted on.", synonyms=("Action Taken",)),
        Column(
            "Actioned By",
            "collar",
            "Officer who acted on it.",
            refers="officer",
            synonyms=("Actioned By Collar No", "Actioning Officer"),
            personal=True,
        ),
        Column(
            "Actioned On",
            "date",
            "Day on which it was acted on.",
            synonyms=("Actioned At", "Action Date", "Date Actioned"),
        ),
    ),
)
