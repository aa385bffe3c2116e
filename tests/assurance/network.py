"""Nothing leaves the building: every page, a load and a download, with the network watched in the server and in the browser."""

from __future__ import annotations

import tempfile
from pathlib import Path

from metrics import settings
from metrics.serving.paths import PAGES
from metrics.store.files import StoreFiles
from tests.assurance.text import Seen, patient_page
from tests.server import desk


def lines() -> list[str]:
    """What the server's processes connected to, and what the browser asked for."""
    from metrics import sample

    sample.ensure()
    with tempfile.TemporaryDirectory() as folder, patient_page() as page:
        home = Path(folder)
        StoreFiles(settings.store_path("sample")).copy_to(StoreFiles(home / "sample.duckdb"))
        (home / "settings.json").write_text('{"store": "sample"}')
        with desk(home) as served:
            seen = Seen(page, served.address)
            for name in sorted(PAGES):
                seen.look("" if name == "this_week" else name)
            seen.look("")
            with page.expect_download() as found:
                page.locator("[data-testid=stDownloadButton] button").first.click()
            size = Path(found.value.path()).stat().st_size
            seen.look("uploads")
            week = Path("sample_data/weeks/2026-11-22_next_week")
            page.locator("input[type=file]").first.set_input_files(sorted(week.iterdir()))
            page.get_by_role("button", name="Check").click()
            page.get_by_text("can be loaded").first.wait_for()
        calls, outside = served.calls, served.outside
    did = f"{len(PAGES)} pages, a week uploaded and read in a child process, a download of {size:,} bytes"
    watched = f"{len(outside)} connections of the server to elsewhere (an audit hook saw {len(calls)} to this machine)"
    return [f"{did}: {watched}, {len(seen.outside)} requests of the browser."]
