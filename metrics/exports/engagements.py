"""Engagements: community engagement returns."""

from metrics.export import Column, Export, beat_spoken_of, lead_officer

EXPORT = Export(
    sheet="Engagements",
    grain="One row per engagement return.",
    sender="Neighbourhood coordinator",
    replaces="days",
    key=("Return No",),
    day="Engaged On",
    lead="Collar No",
    rank=17,
    synonyms=("Engagement Returns", "Community Engagement"),
    columns=(
        Column(
            "Return No",
            "text",
            "Number of the return.",
            needed=True,
            synonyms=("Return Ref", "Return ID", "Engagement Ref"),
        ),
        Column(
            "Engaged On",
            "date",
            "Day of the engagement.",
            needed=True,
            synonyms=("Engagement Date", "Engaged At", "Date Of Engagement", "Date"),
        ),
        lead_officer("Officer who made the return."),
        beat_spoken_of("Beat where it took place."),
        Column(
            "Activity",
            "text",
            "Kind of engagement.",
            needed=True,
            synonyms=("Activity Type", "Engagement Type", "Type"),
        ),
        Column("Attendees", "whole", "People who took part.", minimum=0, synonyms=("Attendance", "People")),
        Column(
            "Duration Minutes",
            "number",
            "Minutes it lasted.",
            minimum=0,
            synonyms=("Duration", "Minutes", "Duration Mins"),
        ),
        Column(
            "Priority Raised", "text", "Priority that residents raised, or whether one was.", synonyms=("Priority",)
        ),
        Column("Feedback Given", "yes_no", "Whether residents were told what was done.", synonyms=("Feedback",)),
    ),
)
