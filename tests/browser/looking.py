"""What is looked at on a page: axe's rules, reflow, text, focus, motion, contrast themes and landmarks. One for the tests and
for `python -m tests.assurance access`.

Every measure answers with plain lines, one a fault; none where there is nothing to say.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from metrics.ui import routes

GRAVE = {"serious", "critical"}
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
COLOURS = ["color-contrast", "link-in-text-block"]
WIDE, PHONE, ZOOMED = (1280, 800), (400, 800), (320, 256)
"""Windows in CSS pixels. A window of 1280 by 1024 pixels at 400% zoom is one of 320 by 256."""
LEAST_TEXT, LEAST_IN_CHARTS = 12.0, 10.0
"""Pixels at 100% zoom: text that is smaller is too small to read. A chart's words stand in its table too, at the larger size."""
LEAST_TARGET = 24.0
"""Pixels: WCAG 2.2, 2.5.8."""

VIEWS: dict[str, tuple[str, ...]] = {
    "meeting": ("area=team:6462&step=4", "area=team:6462&step=6"),
    "brief": ("area=sector:Corby",),
    "team": ("area=beat:COR2",),
    "officer": ("officer=7775", "officer=7775&kpi=arrests&open=1"),
    "one_to_one": ("officer=7775",),
    "beats": ("kpi=ppn_submissions", "area=beat:COR2&kpi=arrests&open=1"),
    "county": ("kpi=arrests",),
    "time_in_place": ("area=sector:Corby",),
    "problem_solving": ("area=sector:Corby&ref=OS0222",),
    "peel_evidence": ("question=PEEL+assessment+framework%2C+2023-25%3A+prevention",),
    "stop_and_search": ("area=sector:Corby",),
    "search_reviews": ("area=sector:Corby",),
    "what_residents_said": ("area=sector:Corby",),
    "record": ("ref=SS26-001690", "ref=nothing"),
    "data_quality": ("area=sector:Corby",),
    "targets": ("area=beat:COR1&kpi=ppn_submissions:PC",),
    "moments": ("area=sector:Corby&to=2026-11-08&period=4weeks",),
}
"""Views of a page beside the one that it opens with, where the page has parts that are seen only there."""

HALF = ["officer?officer=0101", "one_to_one?officer=0101", "team?area=beat:A1", "beats?kpi=arrests",
        "beats?area=beat:A1&kpi=arrests&open=1", "meeting?area=beat:A1&step=3"]  # fmt: skip
"""Views of a store of one week of one beat."""


def addresses(views: bool = True) -> list[str]:
    """The address of every page of `routes.TITLES`, so that a page added later is looked at too; and of its other views."""
    found = []
    for path in routes.TITLES:
        name = path.removeprefix("pages/").removesuffix(".py")
        found.append("" if path == routes.THIS_WEEK else name)
        found += [f"{name}?{view}" for view in VIEWS.get(name, ())] if views else []
    return found


def richest() -> list[str]:
    """One look at each page: its views where it has some, else as it opens."""
    every = addresses()
    pages = {address for address in every if "?" not in address}
    return [one for one in every if one not in pages or not any(other.startswith(f"{one}?") for other in every)]


@dataclass(frozen=True)
class Fault:
    """What axe found at one place. level: True where its rule is one of WCAG 2.0 to 2.2 A and AA, False where good practice."""

    rule: str
    impact: str
    level: bool
    place: str
    html: str

    def __str__(self) -> str:
        kind = "" if self.level else ", good practice"
        return f"{self.rule} ({self.impact}{kind}) at {self.place}: {self.html[:200]}"


def axe(page: Page, colours_only: bool = False) -> list[Fault]:
    """What axe finds: every rule of WCAG 2.0, 2.1 and 2.2 A and AA, target size among them, and its good practice."""
    rules: dict[str, Any] = {"runOnly": {"type": "tag", "values": [*LEVELS, "best-practice"]}}
    if colours_only:
        rules = {"runOnly": {"type": "rule", "values": COLOURS}}
    else:
        rules["rules"] = {"target-size": {"enabled": True}}
    answer: dict[str, Any] = Axe().run(page, options={"resultTypes": ["violations"], **rules}).response
    return [
        Fault(
            one["id"], str(one["impact"]), bool(set(one["tags"]) & set(LEVELS)), str(node["target"][-1]), node["html"]
        )
        for one in answer["violations"]
        for node in one["nodes"]
    ]


