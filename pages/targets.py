"""Targets: what stands for an area, what it would have said over a year, setting one, and every change that was made."""

from metrics.ui import areas, bar, evidence, routes, setting, show, target_words, target_year, targets

view = bar.choose("Targets")
name = areas.name_of(view)
lines = targets.standing(view)

targets.table(view, lines, name)
targets.ended(view, lines)
targets.download(view)
chosen = target_year.choose(view, lines)
if chosen is not None:
    target_year.report(chosen, name, view, "standing")
setting.form(view, chosen)
setting.proposal(view)
show.heading("What a target is here")
target_words.types()
targets.history(view)
evidence.offer(view, routes.TARGETS)
