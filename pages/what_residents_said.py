"""What residents said: the consultation of 2023/24 beside what the teams do."""

from metrics.ui import bar

view = bar.choose("What residents said")
