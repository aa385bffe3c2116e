"""Access: who may see what, by the Officers list and the access table; cover with an end; no figures."""

from metrics.ui import access, show

show.title("Access")
known = access.known()
show.lede(access.answer(known))
access.look_up(known)
access.table(known)
access.give(known)
access.take_back(known)
access.held()
access.roles()
