"""The columns of the Arrow table that an accepted sheet becomes, from its declaration. The store has the same."""

from __future__ import annotations

import pyarrow as pa

from metrics.export import ColumnType, Export, Order

ARROW_TYPES: dict[ColumnType, pa.DataType] = {
    "text": pa.string(),
    "collar": pa.string(),
    "collars": pa.list_(pa.string()),
    "date": pa.date32(),
    "moment": pa.timestamp("us"),
    "number": pa.float64(),
    "whole": pa.int64(),
    "yes_no": pa.bool_(),
    "choice": pa.string(),
}


def moment_orders(export: Export) -> list[Order]:
    """The rules between two moments: hours are counted between them, so both are kept as instants too."""
    return [
        order
        for order in export.orders
        if export.column(order.first).type == "moment" and export.column(order.then).type == "moment"
    ]


def derived_names(export: Export) -> list[str]:
    """Columns in UTC that follow the declared ones: start_utc and end_utc of Duties."""
    return [
        f"{export.column(heading).name}_utc" for order in moment_orders(export) for heading in (order.first, order.then)
    ]


def row_schema(export: Export) -> pa.Schema:
    """Every column of the table of accepted rows, in order.

    team_level and team are of the lead on the row's day; of an export without a lead but with an area (Officers,
    Targets) they are that area. `role` is the lead's; Officers and Targets, with a Role of their own, have only that.
    """
    declared = [(column.name, ARROW_TYPES[column.type]) for column in export.stored_columns]
    fields: list[tuple[str, pa.DataType]] = [
        ("source_row", pa.int32()),
        ("day", pa.date32()),
        ("late", pa.bool_()),
        ("team_level", pa.string()),
        ("team", pa.string()),
    ]
    if "role" not in {name for name, _ in declared}:
        fields.append(("role", pa.string()))
    if export.also:
        fields += [(name, pa.list_(pa.string())) for name in ("named_collars", "named_roles", "named_teams")]
    fields += declared
    fields += [(name, pa.timestamp("us")) for name in derived_names(export)]
    return pa.schema([pa.field(name, kind) for name, kind in fields])
