"""The page that stands before everything where people sign in: plain HTML, so that nobody unknown reaches the app behind it."""

from __future__ import annotations

from html import escape

from metrics import terms
from metrics.serving import paths
from metrics.ui import show

STYLE = """
:root { color-scheme: light dark; }
body { margin: 0; background: var(--bb-paper); font: 15px/1.5 "Fira Sans", system-ui, sans-serif; color: var(--bb-ink); }
main { max-width: 34rem; margin: 0 auto; padding: clamp(2rem, 12vh, 8rem) 1.25rem 3rem; }
main h1 { font-size: 1.5rem; margin: 1.2rem 0 0.6rem !important; }
main p { margin: 0 0 0.8rem !important; }
main .way-in { display: inline-block; margin: 0.6rem 0 1.4rem; padding: 0.5rem 1.4rem; border-radius: 4px; font-weight: 500;
  background: var(--bb-done); color: light-dark(#FFFFFF, #10161C) !important; text-decoration: none; }
main .way-in:focus-visible { outline: 3px solid #FFDD00; outline-offset: 2px; color: #0B0C0C !important; background: #FFDD00; }
main .purpose { border-top: 1px solid var(--bb-hair); padding-top: 0.8rem; color: var(--bb-muted); font-size: 0.87rem; }
"""
LOOKS_ARE_KEPT = "Which records of named people you look at is kept, and they can ask who looked."


def page(why: str = "") -> bytes:
    """The sign-in page. why: what keeps the visitor out, where it is more than that nobody has signed in."""
    return _page("Sign in to Beatboard", why, f'<a class="way-in" href="{paths.SIGN_IN}">Sign in</a>', LOOKS_ARE_KEPT)


def closed(title: str, why: str) -> bytes:
    """A page that says why an address is not answered."""
    return _page(title, why, '<a href="/">Back to Beatboard</a>', "")


def _page(title: str, why: str, way: str, kept: str) -> bytes:
    said = f"<p>{escape(why)}</p>" if why else ""
    last = f"<p>{escape(kept)}</p>" if kept else ""
    return (
        '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title>{show.stylesheet()}<style>{STYLE}</style></head>"
        f'<body><main class="bb"><div class="bb-brand"><b></b>Beatboard</div><h1>{escape(title)}</h1>{said}'
        f'<p>{way}</p><div class="purpose"><p>{escape(terms.PURPOSE)}</p>{last}</div></main></body></html>'
    ).encode()
