"""Small invented files as data.police.uk publishes stop and search: its headings, its file names, its times of Greenwich."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

HEADINGS = (
    "Type", "Date", "Part of a policing operation", "Policing operation", "Latitude", "Longitude", "Gender", "Age range",
    "Self-defined ethnicity", "Officer-defined ethnicity", "Legislation", "Object of search", "Outcome",
    "Outcome linked to object of search", "Removal of more than just outer clothing",
)  # fmt: skip
USUAL = {
    "Type": "Person search",
    "Latitude": "51.674440000000004",
    "Longitude": "-4.9e-05",
    "Gender": "Male",
    "Age range": "10-17",
    "Officer-defined ethnicity": "White",
    "Legislation": "Misuse of Drugs Act 1971 (section 23)",
    "Object of search": "Controlled drugs",
    "Outcome": "A no further action disposal",
    "Removal of more than just outer clothing": "0.0",
}
Row = dict[str, str]
APRIL, MAY = "2019-04-dyfed-powys-stop-and-search.csv", "2019-05-dyfed-powys-stop-and-search.csv"


def search(at: str, **more: str) -> Row:
    """One search at a time of Greenwich; `more` in the words of the headings, _ for a space."""
    return {**USUAL, "Date": at, **{heading.replace("_", " "): value for heading, value in more.items()}}


def published(rows: Iterable[Row], index: bool = False, headings: Sequence[str] = HEADINGS) -> bytes:
    """The file. index: the Welsh files have a column without a heading first."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*([""] if index else []), *headings])
    for number, row in enumerate(rows):
        writer.writerow([*([str(number)] if index else []), *(row.get(heading, "") for heading in headings)])
    return out.getvalue().encode()


def april() -> list[Row]:
    """Six searches of April 2019 local time, the first at 0:00 on the 1st by the clocks; two look alike."""
    alike = search("2019-04-09T10:00:00+00:00", Outcome="Arrest", Outcome_linked_to_object_of_search="True")
    return [
        search("2019-03-31T23:00:00+00:00", Outcome=""),
        search("2019-04-07T22:59:00+00:00"),
        search("2019-04-07T23:00:00+00:00", Outcome_linked_to_object_of_search="False"),
        alike,
        dict(alike),
        search("2019-04-30T22:59:00+00:00", Removal_of_more_than_just_outer_clothing="1.0"),
    ]


def may() -> list[Row]:
    """Three searches of May 2019, in the manner of files whose yes and no are numbers."""
    return [
        search("2019-04-30T23:00:00+00:00", Outcome_linked_to_object_of_search="1.0"),
        search("2019-05-12T12:00:00+00:00", Outcome_linked_to_object_of_search="0.0"),
        search("2019-05-31T22:00:00+00:00"),
    ]
