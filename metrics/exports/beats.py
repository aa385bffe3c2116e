"""Beats: the list of areas. Everything that is said of a beat, sector or LPA comes from this list."""

from metrics.export import Column, Export

EXPORT = Export(
    sheet="Beats",
    grain="One row per beat.",
    sender="Performance team",
    replaces="list",
    key=("Beat",),
    rank=1,
    synonyms=("Beat List", "Areas"),
    columns=(
        Column(
            "LPA", "text", "Local policing area that the beat lies in.", needed=True, synonyms=("Local Policing Area",)
        ),
        Column("Sector", "text", "Sector that the beat lies in.", needed=True, synonyms=("Sector Name",)),
        Column(
            "Beat",
            "text",
            "Short code of the beat, used everywhere else.",
            needed=True,
            synonyms=("Beat Code", "Beat ID"),
        ),
        Column("Beat Name", "text", "The beat's name in full.", needed=True, synonyms=("Beat Title", "Name")),
        Column(
            "Named Contact Collar No",
            "collar",
            "Collar number of the officer whom residents know as their contact.",
            synonyms=("Named Contact", "Contact Collar No"),
            personal=True,
        ),
        Column("Population", "whole", "People living on the beat.", minimum=0, synonyms=("Residents",)),
        Column(
            "Established FTE",
            "number",
            "Full-time equivalent posts that the beat is meant to have.",
            minimum=0,
            synonyms=("Establishment", "Establishment FTE"),
        ),
    ),
)
