"""County: the sectors and beats laid out like the county, with a KPI's verdicts, and hours of the week against demand."""

from metrics.ui import bar

view = bar.choose("County")
