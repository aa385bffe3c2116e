"""Team meeting: twenty minutes with the team in six steps, one key per step; the whole meeting prints to two pages."""

from metrics.ui import bar, meeting

view = bar.choose("Team meeting", only="week", people=True)
if meeting.is_of_nobody(view):
    meeting.offer(view)
else:
    meeting.show_step(view)
    meeting.paper(view)
