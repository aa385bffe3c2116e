"""Look-up log: who looked at whom, what, when and why; what is worth asking; whether the log is whole."""

from metrics.ui import look_up_log, show

show.title("Look-up log")
days = look_up_log.choose_days()
log = look_up_log.known(days)
show.lede(look_up_log.answer(log))
look_up_log.worth_asking(log)
look_up_log.lines(log)
look_up_log.is_whole()
