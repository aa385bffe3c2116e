"""Definitions: every KPI, export, state of duty and rule in plain words, with a worked example and its SQL."""

from metrics.ui import definitions, show

kpi, export = definitions.asked()
show.title("Definitions")
show.lede(
    "How every figure on these pages is made. Readings of ours that the force should confirm are marked as assumptions."
)
definitions.verdicts_first()
definitions.kpi_choice(kpi)
definitions.kpi_page(kpi)
definitions.exports(export)
definitions.states()
definitions.verdicts_last()
definitions.rules()
