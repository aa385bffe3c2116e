"""Discovery of the declarations: every file in `exports/` and `kpis/` that declares an EXPORT or KPIS is found here."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import ModuleType

import metrics.exports
import metrics.kpis
from metrics.export import Export
from metrics.kpi import Kpi


def _modules(package: ModuleType) -> list[ModuleType]:
    names = sorted(found.name for found in pkgutil.iter_modules(package.__path__))
    return [importlib.import_module(f"{package.__name__}.{name}") for name in names]


@cache
def exports() -> dict[str, Export]:
    """Every export by id, in the order of loading."""
    found: list[Export] = [module.EXPORT for module in _modules(metrics.exports)]
    return {export.id: export for export in sorted(found, key=lambda export: (export.rank, export.sheet))}


@cache
def kpis() -> dict[str, Kpi]:
    """Every KPI by id, in the order of showing."""
    found: list[Kpi] = [kpi for module in _modules(metrics.kpis) for kpi in module.KPIS]
    return {kpi.id: kpi for kpi in sorted(found, key=lambda kpi: (kpi.order, kpi.id))}


def kpis_of(role: str) -> list[Kpi]:
    """The KPIs of a role, those shown first for it first."""
    chosen = [kpi for kpi in kpis().values() if role in kpi.roles]
    return sorted(chosen, key=lambda kpi: (kpi.first_for != role, kpi.order))


def whole_kpis(role: str | None = None) -> list[Kpi]:
    """The KPIs that stand for themselves, of a role or all: not those by source, which are parts of another."""
    chosen = kpis_of(role) if role else list(kpis().values())
    return [kpi for kpi in chosen if not kpi.part_of]
