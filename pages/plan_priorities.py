"""Plan priorities: what was done towards each priority of the Police, Fire and Crime Plan."""

from metrics.ui import bar

view = bar.choose("Plan priorities")
