"""A small force whose people sign in: one week that is open to everybody, and one that was loaded a day ago."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

from metrics.access.table import give
from metrics.loading import now
from tests.small_force import BEATS, OFFICERS, SUNDAY, WEEK, SmallForce
from tests.ui.conftest import DASHBOARD

NEW_WEEK = (SUNDAY + dt.timedelta(days=1), SUNDAY + dt.timedelta(days=7))
ANALYST = "analyst@example.invalid"
LEFT = {"Collar No": "0109", "Surname": "Formerly", "Role": "PC", "Beat": "A1", "End Date": "2026-05-31"}


def email(collar: str) -> str:
    """The name with which somebody signs in."""
    return f"{collar}@example.invalid"


def build(path: Path) -> None:
    """The store: lists, a week's arrests, searches and duties of long ago, and the next week's of yesterday."""
    small = SmallForce(path, lists=False)
    small.load("Beats", BEATS)
    small.load("Officers", [{**one, "Email": email(str(one["Collar No"]))} for one in [*OFFICERS, LEFT]])
    for days, at, number in ((WEEK, None, 1), (NEW_WEEK, now() - dt.timedelta(hours=26), 2)):
        day = days[0]
        joint = {"Custody Ref": f"C{number}", "Arrested At": f"{day} 10:00", "Collar No": "0101", "Result": "Charged"}
        small.load("Arrests", [joint | {"Assisting Collar Nos": "0102"}], days=days, at=at)
        small.load("Stop Searches", [search(f"S{number}", day)], days=days, at=at and at + dt.timedelta(minutes=1))
        duty = {"Duty Ref": f"D{number}", "Collar No": "0101", "Start": f"{day} 08:00", "End": f"{day} 16:00"}
        other = duty | {"Duty Ref": f"E{number}", "Collar No": "0102"}
        small.load("Duties", [duty, other], days=days, at=at and at + dt.timedelta(minutes=2))
    give(
        small.store,
        ANALYST,
        "analyst",
        "force",
        "Force",
        (dt.date(2026, 1, 1), None),
        "looks after the data",
        "a test",
        now(),
    )
    small.store.close()


def search(ref: str, day: dt.date) -> dict[str, object]:
    """A stop-search by 0101."""
    return {
        "Search Ref": ref,
        "Searched At": f"{day} 15:00",
        "Collar No": "0101",
        "Gender": "Male",
        "Age Range": "18-24",
    }


def configure(home: Path, days: int = 3, more: str = "") -> Path:
    """A configuration file. days: that people are ahead of their supervisors. more: lines of [access]."""
    file = home / f"served-{days}.toml"
    file.write_text(
        f'[access]\nofficers_first_days = {days}\nadministrators = ["settler@example.invalid"]\n{more}\n[sign_in]\n'
        'metadata_url = "http://127.0.0.1:1/.well-known/openid-configuration"\nclient_id = "beatboard"\n'
        "[look_ups]\nask_purpose = false\nask_reasons = false\n",
        encoding="utf-8",
    )
    return file


def opened(who: str, page: str, **address: str) -> AppTest:
    """A page as somebody who signed in a minute ago. who: a collar number or a sign-in name."""
    name = who if "@" in who else email(who)
    app = AppTest.from_file(str(DASHBOARD), default_timeout=120)
    app.user = {
        "is_logged_in": True, "email": name, "name": name, "iss": "http://127.0.0.1:1", "aud": "beatboard", "sub": name,
        "iat": time.time() - 60,
    }  # fmt: skip
    for key, value in address.items():
        app.query_params[key] = value
    return app.switch_page(f"pages/{page}.py").run()
