"""Warrants executed."""

from metrics.export import Column, Export

EXPORT = Export(
    sheet="Warrants",
    grain="One row per warrant.",
    sender="Warrants officer",
    replaces="days",
    key=("Warrant Ref",),
    day="Executed On",
    lead="Collar No",
    also="Other Collar Nos",
    rank=13,
    synonyms=("Warrants Executed",),
    columns=(
        Column("Warrant Ref", "text", "Reference of the warrant.", needed=True, synonyms=("Warrant No", "Warrant ID")),
        Column("Issued On", "date", "Day the court issued it.", synonyms=("Issue Date", "Date Issued")),
        Column(
            "Executed On",
            "date",
            "Day it was executed.",
            needed=True,
            synonyms=("Execution Date", "Date Executed", "Executed At", "Date"),
        ),
        Column(
            "Collar No",
            "collar",
            "Officer who led it.",
            needed=True,
            refers="officer",
            unknown="set_aside",
            synonyms=("Collar", "Shoulder No", "Officer", "Officer No", "Lead Officer", "Officer Collar No"),
            personal=True,
        ),
        Column(
            "Other Collar Nos",
            "collars",
            "Other officers who took part.",
            refers="officer",
            synonyms=("Other Collar No", "Other Officers", "Others"),
            personal=True,
        ),
        Column("Beat", "text", "Beat where it was executed.", refers="beat", synonyms=("Beat Code", "Warrant Beat")),
        Column("Act", "text", "Act under which it was issued.", synonyms=("Legislation", "Power")),
        Column("Result", "text", "What came of it.", synonyms=("Outcome",)),
    ),
)
