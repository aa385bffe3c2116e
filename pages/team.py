"""Team: every PC and PCSO of a beat, sector or sergeant, against every KPI of their role, with hours beside each name."""

from metrics.charts.theme import BAND, DONE, SHARE
from metrics.charts.words import SHARE_WORDS
from metrics.terms import KPI_ROLES
from metrics.ui import (
    areas,
    bar,
    brief,
    drawings,
    evidence,
    exported,
    guarantee,
    notes,
    recognition,
    residents,
    routes,
    show,
    side,
    teams,
)

ROLE_NAMES = {"PC": "Police constables", "PCSO": "Police community support officers"}

view = bar.choose("Team", people=True)
people = drawings.members(view)
name = areas.name_of(view)

if len(people) > drawings.TEAM_AT_MOST or people.empty:
    teams.offer(view, people)
else:
    ahead = drawings.team_ahead(view)
    recognition.of_team(view, list(people["collar"]))
    ahead.wait(lambda: drawings.team_recorded(view))
    show.legend(
        [
            (DONE, "has done"),
            (f"tick:{SHARE}", f"fair share: {SHARE_WORDS}"),
            (BAND, "what luck alone makes of that share"),
        ]
    )
    for role in KPI_ROLES:
        mine = people[people["role"] == role]
        if mine.empty or view.role not in (None, role):
            continue
        show.heading(ROLE_NAMES[role], f"{len(mine)} people, alphabetical; * after a figure: partly loaded")
        drawing = drawings.team(view, role, name)
        show.chart(drawing, f"team-{role}", on_pick=side.opener(view, "officer"))
        show.lede(drawing.alt)
        teams.rates(view, role, name)
        teams.links(mine, view, role)
    teams.partly(view)
    teams.recorded(view, name)
    residents.beside(view)
    guarantee.of_team(view)
    notes.of_team(view, people["collar"])
    if "PC" in set(people["role"]):
        show.note(
            "The blueprint names no engagement measure for constables. Engagement returns, time in dedicated places and "
            "time outside the station are PCSO measures, shown for constables too."
        )
    exported.team(view, name)
    evidence.offer(view, routes.TEAM)
    brief.offer(view)
    side.show_opened(view, teams.name_of(people, view.officer))
show.link(routes.BEATS, "See all beats", view.params(opened=False))
