"""Thirty texts that a cell may hold, each of which would run, call out or disguise itself where it is shown carelessly.

Each names itself by its number: what it would run sets `window.ran`, what it would call is `elsewhere.example/NUMBER`.
"""

from __future__ import annotations

RUN = "window.ran=(window.ran||'')+'{n} '"
SHAPES = (
    "<script>{run}</script>",
    "<img src=x onerror=\"{run}\">",
    "<svg onload=\"{run}\">",
    "<img src=https://elsewhere.example/{n}>",
    "![x](https://elsewhere.example/{n})",
    "[x](javascript:{run})",
    "<a href=\"javascript:{run}\" autofocus onfocus=\"{run}\">x</a>",
    "\" onmouseover=\"{run}\" autofocus onfocus=\"{run}",
    "' onmouseover='{run}' x='",
    "</td></tr></table><script>{run}</script>",
    "</style><script>{run}</script>",
    "<style>@import url(https://elsewhere.example/{n});</style>",
    "<div style=\"background:url(https://elsewhere.example/{n})\">x</div>",
    "<iframe src=https://elsewhere.example/{n}></iframe>",
    "<iframe srcdoc=\"<script>parent.{run}</script>\"></iframe>",
    "<object data=https://elsewhere.example/{n}></object>",
    "<link rel=stylesheet href=https://elsewhere.example/{n}>",
    "<meta http-equiv=refresh content=\"0;url=https://elsewhere.example/{n}\">",
    "<base href=https://elsewhere.example/{n}/>",
    "<form action=https://elsewhere.example/{n}><button>x</button></form>",
    "<video src=https://elsewhere.example/{n} onerror=\"{run}\"></video>",
    "<details open ontoggle=\"{run}\">x</details>",
    "&lt;script&gt;{run}&lt;/script&gt;",
    "`x` **x** :red[x] :material/bolt: $\\href{{https://elsewhere.example/{n}}}{{x}}$",
    "[x]: https://elsewhere.example/{n} \"x\" <https://elsewhere.example/{n}>",
    "=HYPERLINK(\"https://elsewhere.example/{n}\",\"x\")",
    "=cmd|'/C calc {n}'!A0",
    "+1+cmd {n}",
    "@SUM({n})",
    "\u202emoc.elpmaxe\u2066 {n}\u200b",
)  # fmt: skip


def payload(number: int) -> str:
    """The text with this number, from 0 to 29."""
    return SHAPES[number].format(n=number, run=RUN.format(n=number))


PAYLOADS = tuple(payload(number) for number in range(len(SHAPES)))
