"""Stop searches: one person searched is one row."""

from metrics.export import Column, Export, beat_spoken_of, lead_officer

EXPORT = Export(
    sheet="Stop Searches",
    grain="One row per person searched.",
    sender="Stop and search lead",
    replaces="days",
    key=("Search Ref",),
    day="Searched At",
    lead="Collar No",
    powers=True,
    rank=12,
    synonyms=("Stop and Search", "Searches", "Stop Search"),
    columns=(
        Column(
            "Search Ref",
            "text",
            "Reference of the search.",
            needed=True,
            synonyms=("Search No", "Search ID", "Stop Search Ref"),
        ),
        Column(
            "Searched At",
            "moment",
            "When the search was made, local time.",
            needed=True,
            synonyms=("Search Date", "Search Date Time", "Search Time", "Date Of Search", "Searched On", "Date"),
        ),
        lead_officer("Officer who searched.", "Searching Officer"),
        beat_spoken_of("Beat where it happened.", "Search Beat"),
        Column("Legislation", "text", "Power that was used.", synonyms=("Power", "Act")),
        Column("Object Of Search", "text", "What was looked for.", synonyms=("Object", "Searched For")),
        Column(
            "Search Type",
            "choice",
            "What the object was suspected to be held for.",
            choices=("Possession", "Supply", "Other"),
            synonyms=("Type", "Type Of Search"),
        ),
        Column(
            "Outcome", "text", "What came of the search; blank is unknown.", needed=True, synonyms=("Search Outcome",)
        ),
        Column(
            "Outcome Linked To Object",
            "yes_no",
            "Whether the outcome concerns what was looked for.",
            synonyms=("Outcome Linked To Object Of Search", "Linked", "Outcome Linked"),
        ),
        Column("Item Found", "text", "What was found, or whether the object was found.", synonyms=("Found",)),
        Column(
            "Self-defined Ethnicity",
            "text",
            "Ethnicity as the person searched gave it.",
            synonyms=("Self Defined Ethnicity Code",),
            personal=True,
        ),
        Column(
            "Officer-defined Ethnicity",
            "text",
            "Ethnicity as the officer perceived it.",
            synonyms=("Officer Defined Ethnicity Code",),
            personal=True,
        ),
        Column("Age Range", "text", "Age range of the person searched.", synonyms=("Age", "Age Band"), personal=True),
        Column("Gender", "text", "Gender of the person searched.", synonyms=("Sex",), personal=True),
        Column(
            "More Than Outer Clothing",
            "yes_no",
            "Whether more than outer clothing was removed.",
            synonyms=("Removal Of More Than Just Outer Clothing", "Removal Of More Than Outer Clothing"),
        ),
        Column("Body Worn Video", "yes_no", "Whether body-worn video was on.", synonyms=("BWV",)),
        Column(
            "Grounds Reviewed By",
            "collar",
            "Supervisor who reviewed the grounds.",
            synonyms=("Reviewed By", "Grounds Reviewer"),
            personal=True,
        ),
        Column("Grounds Reviewed On", "date", "Day of that review.", synonyms=("Reviewed On", "Review Date")),
        Column(
            "Grounds Reasonable",
            "yes_no",
            "Whether the reviewer found the grounds reasonable.",
            synonyms=("Reasonable Grounds",),
        ),
    ),
)
