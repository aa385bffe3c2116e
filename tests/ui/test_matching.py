"""The Uploads page: headings matched by hand, from the file that is left out to the history, and the way back."""

from __future__ import annotations

import time

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Selectbox

from metrics.catalogue import exports
from metrics.ui import data, gate, stores, uploads
from tests.small_force import BEATS, OFFICERS, csv_bytes
from tests.ui.conftest import Open, text_of

LISTS = [("beats.csv", csv_bytes("Beats", BEATS)), ("officers.csv", csv_bytes("Officers", OFFICERS))]
HEADINGS = "Ref number,When detained,Shoulder digits,Offence type,Ward"
FIRST = (
    "x1.csv",
    f"Custody extract\n{HEADINGS}\nC1,02/06/2026 10:00,0101,Theft,A1\nC2,03/06/2026 09:00,0102,Affray,A2\n",
)
LATER = ("x2.csv", f"Custody extract\n{HEADINGS}\nC3,09/06/2026 10:00,0101,Theft,A1\n")
pytestmark = pytest.mark.parametrize("state", ["empty"], indirect=True)


class Desk:
    """Somebody at the Uploads page with one upload."""

    def __init__(self, open_page: Open) -> None:
        self.open_page = open_page
        self.app: AppTest
        self.opened: tuple[str, ...] = ()

    def give(self, *files: tuple[str, str | bytes]) -> None:
        """An upload, read and shown."""
        job = uploads.writer().submit(
            [(name, text.encode() if isinstance(text, str) else text) for name, text in files]
        )
        self.name = job.name
        self.show()

    def show(self, *opened: str) -> None:
        """The upload's page once the thread has nothing to do, with some of its boxes open."""
        while (job := uploads.writer().jobs[self.name]).busy:
            time.sleep(0.01)
        assert job.stage != "failed", job.words
        self.app, self.opened = self.open_page("uploads", job=self.name), opened
        self.run()

    def run(self) -> None:
        """One run, the boxes staying open: AppTest says nothing of them by itself."""
        for key in self.opened:
            self.app.session_state[key] = True
        self.app.run()
        assert not self.app.exception

    def box(self, label: str) -> Selectbox:
        """The box of one of our headings, or another one."""
        return next(box for box in self.app.selectbox if box.label.removesuffix(", needed") == label)

    def choose(self, label: str, value: str) -> None:
        self.box(label).set_value(value)
        self.run()

    def press(self, label: str) -> None:
        button = next(button for button in self.app.button if button.label == label)
        assert not button.disabled
        button.click()
        self.run()

    def can_press(self, label: str) -> bool:
        return any(button.label == label and not button.disabled for button in self.app.button)

    def boxes(self) -> list[str]:
        return [box.label for box in self.app.expander]


