"""The rules that hold for every figure, in plain words for the Definitions page."""

from __future__ import annotations

from metrics.publishers import SOURCE
from metrics.terms import CHECK_THE_RECORD, FULL_TIME_HOURS_PER_WEEK, NOT_LOADED, PARTLY_LOADED

RULES: tuple[tuple[str, str], ...] = (
    (
        "No ranking",
        "People stand in alphabetical order, beats in the order of the Beats list. Nothing is sorted by a figure, and there "
        "is no overall score.",
    ),
    (
        "Hours first",
        "Available hours are rostered hours less abstraction and less adjusted duties, tutoring and Federation duties. "
        "Abstraction is rostered time away from neighbourhood work. Leave, sickness and rest days are not rostered.",
    ),
    (
        "Overlaps",
        "Two segments of one person at the same moment count once: rostered time before absence, then the one that began "
        "earlier, then the longer.",
    ),
    (
        "Credit",
        "A joint arrest or warrant credits each officer named, once. For a team, beat, sector, LPA or the force it counts "
        "once, for the lead officer’s team on that day, so that parts add up to the whole.",
    ),
    (
        "Incidents",
        "An incident is counted once within each level and printed period, so beats can add up to more than their sector.",
    ),
    (
        "Missing is not zero",
        f"A figure is 0 only where the export is loaded. Otherwise it says {NOT_LOADED} or {PARTLY_LOADED}, and what is "
        f"missing. {CHECK_THE_RECORD} means that something was counted and there are no hours.",
    ),
    (
        "Coverage",
        "A load states for which area and days it is complete. A later load replaces those days of that area. Rows dated "
        "outside are late records: they are added, and never make a day loaded.",
    ),
    (
        "Published by other forces",
        f"Stop and search as other forces publish it ({SOURCE}) is loaded by publishing force and calendar month. It is there "
        "to compare with: it counts in no figure of ours, covers no day of ours, and is never a late record. Rows that look "
        "alike are different searches and are all kept.",
    ),
    (
        "As known at",
        "Every load keeps its moment. “As known on” shows the figures as they were known at the end of that day.",
    ),
    (
        "Targets",
        "A target belongs to a beat, sector, LPA or the force. For a period it is the sum of its daily amounts. An area "
        "without its own shows the sum of its beats’ targets if all of them have one.",
    ),
    (
        "Fair share",
        "The beat’s weekly target divided by the team’s usual available hours, times the person’s own available hours. It is "
        "the beat’s target for these hours, not a personal target. Under 8 loaded weeks, usual hours are the posted "
        f"full-time equivalent times {FULL_TIME_HOURS_PER_WEEK:.0f}.",
    ),
    (
        "Powers",
        "Arrests and searches are neutral: never coloured good or bad for a person. A PCSO cannot hold these powers, so such "
        "a row is a query for the sender, not a performance event.",
    ),
    (
        "Weeks and years",
        "Weeks run Monday to Sunday, quarters are calendar quarters, the financial year runs April to March.",
    ),
    (
        "Positive search",
        "A search whose outcome is anything but no further action. A blank outcome is not known: it is kept, not counted as "
        "positive, and bounds the rate both ways. Our reading: the blueprint does not define it.",
    ),
)
