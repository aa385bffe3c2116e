"""Draws pictures in a process of its own: a line of JSON in, the picture's length and bytes out. Knows nothing of ours."""

from __future__ import annotations

import json
import re
import sys

import vl_convert

HEIGHT = re.compile(r'<svg[^>]* height="([\d.]+)"')


def main(fonts: str, scale: float, tall: float) -> None:
    """Draw until nothing more is asked. tall: pixels beyond which a picture is drawn less finely, down to a scale of 1."""
    vl_convert.register_font_directory(fonts)
    vl_convert.vegalite_to_vega({"mark": "point"})  # the library's parts are read now, and not with the first picture
    for line in sys.stdin.buffer:
        svg = vl_convert.vega_to_svg(vl_convert.vegalite_to_vega(json.loads(line)))
        found = HEIGHT.search(svg)
        fine = min(scale, max(1.0, tall / float(found[1]))) if found else scale
        png = vl_convert.svg_to_png(svg, scale=fine)
        sys.stdout.buffer.write(b"%d\n%b" % (len(png), png))
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), float(sys.argv[3]))
