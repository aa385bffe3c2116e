"""Draws pictures in a process of its own: a line of JSON in, the picture's length and bytes out. Knows nothing of ours."""

from __future__ import annotations

import json
import sys

import vl_convert


def main(fonts: str, scale: float) -> None:
    """Draw until nothing more is asked."""
    vl_convert.register_font_directory(fonts)
    for line in sys.stdin.buffer:
        png = vl_convert.vegalite_to_png(json.loads(line), scale=scale)
        sys.stdout.buffer.write(b"%d\n%b" % (len(png), png))
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
