"""Training: the courses that people completed, and until when each is valid."""

from metrics.export import Column, Export, Order

EXPORT = Export(
    sheet="Training",
    grain="One row per course of one person.",
    sender="Learning and development",
    replaces="repeated",
    key=("Collar No", "Course", "Completed On"),
    day="Completed On",
    rank=64,
    synonyms=("Training Records", "Courses"),
    orders=(Order("Completed On", "Expires On"),),
    columns=(
        Column(
            "Collar No",
            "collar",
            "Who completed it.",
            needed=True,
            synonyms=("Collar", "Shoulder No", "Officer", "Officer No", "Officer Collar No"),
            personal=True,
        ),
        Column("Course", "text", "Name of the course.", needed=True, synonyms=("Course Name", "Course Title")),
        Column(
            "Completed On",
            "date",
            "Day on which it was completed.",
            needed=True,
            synonyms=("Completed", "Date Completed"),
        ),
        Column(
            "Expires On", "date", "Last day on which it is valid; blank: it does not expire.", synonyms=("Expires",)
        ),
    ),
)
