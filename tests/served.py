"""The app as somebody who signed in sees it, and all that it sends them."""

from __future__ import annotations

import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.server import ROOT


def email(collar: str) -> str:
    """The name with which somebody signs in."""
    return f"{collar}@example.invalid"


def configure(home: Path, days: int = 0, more: str = "") -> Path:
    """A configuration file in which people sign in. Without secrets: nothing is served by it, the pages only look into it.

    days: that people are ahead of their supervisors. more: lines of [access].
    """
    file = home / f"served-{days}.toml"
    file.write_text(
        f'[access]\nofficers_first_days = {days}\nadministrators = ["settler@example.invalid"]\n{more}\n[sign_in]\n'
        'metadata_url = "http://127.0.0.1:1/.well-known/openid-configuration"\nclient_id = "beatboard"\n'
        "[look_ups]\nask_purpose = false\nask_reasons = false\n",
        encoding="utf-8",
    )
    return file


def signed_in(who: str, **address: str) -> AppTest:
    """The app of an address, before its first run, for somebody who signed in a minute ago."""
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120)
    app.user = {
        "is_logged_in": True, "email": who, "name": who, "iss": "http://127.0.0.1:1", "aud": "beatboard", "sub": who,
        "iat": time.time() - 60,
    }  # fmt: skip
    for name, value in address.items():
        app.query_params[name] = value
    return app


def opened(who: str, page: str, **address: str) -> AppTest:
    """A page. who: a collar number or a sign-in name."""
    return signed_in(who if "@" in who else email(who), **address).switch_page(f"pages/{page}.py").run()


def sent(app: AppTest) -> bytes:
    """All that the run sends to the browser: words, charts' data, addresses, choices; of the page, the side and what opens
    over them."""
    found = (getattr(element, "proto", None) for element in app._tree)
    return b"\n".join(proto.SerializeToString() for proto in found if proto is not None)
