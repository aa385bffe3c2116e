"""A pack is made in one thread owned by the server: the page shows how far it is, and leaving it stops nothing."""

from __future__ import annotations

import datetime as dt
import logging
import secrets
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from metrics import loading
from metrics.access.lookups import CannotLogError
from metrics.access.reasons import ReasonNeededError
from metrics.store.connection import StoreUnavailableError
from metrics.ui import viewer

log = logging.getLogger(__name__)

KEPT = 6
"""Packs whose files are kept in memory; of older ones only the entry that they were made."""


@dataclass
class PackJob:
    """One pack being made. whose: sign-in name of whoever asked for it. files: by name, once done.

    words: how far it is, or what stands in the way.
    """

    name: str
    audience: str
    whose: str
    share: float = 0.0
    words: str = "Waiting for the pack before"
    files: dict[str, bytes] = field(default_factory=dict)
    findings: tuple[str, ...] = ()
    done: bool = False
    failed: bool = False
    begun: dt.datetime = field(default_factory=loading.now)

    @property
    def busy(self) -> bool:
        """True while the thread works on it."""
        return not (self.done or self.failed)

    def tell(self, share: float, words: str) -> None:
        """Progress, from the thread."""
        self.share, self.words = min(max(share, 0.0), 1.0), words


_thread = ThreadPoolExecutor(1, thread_name_prefix="beatboard-pack")
_jobs: dict[str, PackJob] = {}
_lock = threading.Lock()


def start(audience: str, make: Callable[[PackJob], dict[str, bytes]]) -> PackJob:
    """Begin a pack: `make` gives its files, by name."""
    job = PackJob(secrets.token_hex(6), audience, viewer.scope().who)
    with _lock:
        _jobs[job.name] = job
        for old in list(_jobs)[:-KEPT]:
            del _jobs[old]
    _thread.submit(viewer.as_asked(_run), job, make)
    return job


def _run(job: PackJob, make: Callable[[PackJob], dict[str, bytes]]) -> None:
    try:
        job.files = make(job)
        job.tell(1.0, "Done")
        job.done = True
    except (ValueError, StoreUnavailableError, CannotLogError, ReasonNeededError) as error:
        job.words, job.failed = str(error), True
    except Exception:
        log.exception("pack %s", job.name)
        job.words, job.failed = "Something went wrong and no pack was made. Nothing in the binder is changed.", True


def job_of(name: str) -> PackJob | None:
    """The pack of a name, if the server still has it and whoever looks has asked for it."""
    found = _jobs.get(name)
    return found if found is not None and found.whose == viewer.scope().who else None
