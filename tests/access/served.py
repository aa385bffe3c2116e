"""The app as somebody who signed in sees it, over an invented organisation, and who is named in what leaves the server."""

from __future__ import annotations

import re
import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.access.organisation import Organisation
from tests.ui.conftest import DASHBOARD

CONFIGURATION = """
[access]
officers_first_days = 0
administrators = ["settler@example.invalid"]
[sign_in]
metadata_url = "http://127.0.0.1:1/.well-known/openid-configuration"
client_id = "beatboard"
[look_ups]
ask_purpose = false
ask_reasons = false
"""
"""Without secrets: nothing is served by it, the pages only look into it."""
NUMBER = re.compile(rb"(?<![0-9a-f.])7\d{4}(?![0-9a-f.])")


def configure(home: Path) -> Path:
    """The configuration file of a home, and that its store is the force's own."""
    file = home / "beatboard.toml"
    file.write_text(CONFIGURATION, encoding="utf-8")
    return file


def opened(who: str, page: str, **address: str) -> AppTest:
    """A page of an address, as somebody who signed in a minute ago."""
    app = AppTest.from_file(str(DASHBOARD), default_timeout=120)
    app.user = {
        "is_logged_in": True, "email": who, "name": who, "iss": "http://127.0.0.1:1", "aud": "beatboard", "sub": who,
        "iat": time.time() - 60,
    }  # fmt: skip
    for name, value in address.items():
        app.query_params[name] = value
    return app.switch_page(f"pages/{page}.py").run()


def named(app: AppTest, made: Organisation) -> set[str]:
    """Collar numbers of the organisation in all that the run sends to the browser: words, charts' data, addresses, choices."""
    collars = {collar.encode() for collar in made.collars}
    found: set[bytes] = set()
    for element in app._tree:  # the page, the side and what opens over them
        if getattr(element, "proto", None) is not None:
            found |= set(NUMBER.findall(element.proto.SerializeToString())) & collars
    return {one.decode() for one in found}
