"""What the server counts about itself, as text for Prometheus: numbers only, no address, no person, no record."""

from __future__ import annotations

import os
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

BOUNDS = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
"""Seconds: a page's own answer should lie under 0.3."""
Labels = tuple[tuple[str, str], ...]
TEXT = "text/plain; version=0.0.4; charset=utf-8"


class Meters:
    """Counters and gauges of one process. Threads may count at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: dict[tuple[str, Labels], float] = defaultdict(float)
        self._gauges: dict[str, tuple[str, Callable[[], float]]] = {}
        self.started = time.time()

    def count(self, name: str, by: float = 1.0, **labels: str) -> None:
        """Count an event. labels: of few values, never a name."""
        with self._lock:
            self._counts[name, tuple(sorted(labels.items()))] += by

    def took(self, kind: str, status: int, seconds: float) -> None:
        """Count an answered request: its kind, its status and how long it took."""
        self.count("beatboard_requests_total", kind=kind, status=str(status))
        self.count("beatboard_request_seconds_sum", seconds, kind=kind)
        self.count("beatboard_request_seconds_count", kind=kind)
        for bound in (*BOUNDS, float("inf")):
            if seconds <= bound:
                self.count(
                    "beatboard_request_seconds_bucket", kind=kind, le="+Inf" if bound == float("inf") else f"{bound}"
                )

    def gauge(self, name: str, words: str, read: Callable[[], float]) -> None:
        """Show a number that is read when it is asked for."""
        self._gauges[name] = (words, read)

    def text(self) -> str:
        """All of it in Prometheus' text format."""
        with self._lock:
            counts = sorted(self._counts.items())
        lines = [*_counters(counts)]
        for name, (words, read) in sorted(self._gauges.items()):
            try:
                value = read()
            except Exception:  # a gauge that cannot be read is left out, and its absence is what an alarm looks for
                continue
            lines += [f"# HELP {name} {words}", f"# TYPE {name} gauge", f"{name} {value:.15g}"]
        return "\n".join(lines) + "\n"


HELP = {
    "beatboard_requests_total": "Requests answered, by kind and status",
    "beatboard_request_seconds": "Seconds until the last byte of an answer",
    "beatboard_refused_total": "Requests refused before they reached the app, by reason",
    "beatboard_sign_ins_total": "Tries to sign in",
    "beatboard_sign_outs_total": "Sign-ins ended by signing out",
    "beatboard_script_errors_total": "Runs of a page that ended in an error",
    "beatboard_dropped_files_total": "Files taken from the drop folder, by what became of them",
    "beatboard_backups_total": "Backups made by the server, by outcome",
}


def _counters(counts: Iterable[tuple[tuple[str, Labels], float]]) -> Iterable[str]:
    said = ""
    for (name, labels), value in counts:
        family = name.removesuffix("_sum").removesuffix("_count").removesuffix("_bucket")
        if family != said:
            yield f"# HELP {family} {HELP.get(family, family)}"
            yield f"# TYPE {family} {'histogram' if family != name else 'counter'}"
            said = family
        inside = ",".join(f'{key}="{word}"' for key, word in labels)
        yield f"{name}{{{inside}}} {value:.15g}" if inside else f"{name} {value:.15g}"


def memory() -> float:
    """Bytes of memory that the process holds."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return float(pages * os.sysconf("SC_PAGE_SIZE"))


METERS = Meters()
"""Those of this process."""
