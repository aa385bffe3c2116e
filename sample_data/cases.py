"""Edge cases: named people, beats and weeks whose rows are written by hand, so that figures can be worked by hand.

The expected figures and their arithmetic are in `cases.json` and in `README.md`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sample_data.people import Posting

LONG_AGO = date(2019, 9, 2)
NO_ENGAGEMENTS_SECTOR, NO_ENGAGEMENTS_WEEK = "Daventry", date(2026, 11, 15)
NO_WARRANTS_LPA, NO_WARRANTS_WEEK = "West", date(2026, 10, 4)
CORRECTED_SECTOR, CORRECTED_WEEK = "Wellingborough", date(2026, 10, 11)
CORRECTED_AT = datetime(2026, 10, 15, 9, 30)
FIRST_VERSION, CORRECTED_VERSION = "first", "corrected"


def _posting(collar: str, surname: str, forename: str, role: str, area: str, **dates: date) -> Posting:
    return Posting(collar, surname, forename, role, area, 1.0, dates.get("start", LONG_AGO), dates.get("end"))


POSTINGS = [
    _posting("0101", "Restdaywell", "Abelon", "PC", "COR3"),
    _posting("0102", "Overlapsworth", "Brisanne", "PC", "COR4"),
    _posting("0103", "Clockback", "Corvell", "PC", "KET5"),
    _posting("0104", "Clockforth", "Dunella", "PC", "NSU2"),
    _posting("0105", "Clockagain", "Elbrick", "PC", "NSU1"),
    _posting("0106", "Midweekmove", "Fennimar", "PC", "KET3", end=date(2026, 3, 10)),
    _posting("0106", "Midweekmove", "Fennimar", "PC", "WEL2", start=date(2026, 3, 11)),
    _posting("0107", "Lentaway", "Gadrina", "PC", "DAV1"),
    _posting("0107", "Lentaway", "Gadrina", "PC", "NTC1", start=date(2026, 2, 2), end=date(2026, 2, 22)),
    _posting("0108", "Sundaynight", "Hollimax", "PC", "NTC4"),
    _posting("0109", "Lastnight", "Ivolet", "PC", "NSU3", end=date(2026, 6, 12)),
    _posting("0110", "Leadmore", "Jaspeth", "PC", "KET4"),
    _posting("0111", "Assistmore", "Kelvanda", "PC", "NTC2"),
    _posting("0112", "Oneteam", "Lorimund", "PC", "COR1"),
    _posting("0113", "Otherteam", "Mirabix", "PC", "COR2"),
    _posting("0114", "Latecomer", "Nortella", "PC", "ENO2"),
    _posting("0115", "Earlycomer", "Osmerin", "PC", "ENO3"),
    _posting("0116", "Correctedfrom", "Pelladine", "PC", "WEL3"),
    _posting("0117", "Correctedto", "Quenby", "PC", "WEL3"),
    _posting("0118", "Stripeswell", "Rosmarel", "PS", "NSU4"),
    _posting("0119", "Besidestripes", "Silvanter", "PC", "NSU4"),
    _posting("0120", "Unknownstate", "Tamberly", "PCSO", "DAV2"),
    _posting("0121", "Inplacewell", "Ulvina", "PCSO", "COR3"),
    _posting("0122", "Notloadedyet", "Vendrick", "PCSO", "DAV1"),
]

# Nothing is drawn for these people on these days (whole ISO weeks): the rows below are all there is.
BLANK = [
    ("0101", date(2026, 1, 12), date(2026, 1, 18)),
    ("0102", date(2026, 1, 19), date(2026, 1, 25)),
    ("0103", date(2025, 10, 20), date(2025, 10, 26)),
    ("0104", date(2026, 3, 23), date(2026, 3, 29)),
    ("0105", date(2026, 10, 19), date(2026, 10, 25)),
    ("0106", date(2026, 3, 9), date(2026, 3, 15)),
    ("0107", date(2026, 2, 16), date(2026, 3, 1)),
    ("0108", date(2026, 5, 4), date(2026, 5, 17)),
    ("0109", date(2026, 6, 8), date(2026, 6, 12)),
    ("0110", date(2026, 4, 13), date(2026, 4, 19)),
    ("0111", date(2026, 4, 13), date(2026, 4, 19)),
    ("0112", date(2025, 12, 22), date(2025, 12, 28)),
    ("0113", date(2025, 12, 22), date(2025, 12, 28)),
    ("0114", date(2026, 10, 12), date(2026, 10, 18)),
    ("0115", date(2026, 10, 26), date(2026, 11, 1)),
    ("0116", date(2026, 10, 5), date(2026, 10, 11)),
    ("0117", date(2026, 10, 5), date(2026, 10, 11)),
    ("0118", date(2026, 5, 18), date(2026, 5, 24)),
    ("0119", date(2026, 5, 18), date(2026, 5, 24)),
    ("0120", date(2026, 4, 20), date(2026, 4, 26)),
    ("0121", date(2026, 4, 6), date(2026, 4, 12)),
    ("0122", date(2026, 11, 9), date(2026, 11, 15)),
]


@dataclass(frozen=True)
class Quiet:
    """Days on which an export has no drawn rows for a beat, sector or LPA, so that area figures are the cases' own."""

    export: str
    area: str
    first: date
    last: date


