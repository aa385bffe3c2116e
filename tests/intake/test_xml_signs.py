"""What is told from the places of = may be said too often, never too seldom: else a far cell or an error would slip by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.intake.guard import FAR, FAR_SPACED, NEED_MARKS
from metrics.intake.xml_signs import Signs

PIECES = [
    b'r="', b"r='", b'"', b"'", b"=", b" ", b"\n", b"A", b"AZ", b"XFD", b"http", b":", b"1", b"104857", b"f", b"<", b"<f",
    b":f", b't="e"', b"t='e'", b"t", b"e", b"hidden=", b"hidden", b"n", b"/>",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30).map(b"".join))
def test_nothing_that_is_looked_for_closely_is_missed(xml: bytes) -> None:
    signs = Signs(xml)
    if FAR.search(xml):
        assert signs.may_be_far
    if FAR_SPACED.search(xml) and not FAR.search(xml):
        assert signs.are_spaced
    if any(sign in xml for sign in NEED_MARKS):
        assert signs.may_need_marks


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        (b'<worksheet xmlns:r="http://a"><c r="Z9999" t="s"><v>1</v></c></worksheet>', (False, False, False)),
        (b'<c r="AA1"/>', (False, True, False)),
        (b'<c r="A100000"/>', (False, True, False)),
        (b'<row r="100000"/>', (False, True, False)),
        (b'<c r = "AA1"/>', (True, False, False)),
        (b'<c r="A1"><f>1+1</f></c>', (False, False, True)),
        (b'<c r="A1" t="e"><v>#REF!</v></c>', (False, False, True)),
        (b'<row hidden="1"/>', (False, False, True)),
    ],
)
def test_a_plain_sheet_is_let_pass_and_a_sign_is_seen(xml: bytes, said: tuple[bool, ...]) -> None:
    signs = Signs(xml)
    assert (signs.are_spaced, signs.may_be_far, signs.may_need_marks) == said
