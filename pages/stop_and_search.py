"""Stop and search: outcomes, the three rates, fairness, completeness of records, other forces, and sampling for review."""

from metrics.ui import (
    areas,
    bar,
    evidence,
    routes,
    search_reviews,
    side,
    stop_search,
    stop_search_fairness,
    stop_search_published,
    stop_search_records,
)

view = bar.choose("Stop and search")
name = areas.name_of(view)

stop_search.answer(view, name)
if stop_search.is_loaded(view):
    stop_search.ladder(view, name)
    stop_search.by_cut(view, name)
    stop_search_records.report(view, name)
    stop_search_fairness.groups(view, name)
    stop_search_fairness.residents(view)
stop_search_published.report(view)
search_reviews.summary(view)
side.record_links(view, stop_search.counted(), name)
evidence.offer(view, routes.STOP_SEARCH)
side.show_picked_area(view)