def grave(faults: list[Fault]) -> list[str]:
    """Those that are serious or critical."""
    return [str(one) for one in faults if one.impact in GRAVE]


def window(page: Page, size: tuple[int, int]) -> None:
    """Another size of window, and wait until what stands in it has been laid out."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.wait_for_timeout(60)


THEMED = """dark => {
    const ground = document.querySelector('[data-testid=stApp]') || document.body  // pages before the sign-in have no app
    const [red, green, blue] = getComputedStyle(ground).backgroundColor.match(/\\d+/g)
    const fading = document.getAnimations().some(one => one instanceof CSSTransition && one.playState === 'running')
    return (+red + +green + +blue < 384) === dark && !fading
}"""
"""The page is drawn on a dark (or light) ground, and no colour is on its way from one theme to the other."""


def themed(page: Page, theme: str) -> None:
    """The light or the dark theme, once its colours stand."""
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    page.wait_for_function(THEMED, arg=theme == "dark")


FITS = """() => {
    const main = document.querySelector('[data-testid=stMain]') || document.scrollingElement
    window.fitting = main.scrollWidth <= main.clientWidth + 1 ? window.fitting + 1 : 0
    return window.fitting > 10
}"""
"""For half a second on end nothing is wider than the page: charts draw themselves anew after a change of width."""


def sideways(page: Page) -> list[str]:
    """Whether the page scrolls sideways once it has been laid out."""
    page.evaluate("() => { window.fitting = 0 }")
    try:
        page.wait_for_function(FITS, polling=50, timeout=6_000)
    except PlaywrightTimeout:
        return [f"it scrolls sideways at {page.viewport_size and page.viewport_size['width']} pixels"]
    return []


CUT = """([least, drawn]) => {
    const seen = [], app = document.querySelector('[data-testid=stApp]')
    const unseen = '.bb-hide, .bb-paper, [data-live-announcer], style, script, [data-testid=stIconMaterial], '
        + '[data-testid=stSkipToContent], [data-testid=stSidebar][data-collapsed=true]'
    const scaled = svg => svg && svg.viewBox.baseVal?.width ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (words.nextNode()) {
        const text = words.currentNode.textContent.trim(), one = words.currentNode.parentElement
        if (!text || !one.checkVisibility({visibilityProperty: true}) || one.closest(unseen)) continue
        const svg = one.closest('svg'), size = parseFloat(getComputedStyle(one).fontSize) * scaled(svg)
        if (size < (svg ? drawn : least) - 0.05) seen.push(['small', `${size.toFixed(1)} px: ${text.slice(0, 50)}`])
        const range = document.createRange()
        range.selectNodeContents(words.currentNode)
        const box = range.getBoundingClientRect()
        if (!box.width) continue
        for (let up = one; up && up !== app; up = up.parentElement) {
            if (up.tagName === 'svg') continue
            const style = getComputedStyle(up), inside = up.getBoundingClientRect()
            if (['auto', 'scroll'].includes(style.overflowX)) break
            if (style.overflowX === 'visible') continue
            const below = box.bottom > inside.bottom + 4 && up.scrollHeight > up.clientHeight + 4
            if (box.right > inside.right + 2 || box.left < inside.left - 2 || (style.overflowY !== 'visible' && below)) {
                seen.push(['cut', `${text.slice(0, 60)} in ${up.dataset.testid || up.className || up.tagName}`.slice(0, 160)])
                break
            }
        }
    }
    return seen
}"""


def text(page: Page) -> list[str]:
    """Text that is cut at a side, or smaller than can be read."""
    found = page.evaluate(CUT, [LEAST_TEXT, LEAST_IN_CHARTS])
    return [f"{kind}: {words}" for kind, words in dict.fromkeys(map(tuple, found))]


SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""
"""WCAG 1.4.12."""


def spaced(page: Page) -> list[str]:
    """What text of a reader's own spacing breaks."""
    style = page.add_style_tag(content=SPACED)
    try:
        page.wait_for_timeout(150)
        return [f"spaced: {line}" for line in (*sideways(page), *text(page)) if not line.startswith("small")]
    finally:
        style.evaluate("style => style.remove()")


