"""One's own page: that it is one's own, which week only oneself sees, how to answer, what is held, where to complain."""

from __future__ import annotations

from metrics.terms import say_date
from metrics.ui import ahead, challenges, complaints, data, routes, show, subject, viewer
from metrics.ui.people import Person
from metrics.ui.selection import Selection

HOW_TO_ANSWER = (
    "To answer a figure, open it: “Reply to this figure” stands under its notes, and your reply goes wherever the figure goes. "
    "To say that a record is wrong, follow “This is wrong” beside the row behind the figure. The file holds every row, note, "
    "reply, one-to-one, challenge and figure of yours; it is made when you ask for it, in some seconds, and that is kept."
)


def is_own(collar: str) -> bool:
    """True where whoever looks is the person shown."""
    return collar == viewer.own_collar() != ""


def first(view: Selection, person: Person) -> None:
    """The first words of one's own page; nothing on anybody else's."""
    if not is_own(person.collar):
        return
    show.lede(f"This is your own record, {person.name}: the same figures as your supervisor sees.")
    for words in weeks(view):
        show.note(words)
    with show.links("own"):
        show.link(routes.WHO_LOOKED, "Who looked at you", {})
        show.link(routes.CHALLENGES, "What you have challenged", view.params(opened=False, kpi=None))
        show.link(routes.DEFINITIONS, "What each figure means", view.params(opened=False, kpi=None))
        subject.own(person)
        complaints.link()
    show.aside(HOW_TO_ANSWER)
    complaints.said()


def weeks(view: Selection) -> list[str]:
    """Which weeks are new, and until when only the person sees them."""
    last = data.last_week()
    found = ahead.only_you(view, last) if last else []
    return [f"Week to {say_date(week)}: new, and only you see it {until}." for week, until in found]


def after(view: Selection, person: Person) -> None:
    """Under the figures: the records that were challenged, and for whoever looks after the data the file of all that is held."""
    challenges.of_person(view, person.collar)
    subject.of_other(person.collar, person.name)
