"""A page that shows one hostile text in every widget that pages show text of cells in, through the same doors as they do."""

from __future__ import annotations

from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from metrics.ui import show
from metrics.ui.safe import css, html, label
from tests.assurance.payloads import PAYLOADS

words = PAYLOADS[int(st.query_params.get("p", "0"))]
st.html(show.stylesheet())
frame = pd.DataFrame({"Name": [words, "plain"], "Figure": [1, 2]})
show.heading(words, words)
show.lede(words)
show.note(words)
show.block(
    show.table_html(
        frame.rename(columns={"Name": words}), words, wide=True, opens=[f"record?{urlencode({'ref': words})}"] * 2
    )
)
show.opened(label(words), "opened", 1, 5, lambda: frame, expanded=True)
st.vega_lite_chart(
    frame,
    {
        "mark": "text", "width": 300, "height": 80, "title": words,
        "encoding": {"text": {"field": "Name"}, "tooltip": {"field": "Name"}, "x": {"field": "Name", "type": "nominal"}},
    },
    key="chart",
    alt=words,
)  # fmt: skip
st.markdown(label(words))
st.html(f'<p class="bb" title="{html(words)}">{html(words)}</p>')
st.html(f'<style>.hostile::before {{ content: "{css(words)}" }}</style><p class="hostile"></p>')
st.expander(label(words), key="expander").write("x")
st.popover(label(words), key="popover").write("x")
st.button(label(words), key="button")
st.download_button(label(words), b"x", f"{words}.csv", key="download")
st.selectbox(label(words), [words, "plain"], key="select")
st.multiselect(label(words), [words, "plain"], [words], key="many")
st.radio(label(words), [words, "plain"], format_func=label, key="radio")
st.segmented_control(label(words), [words, "plain"], format_func=label, key="segments")
st.text_input(label(words), words, key="line", placeholder=words)
st.text_area(label(words), words, key="area")
st.checkbox(label(words), key="check")
st.number_input(label(words), key="number")
st.date_input(label(words), key="date")
st.file_uploader(label(words), key="files")
st.progress(0.5, text=label(words))
st.dataframe(frame, key="frame", alt=words, hide_index=True)
st.code(words, language="sql")
with st.form("form"):
    st.form_submit_button(label(words))


@st.dialog(label(words), width="medium", position="right")
def panel() -> None:
    """The side panel."""
    show.heading(words)


if st.button("Open the panel", key="open"):
    panel()
show.block('<footer class="bb-footer">the end</footer>')
