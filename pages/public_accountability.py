"""Public accountability: the county's figures as published, reproduced and kept current."""

from metrics.ui import bar

view = bar.choose("Public accountability")
