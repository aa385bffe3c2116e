"""Who looked at me: for each officer, everybody who looked at figures or records that name them, when, as what and why."""

from metrics.ui import show, who_looked

show.title("Who looked at me")
looks = who_looked.known()
show.lede(who_looked.answer(looks))
who_looked.opened(looks)
who_looked.in_lists(looks)
who_looked.own(looks)
