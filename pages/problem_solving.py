"""Problem solving: OSARA plans and their assessment clock, before and after, lessons, schemes, engagement and feedback."""

from metrics.ui import (
    areas,
    bar,
    community,
    evidence,
    plan,
    plan_lessons,
    problem_solving,
    routes,
    show,
    side,
    teaching,
)

view = bar.choose("Problem solving")
name = areas.name_of(view)

show.lede(problem_solving.answer(view, name))
picture = problem_solving.picture(view, name)
if picture is not None:
    show.legend(problem_solving.LOOKS)
    show.chart(picture, "plans", on_pick=problem_solving.opener(view))
    show.lede(picture.alt)
    problem_solving.register(view)
if not problem_solving.is_loaded(view):
    teaching.more(view.params(opened=False, ref=None))
chosen = plan.choose(view)
if chosen is not None:
    plan.report(chosen, view)
    plan_lessons.report(chosen, view)
plan_lessons.learnt(view)
community.schemes(view, name)
community.engagement(view, name)
community.you_said(view)
problem_solving.download(view, name)
side.record_links(view, problem_solving.counted(view), name)
evidence.offer(view, routes.PROBLEM_SOLVING)
side.show_picked_area(view)