@pytest.fixture
def desk(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Somebody at the Uploads page of a store with lists.

    The page stands without its frame: AppTest runs a page alone first, and sent back into the frame a click is lost.
    """
    monkeypatch.setattr(gate, "require", lambda: None)
    found = Desk(open_page)
    found.open_page("uploads")
    found.give(*LISTS)
    found.press("Accept")
    found.show()
    return found


def statuses() -> list[tuple[str, int]]:
    return [(row["export"], row["rows"]) for row in data.loads().to_dict("records") if row["export"] == "arrests"]


def test_headings_are_matched_used_remembered_shown_and_stopped(desk: Desk) -> None:
    desk.give(FIRST)
    assert "x1 is none of the exports" in text_of(desk.app)
    place = place_of(desk)
    desk.show(f"match-{place}")
    assert desk.box("This sheet is").value == "arrests"
    assert desk.box("Custody Ref").options[desk.box("Custody Ref").index] == "Ref number — C1, C2"
    assert desk.box("Arrested At").value == "whendetained"
    desk.choose("Collar No", "")
    assert "Arrests needs Collar No: choose the column of each." in text_of(desk.app)
    assert not desk.can_press("Use these headings")
    desk.choose("Collar No", "whendetained")
    assert "“When detained” is chosen for Arrested At and Collar No" in text_of(desk.app)
    desk.choose("Collar No", "shoulderdigits")
    desk.press("Use these headings")
    desk.show()
    assert "Read with the headings matched by hand for this load: “Ref number” as Custody Ref" in text_of(desk.app)
    assert "2 rows accepted, 0 set aside" in text_of(desk.app)
    assert data.matched_by_hand().empty, "nothing is stored yet"
    desk.press("Accept")
    desk.show()
    assert statuses() == [("arrests", 2)]
    assert "Headings matched by hand" in text_of(desk.app)
    assert "Ref number, When detained, Shoulder digits, Offence type, Ward" in text_of(desk.app)
    assert data.loads().matching.tolist()[0] == 1

    desk.give(LATER)
    assert "1 of 1 sheets can be loaded" in text_of(desk.app)
    assert "Read with the headings matched by" in text_of(desk.app)
    desk.press("Accept")
    desk.show()
    assert data.matched_by_hand().loads.tolist() == [2]

    desk.show("stop-matching")
    desk.press("Stop using them")
    assert "Choose which first." in text_of(desk.app)
    desk.box("Matched headings").set_value(data.matched_by_hand().source[0])  # a form is sent as a whole
    desk.press("Stop using them")
    desk.name = list(uploads.writer().jobs)[-1]
    desk.show()
    assert "No longer used" in text_of(desk.app)
    assert data.matched_by_hand().ended_by.notna().all()
    desk.give(("x3.csv", LATER[1].replace("C3", "C4")))
    assert "x3 is none of the exports" in text_of(desk.app)


def place_of(desk: Desk) -> int:
    """Where the sheet that can be matched stands."""
    job = uploads.writer().jobs[desk.name]
    return next(place for place, sheet in enumerate(job.sheets) if sheet.head is not None)


def test_a_cancelled_upload_keeps_no_choice(desk: Desk) -> None:
    desk.give(FIRST)
    desk.show(f"match-{place_of(desk)}")
    desk.press("Use these headings")
    desk.show()
    desk.press("Cancel")
    assert data.matched_by_hand().empty
    desk.give(FIRST)
    assert "x1 is none of the exports" in text_of(desk.app)


def test_a_choice_is_taken_back_before_it_is_accepted(desk: Desk) -> None:
    desk.give(FIRST)
    desk.show(f"match-{place_of(desk)}")
    desk.press("Use these headings")
    desk.show(f"match-{place_of(desk)}")
    assert "Change the matched headings" in desk.boxes()
    assert "This is how the sheet is read now." in text_of(desk.app)
    desk.press("Read it without them")
    desk.show()
    assert "x1 is none of the exports" in text_of(desk.app)


def test_two_sheets_of_one_upload_are_matched_and_what_was_chosen_for_another_stays(desk: Desk) -> None:
    ppns = csv_bytes("PPNs", [{"PPN Ref": "P1", "Submitted At": "2026-06-02 10:00", "Collar No": "0101"}])
    sent = ppns.replace(b"Submitted At", b"Sent at")
    desk.give(FIRST, ("p.csv", sent))
    desk.show(f"match-{place_of(desk)}")
    assert desk.box("This sheet is").value == "ppns", "refused as PPNs, so it comes first"
    desk.press("Use these headings")
    desk.show()
    places = [place for place, sheet in enumerate(uploads.writer().jobs[desk.name].sheets) if sheet.head is not None]
    desk.show(f"match-{places[-1]}")
    desk.press("Use these headings")
    desk.show()
    assert "2 of 2 sheets can be loaded" in text_of(desk.app)
    desk.press("Accept")
    desk.show()
    assert sorted(data.matched_by_hand().export) == ["arrests", "ppns"]
    assert sorted(data.loads().matching.dropna()) == [1, 2]


def test_a_further_column_is_matched(desk: Desk) -> None:
    rows = "Custody Ref,Arrested At,Collar No,Alleged offence\nC1,02/06/2026 10:00,0101,Theft\n"
    desk.give(("arrests.csv", rows))
    assert "Match a further column" in desk.boxes()
    desk.show("match-0")
    assert desk.box("Offence").value == "allegedoffence"
    desk.press("Use these headings")
    desk.show()
    assert "“Alleged offence” as Offence" in text_of(desk.app)
    desk.press("Accept")
    desk.show()
    assert stores.store().rows("select offence from arrests") == [("Theft",)]


def test_every_export_can_be_chosen(desk: Desk) -> None:
    desk.give(FIRST)
    desk.show(f"match-{place_of(desk)}")
    for export_id, export in exports().items():
        desk.choose("This sheet is", export_id)
        assert not desk.app.exception
        labels = [box.label for box in desk.app.selectbox]
        assert [f"{column.heading}, needed" for column in export.needed] == [
            label for label in labels if label.endswith(", needed")
        ]