QUIET = [
    Quiet("PPNs", "KET3", date(2026, 3, 9), date(2026, 3, 15)),
    Quiet("PPNs", "WEL2", date(2026, 3, 9), date(2026, 3, 15)),
    Quiet("Stop Searches", "NTC1", date(2026, 2, 16), date(2026, 3, 1)),
    Quiet("Stop Searches", "DAV1", date(2026, 2, 16), date(2026, 3, 1)),
    Quiet("Arrests", "KET4", date(2026, 4, 16), date(2026, 4, 16)),
    Quiet("Arrests", "NTC2", date(2026, 4, 16), date(2026, 4, 16)),
    Quiet("Incidents", "Corby", date(2025, 12, 25), date(2025, 12, 25)),
    Quiet("Arrests", "WEL3", date(2026, 10, 5), date(2026, 10, 11)),
    Quiet("Arrests", "NSU4", date(2026, 5, 18), date(2026, 5, 24)),
    Quiet("Warrants", NO_WARRANTS_LPA, date(2026, 9, 28), NO_WARRANTS_WEEK),
]

# Collar number, start, end, state, place code. References are D-<collar>-1, -2 ... in this order.
DUTIES = [
    ("0101", "2026-01-12 08:00", "2026-01-12 16:00", "On beat", None),
    ("0101", "2026-01-13 08:00", "2026-01-13 16:00", "On beat", None),
    ("0101", "2026-01-14 00:00", "2026-01-15 00:00", "Rest day", None),
    ("0101", "2026-01-14 12:00", "2026-01-14 16:00", "Event", None),
    ("0101", "2026-01-14 16:00", "2026-01-14 18:00", "On beat", None),
    ("0102", "2026-01-20 09:00", "2026-01-20 13:00", "Foot patrol", None),
    ("0102", "2026-01-20 12:00", "2026-01-20 15:00", "Training", None),
    ("0102", "2026-01-20 16:00", "2026-01-20 17:00", "Station", None),
    ("0102", "2026-01-20 16:00", "2026-01-20 19:00", "Mobile patrol", None),
    ("0103", "2025-10-20 08:00", "2025-10-20 16:00", "On beat", None),
    ("0103", "2025-10-25 22:00", "2025-10-26 07:00", "Mobile patrol", None),
    ("0104", "2026-03-28 22:00", "2026-03-29 07:00", "Mobile patrol", None),
    ("0105", "2026-10-24 22:00", "2026-10-25 01:30", "Foot patrol", None),
    ("0105", "2026-10-25 01:30", "2026-10-25 07:00", "Mobile patrol", None),
    *[("0106", f"2026-03-{day:02d} 08:00", f"2026-03-{day:02d} 16:00", "On beat", None) for day in range(9, 14)],
    ("0107", "2026-02-16 08:00", "2026-02-16 16:00", "On beat", None),
    ("0107", "2026-02-17 08:00", "2026-02-17 16:00", "On beat", None),
    ("0107", "2026-02-24 08:00", "2026-02-24 16:00", "On beat", None),
    ("0108", "2026-05-06 08:00", "2026-05-06 16:00", "On beat", None),
    ("0108", "2026-05-10 22:00", "2026-05-11 07:00", "Mobile patrol", None),
    ("0108", "2026-05-12 14:00", "2026-05-12 22:00", "On beat", None),
    ("0109", "2026-06-10 08:00", "2026-06-10 16:00", "On beat", None),
    ("0109", "2026-06-12 22:00", "2026-06-13 07:00", "Mobile patrol", None),
    ("0110", "2026-04-16 08:00", "2026-04-16 16:00", "On beat", None),
    ("0111", "2026-04-16 10:00", "2026-04-16 18:00", "On beat", None),
    ("0112", "2025-12-25 08:00", "2025-12-25 16:00", "On beat", None),
    ("0113", "2025-12-25 08:00", "2025-12-25 16:00", "On beat", None),
    ("0114", "2026-10-13 08:00", "2026-10-13 16:00", "On beat", None),
    ("0114", "2026-10-14 08:00", "2026-10-14 16:00", "On beat", None),
    ("0115", "2026-10-26 07:00", "2026-10-26 15:00", "On beat", None),
    *[("0116", f"2026-10-{day:02d} 08:00", f"2026-10-{day:02d} 16:00", "On beat", None) for day in range(5, 10)],
    *[("0117", f"2026-10-{day:02d} 08:00", f"2026-10-{day:02d} 16:00", "On beat", None) for day in range(6, 11)],
    ("0118", "2026-05-19 08:00", "2026-05-19 16:00", "On beat", None),
    ("0119", "2026-05-19 08:00", "2026-05-19 16:00", "On beat", None),
    ("0120", "2026-04-21 09:00", "2026-04-21 13:00", "Foot patrol", None),
    ("0120", "2026-04-21 13:00", "2026-04-21 16:00", "Drone deployment", None),
    ("0120", "2026-04-21 16:00", "2026-04-21 17:00", "Paperwork", None),
    ("0121", "2026-04-08 09:00", "2026-04-08 11:00", "Hotspot patrol", "COR3-H1"),
    ("0121", "2026-04-08 11:00", "2026-04-08 12:30", "Hotspot patrol", "COR3-H2"),
    ("0121", "2026-04-08 12:30", "2026-04-08 13:30", "Foot patrol", "COR3-P1"),
    ("0121", "2026-04-08 14:00", "2026-04-08 15:00", "Foot patrol", "COR4-V1"),
    ("0121", "2026-04-08 15:00", "2026-04-08 16:00", "Engagement", None),
    ("0121", "2026-04-08 16:00", "2026-04-08 17:00", "Front office", "COR3-H1"),
    ("0122", "2026-11-10 09:00", "2026-11-10 17:00", "Foot patrol", None),
]

