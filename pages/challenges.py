"""Challenges: records that somebody says are wrong, who answers by when, and what came of each."""

from metrics.ui import bar, challenges

view = bar.choose("Challenges")
challenges.answer(view)
challenges.waiting(view)
challenges.settled(view)
