"""Published measures: figures as a public page stated them, to be reproduced and kept current."""

from metrics.export import Column, Export, Order

EXPORT = Export(
    sheet="Published Measures",
    grain="One row per published value.",
    sender="Performance team",
    replaces="repeated",
    key=("Measure", "Area", "Period End", "Source"),
    day="Period End",
    rank=65,
    synonyms=("National Measures", "Published Figures"),
    orders=(Order("Period Start", "Period End"),),
    columns=(
        Column("Measure", "text", "What was measured.", needed=True, synonyms=("Measure Name",)),
        Column("Area", "text", "Area that the value is for, ours or another.", needed=True, synonyms=("Area Name",)),
        Column("Period Start", "date", "First day of the period.", synonyms=("From",)),
        Column("Period End", "date", "Last day of the period.", needed=True, synonyms=("To",)),
        Column("Value", "number", "The value; blank where it is awaited or not available."),
        Column("Unit", "text", "What it is counted in.", needed=True),
        Column(
            "Status",
            "choice",
            "Whether it was published.",
            choices=("Published", "Awaiting", "Not available"),
        ),
        Column("Source", "text", "The document that states it.", needed=True),
        Column("Note", "text", "What the source says beside it."),
    ),
)
