"""PEEL evidence: question by question what is said and shown, how fresh it is, what is missing; and the pack."""

from metrics.ui import peel, peel_coverage, peel_pack, peel_question, peel_sets, show

TITLE = "PEEL evidence"

if peel.can_open(TITLE):
    asked = peel.choose(TITLE)
    if asked.question:
        peel_question.report(asked)
    else:
        show.lede(peel.answer(asked))
        peel_coverage.heat_map(asked)
        peel_coverage.filed_elsewhere(asked)
        peel_sets.note(asked)
        peel_pack.offer(asked)
        peel_coverage.tracker(asked)
        peel_sets.offer(asked)
