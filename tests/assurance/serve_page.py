"""Serve another script than the dashboard behind the same guard: python -m tests.assurance.serve_page SCRIPT PORT."""

from __future__ import annotations

import sys
from pathlib import Path

from streamlit import config as settings_of_streamlit

from metrics.serving import running, way


def main(script: str, port: int) -> int:
    """Serve it on this machine until a signal comes."""
    running.held("127.0.0.1", port, 10, "")
    settings_of_streamlit._main_script_path = str(Path(script).resolve())
    return running.run(running.application(way.on_a_desk(10), script=Path(script).resolve()), "127.0.0.1", port)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
