"""The rules that hold for every figure, in plain words for the Definitions page."""

from __future__ import annotations

from metrics.intervals import FEW
from metrics.publishers import SOURCE
from metrics.terms import (
    ASSURANCE_WORDS,
    CHANGED_WORDS,
    CHECK_THE_RECORD,
    FULL_TIME_HOURS_PER_WEEK,
    NOT_LOADED,
    PARTLY_LOADED,
    SPREAD_WORDS,
    TARGET_WORDS,
    TOO_EARLY_TO_SAY,
    TOO_SMALL_FOR_QUIET,
    UNUSUAL_WORDS,
)

RULES: tuple[tuple[str, str], ...] = (
    (
        "Nobody above or below another",
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
        "Settled weeks",
        "Facts of the last weeks are shown at once and are provisional. Verdicts are for settled weeks: an export’s week is "
        "settled once as many days have passed to its latest load as 95% of the last 26 weeks’ records took to arrive, at "
        "least 7 and at most 28; 14 until 8 weeks are known.",
    ),
    (
        "New baselines",
        "A note of kind Rebase or Definition change, with a name and a reason, leaves the weeks before its day out of every "
        "comparison for that area and KPI.",
    ),
    (
        "People",
        "Of a person no verdict is said: the fact stands beside the fair share and what luck makes of it, and the rate per 100 "
        "available hours with its interval beside the role’s. Under 40 hours there is no rate.",
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
    (
        "Three rates of searches",
        "Positive outcome: anything but no further action. Linked outcome: positive, and linked to the object of the search. "
        "Find: the object was found. Kept apart, each with its number of searches and Wilson’s 95% interval, and no rate under "
        f"{FEW} searches. Possession-only drug searches, supply and section 60 stand apart.",
    ),
    (
        "Groups of people searched",
        "Outcomes by ethnicity, age and gender are a reason to look at records and prove nothing: groups can differ in how "
        "strong the grounds were. Searches are set against residents (Census 2021) only for the force and its councils and "
        "over 12 months; never for a beat, a sector or an officer, whose searched people are not its residents.",
    ),
    (
        "Searches drawn for review",
        "Drawn by lot with a seed that is kept, so anybody can draw again and get the same. A further draw of the same days "
        "takes a reason, and so does skipping a search. A scrutiny panel sees no name, number, reference, day or beat.",
    ),
    (
        "Recorded crime of 12 months",
        "A loaded row of exactly these 12 months, else 12 whole months, else all parts of the area; nothing is estimated. Two "
        "periods differ where luck alone would share their crimes so unevenly less than 1 time in 100, allowing for how far "
        "months scatter. What was published is never mixed with what is current.",
    ),
    (
        "Time in the community",
        "Hours in states outside the station that are neighbourhood work, of all rostered hours: what the Police, Fire and Crime "
        "Plan promises to increase. Abstraction outside the station is not in it.",
    ),
    (
        "Neighbourhood guarantee",
        "Six facts of a neighbourhood on a day, each by itself: its named contact, local priorities looked at within three "
        "months, queries answered within 72 hours, the next meeting, training, abstraction. Our readings; no score.",
    ),
    (
        "What residents said",
        "22 small groups of 2023/24, coded as concern, mixed or positive; a theme that did not come up is silent, which is not "
        "contentment. Confidence stands only where the report states it. Which sector and beat a group stands for is ours.",
    ),
)

VERDICTS: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (
        TARGET_WORDS,
        "Against the target, of areas",
        "Below or above where luck alone, at work exactly on target, would go so far at most 1 time in 20 on that side. A "
        "target under 3 for the period is too early to judge. Open plans are compared with the target itself.",
    ),
    (
        UNUSUAL_WORDS,
        "Is this week or period unusual?",
        "The rate of up to 52 weeks before, times the hours worked, says what is expected; unusual where luck alone would go so "
        "far at most 1 time in 1,000 on that side. Where weeks vary more than luck, the range is as much wider. Hours are "
        f"judged by how far their weeks move (XmR). Where even nothing would be usual it says {TOO_SMALL_FOR_QUIET}.",
    ),
    (
        CHANGED_WORDS,
        "Has it changed? And against the year before",
        "The last 12 settled weeks against the 40 before, or 12 months against the 12 before (with less than two years the "
        "same 12 weeks of both), hour for hour; changed where luck alone would share them so unevenly less than 1 time in 100.",
    ),
    (
        ASSURANCE_WORDS,
        "Hours against their target, of areas",
        "Consistently where the target lies beyond the limits between which the weeks vary, else hit and miss.",
    ),
    (
        SPREAD_WORDS[:2],
        "Is this beat different from the others?",
        "Recorded over expected, standardised by role and kind of shift, within limits that hold 99.8% of beats that differ by "
        "luck and their usual spread alone.",
    ),
    (
        (CHECK_THE_RECORD, TOO_EARLY_TO_SAY, NOT_LOADED, PARTLY_LOADED),
        "No verdict",
        "Something was counted and there are no hours; too little is known; nothing, or not all, of the export is loaded.",
    ),
)
"""The words of each question, the question, and how it is answered (statistics.md)."""
