"""The Retention page: what is due, a hold, a proposal, and an approval that is somebody else's."""

from __future__ import annotations

import time

import pytest

from metrics import configuration
from metrics.configuration import Configuration, Retention
from metrics.loading import now
from metrics.retention import purging
from metrics.retention.kinds import kinds
from metrics.ui import data, uploads
from tests.ui.conftest import Open, text_of


@pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
def test_two_people_delete_what_is_shown(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = Configuration(retention=Retention(months={"arrests": 1}))
    monkeypatch.setattr(configuration, "current", lambda: chosen)
    app = open_page("retention")
    assert f"1 of {len(kinds())} kinds of data have something past" in text_of(app)
    arrests = data.store().rows("select count(*) from arrests")[0][0]
    assert arrests > 0
    purging.propose(data.store(), now().date(), "Schedule", "analyst", now())
    app = open_page("retention")
    assert "Proposal 1 of" in text_of(app)
    assert "Approve and delete" in [one.label for one in app.button]
    for by, said in (("Analyst", "A second person has to approve"), ("inspector", "are deleted")):
        job = uploads.writer().purge(1, by)
        until = time.monotonic() + 60
        while job.busy and time.monotonic() < until:
            time.sleep(0.1)
        app = open_page("retention", job=job.name)
        assert said in text_of(app)
        assert not app.exception
    assert data.store().rows("select count(*) from arrests") == [(0,)]
    assert "Approved by" in text_of(app)
