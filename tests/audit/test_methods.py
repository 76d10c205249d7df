"""The arithmetic of the hash chain."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roterfaden.audit.methods import CHAINED_FIELDS, GENESIS, event_hash


@dataclass(frozen=True)
class Entry:
    """An event without a database."""

    number: int = 1
    at: datetime = datetime(2017, 6, 15, 10, 0, tzinfo=UTC)
    actor_kind: str = "staff"
    actor_id: str = "7"
    actor_role: str = "moderator"
    verb: str = "role.granted"
    subject_type: str = "accounts.membership"
    subject_id: str = "3"
    subject_label: str = "Moderation"
    changes: dict[str, Any] = field(default_factory=dict)
    reason: str = ""
    previous_hash: str = GENESIS


words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)


@given(text=words, other=words)
def test_hash_differs_when_any_text_differs(text, other):
    for name in set(CHAINED_FIELDS) - {"number", "changes", "previous_hash"}:
        one, two = replace(Entry(), **{name: text}), replace(Entry(), **{name: other})
        assert (event_hash(one) == event_hash(two)) == (text == other)


@given(
    changes=st.dictionaries(words, st.lists(words | st.integers() | st.booleans() | st.none(), min_size=2, max_size=2))
)
def test_hash_does_not_depend_on_the_order_of_changes(changes):
    turned = dict(reversed(list(changes.items())))

    assert event_hash(Entry(changes=changes)) == event_hash(Entry(changes=turned))


@given(after=st.integers(0, 10**15), step=st.integers(1, 10**6))
def test_hash_sees_a_single_microsecond(after, step):
    one = Entry(at=datetime(1990, 1, 1, tzinfo=UTC) + timedelta(microseconds=after))

    assert event_hash(one) != event_hash(replace(one, at=one.at + timedelta(microseconds=step)))


@pytest.mark.parametrize("name", CHAINED_FIELDS)
def test_hash_covers_each_field(name):
    changed = {"number": 2, "changes": {"role": ["", "auditor"]}, "previous_hash": "f" * 64}.get(name, "anders")

    assert event_hash(Entry()) != event_hash(replace(Entry(), **{name: changed}))
