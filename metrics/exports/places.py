"""Places: hotspots, vulnerable locations and other places that time can be given to."""

from metrics.export import Column, Export, Order, beat_spoken_of

EXPORT = Export(
    sheet="Places",
    grain="One row per dedicated or other place.",
    sender="Tasking and coordination",
    replaces="list",
    key=("Place Code",),
    rank=3,
    started="start_date",
    ended="end_date",
    synonyms=("Dedicated Places", "Locations"),
    orders=(Order("Start Date", "End Date"),),
    columns=(
        Column("Place Code", "text", "Short code of the place.", needed=True, synonyms=("Place ID", "Place Ref")),
        Column("Place Name", "text", "The place in words.", needed=True, synonyms=("Place",)),
        Column(
            "Place Type",
            "choice",
            "What kind of place it is. Hotspots and vulnerable locations are dedicated places.",
            needed=True,
            choices=("Hotspot", "Vulnerable location", "Patrol area", "Station", "Other"),
            synonyms=("Type", "Type Of Place"),
        ),
        beat_spoken_of("Beat that the place lies on.", needed=True),
        Column("Start Date", "date", "First day on which it counts.", unknown="set_aside", synonyms=("Start", "From")),
        Column(
            "End Date",
            "date",
            "Last day on which it counts; blank while it is open.",
            unknown="set_aside",
            synonyms=("End", "To"),
        ),
        Column(
            "Planned Hours Per Week",
            "number",
            "Hours planned there each week.",
            minimum=0,
            synonyms=("Planned Hours", "Weekly Hours", "Hours Per Week"),
        ),
    ),
)