STOPS = """() => {
    const one = document.activeElement
    if (!one || one === document.body) return null
    const box = one.getBoundingClientRect(), style = getComputedStyle(one)
    const said = one.getAttribute('aria-label') || one.innerText || one.getAttribute('placeholder') || one.tagName
    const name = said.trim().slice(0, 50)
    const rings = []
    for (let up = one, depth = 0; up && depth < 4; up = up.parentElement, depth++) {
        const it = getComputedStyle(up)
        if (it.outlineStyle !== 'none' && parseFloat(it.outlineWidth) >= 2) rings.push(['outline', it.outlineColor])
    }
    const shadow = style.boxShadow
    const left = Math.max(box.left, 0), top_ = Math.max(box.top, 0)
    const wide = Math.min(box.right, innerWidth) - left, high = Math.min(box.bottom, innerHeight) - top_
    const at = [left + Math.min(wide / 2, 40), top_ + high / 2]
    const top = document.elementFromPoint(...at)
    const inView = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth
    const free = inView && top && (one.contains(top) || top.contains(one) || top.closest('label') === one.closest('label'))
    return {name, tag: one.tagName, rings, shadow, free, inView, tiny: box.width < 2,
            over: top && !free ? (top.dataset.testid || top.className || top.tagName).toString().slice(0, 80) : '',
            width: box.width, height: box.height}
}"""


@dataclass(frozen=True)
class Stops:
    """A walk with the Tab key: how many stops, and the faults met on it."""

    names: tuple[str, ...]
    faults: tuple[str, ...]


def stops(page: Page, most: int = 400) -> Stops:
    """Every element that Tab reaches: is it seen, does an outline of 2 pixels stand around it, does anything lie over it."""
    names, faults = [], []
    page.evaluate("() => { document.activeElement?.blur(); scrollTo(0, 0) }")
    for _ in range(most):
        page.keyboard.press("Tab")
        found = page.evaluate(STOPS)
        if found is None:
            break
        names.append(found["name"])
        where = f"{found['tag'].lower()} “{found['name']}”".replace("\n", " ")
        if not found["rings"]:
            faults.append(f"no outline of 2 pixels: {where} (shadow {found['shadow'][:40]})")
        if not found["free"] and not found["tiny"]:
            faults.append(f"covered or out of sight: {where} {found['over']}")
    return Stops(tuple(names), tuple(faults))


MOVES = """() => [...document.querySelectorAll('*')].filter(one => {
    const style = getComputedStyle(one)
    const long = times => times.split(',').some(time => parseFloat(time) > 0.011)
    return (style.transitionProperty !== 'none' && long(style.transitionDuration))
        || (style.animationName !== 'none' && long(style.animationDuration))
}).map(one => one.dataset.testid || one.className?.baseVal || one.className || one.tagName)"""


def moving(page: Page) -> list[str]:
    """What still moves for somebody who asked for less motion."""
    page.emulate_media(reduced_motion="reduce")
    try:
        found = Counter(str(one)[:60] for one in page.evaluate(MOVES))
        return [f"moves: {number} of {name}" for name, number in found.items()]
    finally:
        page.emulate_media(reduced_motion="no-preference")


FRAME = """() => ({
    app: !!document.querySelector('[data-testid=stApp]'),
    title: document.title, lang: document.documentElement.lang,
    main: document.querySelectorAll('main, [role=main]').length,
    side: [...document.querySelectorAll('nav, [role=navigation], section[aria-label=Sidebar]')].length,
    footer: [...document.querySelectorAll('footer, [role=contentinfo]')].length,
    first: [...document.querySelectorAll('h1')].filter(one => one.checkVisibility() && !one.ariaLevel).map(one => one.innerText),
    levels: [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter(one => one.checkVisibility())
        .map(one => [+(one.ariaLevel || one.tagName[1]), one.innerText.slice(0, 50)]),
})"""


def frame(page: Page) -> list[str]:
    """Title, language, landmarks, and the order of the headings. What stands before the app, such as the sign-in, has neither
    side nor footer."""
    found = page.evaluate(FRAME)
    wanted = ("main", "side", "footer") if found["app"] else ("main",)
    faults = [f"{name}: {found[name]}" for name in wanted if found[name] != 1]
    if not found["title"].endswith(" · Beatboard" if found["app"] else "Beatboard"):
        faults.append(f"title: {found['title']}")
    if not found["lang"].startswith("en"):
        faults.append(f"language: {found['lang']}")
    if len(found["first"]) != 1:
        faults.append(f"h1: {found['first']}")
    before = 0
    for level, words in found["levels"]:
        if level > before + 1:
            faults.append(f"heading {level} after {before}: {words}")
        before = level
    return faults
