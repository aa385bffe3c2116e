"""Start: the sample force whose people are invented, or our own exports in a store of their own."""

from metrics.ui import show, start

show.title("Beatboard")
show.lede(
    "What each beat, team, officer and PCSO did, against the targets that their beat was given, with the hours beside every "
    "figure."
)
start.choices()
start.sources()
