"""What the first visitor need not wait for: the pages' modules are brought in and the store is opened while nobody asks."""

from __future__ import annotations

import importlib
import logging
import pkgutil

from metrics import settings, ui
from metrics.serving.meters import METERS, memory
from metrics.store.connection import StoreUnavailableError
from metrics.ui import stores, uploads

log = logging.getLogger(__name__)


def warm() -> None:
    """Bring in what pages need, open the chosen store and start its writer. Nothing here may stop the server."""
    METERS.gauge("beatboard_memory_bytes", "Memory that the process holds", memory)
    METERS.gauge("beatboard_sessions", "Browser windows that are connected", _sessions)
    METERS.gauge(
        "beatboard_store_version", "Grows with every load, withdrawal and deletion", lambda: stores.store().version
    )
    METERS.gauge("beatboard_started_seconds", "When the process was started", lambda: METERS.started)
    for module in pkgutil.iter_modules(ui.__path__, f"{ui.__name__}."):
        importlib.import_module(module.name)
    if settings.chosen() is None:
        return
    try:
        uploads.writer()
    except StoreUnavailableError:
        log.warning("the store cannot be opened", exc_info=True)


def _sessions() -> float:
    from streamlit import runtime

    return float(runtime.get_instance()._session_mgr.num_active_sessions())