# Custody reference, when, lead, assisting, beat, version of the corrected week.
ARRESTS = [
    ("NC-CASE-01", "2026-04-16 14:10", "0110", "0111", "KET4", ""),
    ("NC-CASE-02", "2026-10-06 11:00", "0116", None, "WEL3", ""),
    ("NC-CASE-03", "2026-10-07 12:00", "0116", None, "WEL3", FIRST_VERSION),
    ("NC-CASE-03", "2026-10-07 12:00", "0117", None, "WEL3", CORRECTED_VERSION),
    ("NC-CASE-04", "2026-10-09 13:00", "0117", None, "WEL3", FIRST_VERSION),
    ("NC-CASE-05", "2026-10-08 09:30", "0117", None, "WEL3", CORRECTED_VERSION),
    ("NC-CASE-06", "2026-10-10 10:20", "0117", None, "WEL3", CORRECTED_VERSION),
    ("NC-CASE-07", "2026-05-19 09:15", "0118", None, "NSU4", ""),
    ("NC-CASE-08", "2026-05-19 13:45", "0118", "0119", "NSU4", ""),
]
SEARCHES = [
    ("SS-CASE-01", "2026-02-16 10:00", "0107", "NTC1"),
    ("SS-CASE-02", "2026-02-17 11:00", "0107", "NTC1"),
    ("SS-CASE-03", "2026-02-24 12:00", "0107", "DAV1"),
]

# Reference, when, collar number, beat, days by which its file is later (or earlier) than its week's.
PPNS = [
    ("PPN-CASE-01", "2026-03-09 10:00", "0106", "KET3", 0),
    ("PPN-CASE-02", "2026-03-12 10:00", "0106", "WEL2", 0),
    ("PPN-CASE-03", "2026-03-12 15:00", "0106", "WEL2", 0),
    ("PPN-CASE-04", "2026-10-13 10:00", "0114", "ENO2", 0),
    ("PPN-CASE-05", "2026-10-14 10:00", "0114", "ENO2", 7),
]
INCIDENTS = [
    ("NP-CASE-01", "2025-12-25 11:30", "0112", "COR1", 0),
    ("NP-CASE-01", "2025-12-25 11:40", "0113", "COR1", 0),
    ("NP-CASE-02", "2026-10-26 07:10", "0115", "ENO3", -7),
    ("NP-CASE-02", "2026-10-26 07:10", "0115", "ENO3", 0),
    ("NP-CASE-03", "2026-10-26 07:40", "0115", "ENO3", -7),
]
