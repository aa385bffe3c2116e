"""Crime figures: one area's count of one category in one period. Stored now, shown later."""

from metrics.export import Column, Export, Order

EXPORT = Export(
    sheet="Crime Figures",
    grain="One row per area, category and period.",
    sender="Performance team",
    replaces="repeated",
    key=("Area", "Category", "Period Start", "Period End"),
    day="Period Start",
    rank=22,
    synonyms=("Recorded Crime", "Crime"),
    orders=(Order("Period Start", "Period End"),),
    columns=(
        Column(
            "Area", "text", "Area that the count is for, ours or another.", needed=True, synonyms=("Area Name", "Beat")
        ),
        Column(
            "Category",
            "text",
            "Category of crime.",
            needed=True,
            synonyms=("Crime Type", "Crime Category", "Offence Group"),
        ),
        Column(
            "Period Start", "date", "First day of the period.", needed=True, synonyms=("From", "Start", "Start Date")
        ),
        Column("Period End", "date", "Last day of the period.", needed=True, synonyms=("To", "End", "End Date")),
        Column("Count", "whole", "Crimes recorded.", needed=True, minimum=0, synonyms=("Crimes", "Offences", "Number")),
        Column("Victims", "whole", "Victims recorded.", minimum=0, synonyms=("Victim Count",)),
        Column("Source", "text", "Where the count comes from.", synonyms=("Data Source",)),
    ),
)
