"""The same content gives the same seal, whatever order it was written in."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from roterfaden.kernel.sealing import canonical, seal

CONTENT = st.dictionaries(st.text(max_size=5), st.one_of(st.integers(), st.text(max_size=8), st.none()), max_size=6)


@given(CONTENT)
def test_seal_does_not_depend_on_order(content):
    backwards = dict(reversed(list(content.items())))

    assert seal(content) == seal(backwards)


@given(CONTENT, st.text(min_size=1, max_size=5), st.integers())
def test_seal_notices_a_changed_value(content, key, value):
    changed = content | {key: value}

    assert (seal(changed) == seal(content)) == (key in content and content[key] == value)


def test_canonical_writes_dates_and_decimals_as_text():
    assert canonical({"b": Decimal("1.50"), "a": date(2022, 12, 31)}) == '{"a":"2022-12-31","b":"1.50"}'
