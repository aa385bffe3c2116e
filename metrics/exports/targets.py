"""Targets: what a beat, sector, LPA or the force was asked for, by whom and why."""

from metrics.export import Column, Export, Order

EXPORT = Export(
    sheet="Targets",
    grain="One row per target of one area, KPI and role from one day.",
    sender="Performance team",
    replaces="list",
    key=("Area", "KPI", "Role", "From"),
    rank=21,
    synonyms=("Beat Targets", "KPI Targets"),
    orders=(Order("From", "To"),),
    columns=(
        Column(
            "Area",
            "text",
            "Beat, sector, LPA or Force that the target is for.",
            needed=True,
            refers="area",
            unknown="set_aside",
            synonyms=("Beat", "Target Area"),
        ),
        Column(
            "KPI",
            "text",
            "Id of the KPI, as on the Definitions page.",
            needed=True,
            refers="kpi",
            unknown="set_aside",
            synonyms=("KPI ID", "KPI Name"),
        ),
        Column("Role", "choice", "Role that the target is for.", needed=True, choices=("PC", "PCSO", "All")),
        Column("Target", "number", "The amount.", needed=True, minimum=0, synonyms=("Target Value", "Amount")),
        Column(
            "Per",
            "choice",
            "Period that the amount is for.",
            needed=True,
            choices=("week", "4 weeks", "month", "quarter", "year"),
            synonyms=("Period", "Target Period"),
        ),
        Column(
            "Type",
            "choice",
            "Standard (must be met), Ambition, Expected range (from the data) or Monitored (no target).",
            needed=True,
            choices=("Standard", "Ambition", "Expected range", "Monitored"),
            synonyms=("Target Type",),
        ),
        Column(
            "From",
            "date",
            "First day in force.",
            needed=True,
            synonyms=("From Date", "Start Date", "Start", "Valid From"),
        ),
        Column(
            "To",
            "date",
            "Last day in force; blank while it is open.",
            unknown="set_aside",
            synonyms=("To Date", "End Date", "End", "Valid To", "Until"),
        ),
        Column("Set By", "text", "Who set it.", needed=True, synonyms=("Owner", "Agreed By"), personal=True),
        Column("Rationale", "text", "Why it was set.", synonyms=("Reason", "Why")),
    ),
)
