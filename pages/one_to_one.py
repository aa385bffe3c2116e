"""One-to-one: one person's sheet for a conversation, each side's own words, agreed actions, acknowledged by both."""

from metrics.ui import bar, one_to_one, people, routes

view = bar.choose("One-to-one", people=True)
person = people.chosen(view)

if person is None:
    people.offer(view, routes.ONE_TO_ONE)
else:
    one_to_one.of_person(view, person)
