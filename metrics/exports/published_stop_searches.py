"""Published stop searches: the files of data.police.uk as they are published, one person searched a row.

They name no officer and carry no reference, so two rows that look alike are two searches. They speak of the publishing
force, outside our own areas: the Stop and search page sets them beside ours, and no figure of ours counts them.
"""

from metrics.export import Column, Export

EXPORT = Export(
    sheet="Published Stop Searches",
    grain="One row per person or vehicle searched, as a force published it on data.police.uk (Open Government Licence v3.0).",
    sender="Whoever downloads the files of data.police.uk",
    replaces="published",
    key=(),
    day="Date",
    yields_to="Stop Searches",
    rank=60,
    synonyms=("Published Stop and Search",),
    columns=(
        Column("Type", "text", "Whether a person, a vehicle or both were searched.", needed=True, blank_counts=True),
        Column(
            "Date",
            "moment",
            "When the search was made; data.police.uk writes the time of Greenwich, kept as local time.",
            needed=True,
            same_as="Searched At",
        ),
        Column("Part of a policing operation", "yes_no", "Whether it was part of a policing operation."),
        Column("Policing operation", "text", "Name of that operation."),
        Column("Latitude", "text", "Where it happened, moved to a point nearby by the publisher.", stored="dropped"),
        Column("Longitude", "text", "Where it happened, moved to a point nearby by the publisher.", stored="dropped"),
        Column("Gender", "text", "Gender of the person searched."),
        Column("Age range", "text", "Age range of the person searched."),
        Column("Self-defined ethnicity", "text", "Ethnicity as the person searched gave it."),
        Column(
            "Officer-defined ethnicity",
            "text",
            "Ethnicity as the officer perceived it.",
            needed=True,
            blank_counts=True,
        ),
        Column("Legislation", "text", "Power that was used.", needed=True, blank_counts=True),
        Column("Object of search", "text", "What was looked for.", needed=True, blank_counts=True),
        Column("Outcome", "text", "What came of the search.", needed=True, blank_counts=True),
        Column(
            "Outcome linked to object of search",
            "yes_no",
            "Whether the outcome concerns what was looked for.",
            needed=True,
            blank_counts=True,
            same_as="Outcome Linked To Object",
        ),
        Column(
            "Removal of more than just outer clothing",
            "yes_no",
            "Whether more than outer clothing was removed.",
            same_as="More Than Outer Clothing",
        ),
    ),
)
