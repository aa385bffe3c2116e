"""How many examples the properties are tried on: few in `make test`, more in `make assurance`."""

from __future__ import annotations

import os

TIMES = int(os.environ.get("BEATBOARD_EXAMPLES", "1"))
"""How many times as many as `make test` tries."""
