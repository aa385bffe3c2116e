"""Public meetings of a neighbourhood, held or planned."""

from metrics.export import Column, Export, beat_spoken_of

EXPORT = Export(
    sheet="Meetings",
    grain="One row per public meeting, held or planned.",
    sender="Neighbourhood sergeants",
    replaces="repeated",
    key=("Beat", "Meeting On", "Kind"),
    day="Meeting On",
    rank=63,
    synonyms=("Public Meetings", "Beat Meetings"),
    columns=(
        beat_spoken_of("Beat for which it is held.", "Neighbourhood", needed=True, unknown="set_aside"),
        Column("Meeting On", "date", "Day of the meeting.", needed=True, synonyms=("Meeting Date", "Date Of Meeting")),
        Column("Kind", "text", "Kind of meeting.", needed=True, synonyms=("Kind Of Meeting", "Meeting Type")),
        Column("Held", "yes_no", "Whether it was held; blank while it is to come.", synonyms=("Took Place",)),
        Column("Attendance", "whole", "Residents who came.", minimum=0, synonyms=("Attendees", "Residents")),
    ),
)
