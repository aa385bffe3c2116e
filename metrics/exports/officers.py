"""Officers: who was posted where, in which role, from when to when."""

from metrics.export import Column, Export, Order

EXPORT = Export(
    sheet="Officers",
    grain="One row per posting of one person.",
    sender="Human resources",
    replaces="list",
    key=("Collar No", "Start Date"),
    rank=2,
    started="start_date",
    ended="end_date",
    person="collar_no",
    synonyms=("Postings", "Staff", "Officer List"),
    orders=(Order("Start Date", "End Date"),),
    columns=(
        Column(
            "Collar No",
            "collar",
            "The person's collar number.",
            needed=True,
            synonyms=("Collar", "Shoulder No", "Officer No", "Officer Collar No"),
            personal=True,
        ),
        Column("Surname", "text", "Family name.", needed=True, synonyms=("Last Name", "Family Name"), personal=True),
        Column("Forename", "text", "Given name.", needed=True, synonyms=("First Name", "Given Name"), personal=True),
        Column(
            "Role",
            "choice",
            "Role held in this posting.",
            needed=True,
            choices=("PC", "PCSO", "PS", "Insp", "CI", "SC"),
            synonyms=("Rank", "Rank or Role"),
        ),
        Column(
            "Beat",
            "text",
            "Beat that the person is posted to; a sector, an LPA or Force for people who work across beats.",
            needed=True,
            refers="area",
            unknown="set_aside",
            synonyms=("Beat Code", "Team", "Posting", "Posted To Beat"),
        ),
        Column(
            "Supervisor Collar No",
            "collar",
            "Collar number of the supervisor; a sergeant's team is everyone who names them here.",
            synonyms=("Supervisor", "Line Manager", "Line Manager Collar No"),
            personal=True,
        ),
        Column("FTE", "number", "Full-time equivalent: 1 is full time.", minimum=0, synonyms=("Full Time Equivalent",)),
        Column(
            "Start Date",
            "date",
            "First day of the posting.",
            needed=True,
            synonyms=("Start", "From", "Posting Start", "Posting Start Date", "Posted From"),
        ),
        Column(
            "End Date",
            "date",
            "Last day of the posting; blank while it is open.",
            unknown="set_aside",
            synonyms=("End", "To", "Posting End", "Posting End Date", "Posted Until"),
        ),
        Column(
            "Student Officer", "yes_no", "Whether the person is a student officer.", synonyms=("Student", "Probationer")
        ),
        Column("Email", "text", "Work email address.", synonyms=("Email Address", "Work Email"), personal=True),
    ),
)
