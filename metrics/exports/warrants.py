"""Warrants executed."""

from metrics.export import Column, Export, beat_spoken_of, lead_officer

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
        lead_officer("Officer who led it.", "Lead Officer"),
        Column(
            "Other Collar Nos",
            "collars",
            "Other officers who took part.",
            refers="officer",
            synonyms=("Other Collar No", "Other Officers", "Others"),
            personal=True,
        ),
        beat_spoken_of("Beat where it was executed.", "Warrant Beat"),
        Column("Act", "text", "Act under which it was issued.", synonyms=("Legislation", "Power")),
        Column("Result", "text", "What came of it.", synonyms=("Outcome",)),
    ),
)
