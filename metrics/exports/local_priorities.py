"""Local priorities: what a neighbourhood agreed to work on, when it was last looked at, and what was done."""

from metrics.export import Column, Export, Order, beat_spoken_of

EXPORT = Export(
    sheet="Local Priorities",
    grain="One row per priority of a beat.",
    sender="Neighbourhood sergeants",
    replaces="repeated",
    key=("Beat", "Priority", "Set On"),
    day="Set On",
    rank=61,
    synonyms=("Neighbourhood Priorities", "Priorities"),
    orders=(Order("Set On", "Reviewed On"), Order("Set On", "Closed On")),
    columns=(
        beat_spoken_of("Beat whose residents set it.", "Neighbourhood", needed=True, unknown="set_aside"),
        Column("Priority", "text", "What is to be worked on.", needed=True, synonyms=("Local Priority",)),
        Column("Set On", "date", "Day on which it was set.", needed=True, synonyms=("Date Set", "Agreed On")),
        Column("Reviewed On", "date", "Day of its latest review.", synonyms=("Last Reviewed", "Review Date")),
        Column("Closed On", "date", "Day on which it was closed; blank while it stands.", synonyms=("Date Closed",)),
        Column("What Was Done", "text", "What residents were told was done.", synonyms=("Action Taken", "Done")),
    ),
)
