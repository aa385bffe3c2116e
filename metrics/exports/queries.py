"""Queries from the public to a neighbourhood team, and when each was answered."""

from metrics.export import Column, Export, Order, beat_spoken_of

EXPORT = Export(
    sheet="Queries",
    grain="One row per query from the public.",
    sender="Contact management",
    replaces="repeated",
    key=("Query Ref",),
    day="Received At",
    rank=62,
    synonyms=("Public Queries", "Neighbourhood Queries"),
    orders=(Order("Received At", "Answered At"),),
    columns=(
        Column("Query Ref", "text", "Reference of the query.", needed=True, synonyms=("Query No", "Query ID")),
        Column("Received At", "moment", "When it came, local time.", needed=True, synonyms=("Received",)),
        Column(
            "Answered At", "moment", "When it was answered; blank while it is not.", synonyms=("Answered", "Replied At")
        ),
        beat_spoken_of("Beat that it concerns.", "Neighbourhood", needed=True, unknown="set_aside"),
        Column("Channel", "text", "How it came.", synonyms=("Contact Channel", "Method")),
    ),
)
