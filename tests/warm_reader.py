"""One guarded reader, kept warm for all properties of a test process, whichever of them runs last."""

from __future__ import annotations

import atexit

from metrics.intake import Reader

READER = Reader()
atexit.register(READER.close)
