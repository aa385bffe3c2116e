"""One framework question: what is said on it, what is shown, what is agreed; each part is entered where it stands."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlencode

import streamlit as st

from metrics import loading
from metrics.actions import QUESTION
from metrics.catalogue import kpis
from metrics.charts.words import listed
from metrics.peel import binder
from metrics.peel.binder import MOST_LETTERS, Exhibit, Said
from metrics.peel.framework import KINDS, Question
from metrics.peel.sets import question_of
from metrics.terms import say_date, say_moment
from metrics.ui import actions, ending, entering, evidence, evidence_data, exhibits, packing, peel, show, stores
from metrics.ui.peel import Asked
from metrics.ui.safe import html

PARTS = {"narrative": "Narrative", "case_example": "Case example", "known_gap": "Known gap"}


def report(asked: Asked) -> None:
    """Everything on the question of the address."""
    question = _question(asked)
    show.block(f'<p><a href="{html(asked.address())}" target="_self">All questions</a></p>')
    if question is None:
        show.note("There is no such question in any set. Choose one from all questions.")
        return
    ungraded = "" if question.graded else ", ungraded"
    show.heading(question.title, f"{peel.set_of(asked.question)} · {KINDS[question.kind].lower()}{ungraded}")
    if asked.question in evidence_data.gone_questions(asked.known_at):
        show.note(
            "The set no longer has this question: what is filed here is kept, and is in no pack until it is moved."
        )
    _about(question)
    answer = evidence_data.answers(asked.known_at).get(asked.question)
    said = answer.said if answer else Said()
    _said(said)
    if answer:
        show.lede(f"Last entered by {answer.by} on {say_moment(answer.at)}; earlier words are kept.")
    if asked.known_at is None:
        _say(asked, said)
    _exhibits(asked)
    _actions(asked, said.owner)


def _question(asked: Asked) -> Question | None:
    found = question_of(evidence_data.question_versions(asked.known_at), asked.question)
    return found[1] if found else evidence_data.gone_questions(asked.known_at).get(asked.question)


def _about(question: Question) -> None:
    points = "".join(f"<li>{html(one)}</li>" for one in question.characteristics)
    show.block(f'<ul class="bb-points">{points}</ul>' if points else "")
    if question.source:
        show.lede(f"Source: {question.source}.")
    records = f" Also: {listed(list(question.records))}." if question.records else ""
    if not question.kpis:
        show.lede(f"None of our measures speaks to it.{records}")
        return
    links = ", ".join(
        f'<a href="beats?{html(urlencode({"kpi": kpi}))}" target="_self">{html(kpis()[kpi].label)}</a>'
        for kpi in question.kpis
        if kpi in kpis()
    )
    show.block(f"<p>Measures that speak to it: {links}.{html(records)} Open one and choose “Add to evidence”.</p>")


def _said(said: Said) -> None:
    for name, title in PARTS.items():
        text = getattr(said, name)
        words = (
            "".join(f"<p>{html(line)}</p>" for line in text.splitlines()) or '<p class="muted">Nothing is said yet.</p>'
        )
        show.block(f"<h3>{title}</h3>{words}")
    lines = "".join(f"<li>{html(one)}</li>" for one in said.documents)
    if lines:
        show.block(f'<h3>Kept elsewhere</h3><ul class="bb-points">{lines}</ul>')
    due = f"to be looked at again by {say_date(said.review_on)}" if said.review_on else "no review date"
    show.block(f"<p><b>Owner.</b> {html(said.owner or 'Nobody yet')}; {html(due)}.</p>")


def _say(asked: Asked, said: Said) -> None:
    at = entering.turn()
    box = st.expander("Write or change what is said", key=f"say-{at}", on_change="rerun", type="compact")
    if not box.open:
        return
    with box, st.form(f"say-form-{at}", border=False):
        texts = {
            name: st.text_area(title, getattr(said, name), max_chars=MOST_LETTERS, key=f"say-{name}-{at}", height=110)
            for name, title in PARTS.items()
        }
        documents = st.text_area(
            "References to documents kept elsewhere, one a line",
            "\n".join(said.documents),
            key=f"say-documents-{at}",
            height=80,
        )
        with st.container(horizontal=True, gap="small"):
            owner = st.text_input("Owner", said.owner, key=f"say-owner-{at}", width=240)
            review = st.date_input("Review by", said.review_on, format="DD/MM/YYYY", key=f"say-review-{at}", width=180)
            by = entering.your_name(f"say-by-{at}")
        if st.form_submit_button("Keep these words", type="primary", key=f"say-go-{at}"):
            day = review if isinstance(review, dt.date) else None
            new = Said(**texts, owner=owner, review_on=day, documents=tuple(documents.splitlines()))
            entering.keep(lambda: binder.say(stores.store(), asked.question, new, by, loading.now()))


def _exhibits(asked: Asked) -> None:
    found = binder.of_question(evidence_data.exhibits(asked.known_at), asked.question)
    show.heading("Figures and charts", f"{len(found):,}, each with its view and moment frozen")
    if not found:
        show.lede("None yet. On any page choose “Add to evidence” at its end, or in the panel of a figure.")
    for one in found:
        _exhibit(one)
    if found and asked.known_at is None:
        _change(found)
        ended = ending.form(
            "Take one out of the evidence",
            {one.number: one.title for one in found},
            what="Figure or chart",
            effect="It then stands only in the evidence as known before.",
            button="Take it out",
            key=f"take-out-{entering.turn()}",
        )
        if ended:
            entering.keep(lambda: binder.take_out(stores.store(), ended.key, ended.by, loading.now()))


def _exhibit(one: Exhibit) -> None:
    view = packing.view_of(one)
    shown = exhibits.shown(one.exhibit, view)
    show.block(f"<h3>{html(one.title)}</h3>" + "".join(f"<p>{html(line)}</p>" for line in one.words.splitlines()))
    if shown and shown.drawing:
        show.chart(shown.drawing, f"exhibit-{one.number}")
    if shown:
        show.lede(shown.finding)
        if not shown.drawing:
            show.table(shown.sheets[0].frame, cards=False)
    show.block(
        f'<p class="muted">Added by {html(one.by)} on {html(say_moment(one.at))}. {html(packing.stands(one, shown, view))}</p>'
    )
    if shown:
        page, address = exhibits.page_of(one.exhibit, view), packing.frozen_address(one)
        show.link(page, "Open this view as it was frozen", address)


def _change(found: list[Exhibit]) -> None:
    at = entering.turn()
    box = st.expander(
        "Change the title or words of one, or move it", key=f"exhibit-change-{at}", on_change="rerun", type="compact"
    )
    if not box.open:
        return
    with box:
        names = {one.number: one for one in found}
        number = st.selectbox("Which", list(names), format_func=lambda key: names[key].title, key=f"exhibit-which-{at}")
        one = names[number]
        questions = evidence.questions()
        if one.question not in questions:
            questions[one.question] = f"{evidence_data.gone_questions()[one.question].title} (no longer in its set)"
        with st.form(f"exhibit-form-{at}-{number}", border=False):
            title = st.text_input("Title", one.title, key=f"exhibit-title-{at}-{number}")
            words = st.text_area("What it shows", one.words, key=f"exhibit-words-{at}-{number}", height=80)
            keys = list(questions)
            question = st.selectbox(
                "Question", keys, keys.index(one.question), format_func=questions.__getitem__, key=f"exhibit-q-{at}"
            )
            by = entering.your_name(f"exhibit-by-{at}")
            if st.form_submit_button("Keep the change", type="primary", key=f"exhibit-go-{at}"):
                entering.keep(lambda: binder.change(stores.store(), number, title, words, question, by, loading.now()))


def _actions(asked: Asked, owner: str) -> None:
    found = packing.actions_of(asked.question, asked.known_at)
    show.heading("Actions", f"{sum(one.is_open for one in found):,} open of {len(found):,}")
    if found:
        show.block(actions.lines(found, asked.day))
    else:
        show.lede("No action is agreed yet.")
    if asked.known_at is None:
        actions.agree((QUESTION, asked.question), "PEEL evidence", owner, "peel")
        actions.change(found, "peel")
