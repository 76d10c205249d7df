"""Requests for advice in tests."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from roterfaden.participation.models import Process
from roterfaden.weighing import actions
from roterfaden.weighing.methods import AdvisingUnit
from roterfaden.weighing.models import AdviceReply, AdviceRequest
from tests import factories
from tests.factories import NOW, TODAY


def ask(actor: Any, process: Process, *, voices: int, **values: Any) -> AdviceRequest:
    """A unit of its own is asked about new voices, for two weeks."""
    asked = {
        "unit": factories.unit(), "voices": [factories.contribution(process) for _ in range(voices)],
        "question": "Ist das fachlich möglich?", "due_on": TODAY + timedelta(days=14), "now": NOW,
    }  # fmt: skip
    return actions.request_advice(actor=actor, process=process, **asked | values)


def unit_of(request: AdviceRequest) -> AdvisingUnit:
    """Whoever opened the link of this request."""
    return AdvisingUnit(opens=request.pk, actor_id=str(request.unit_id))


def advise(request: AdviceRequest, *, choice: str = "taken_up", words: str = "Das geht.") -> list[AdviceReply]:
    """The unit says the same to every voice."""
    said = {row.contribution_id: (choice, words) for row in request.voices.all()}
    return actions.give_advice(actor=unit_of(request), request=request, said=said, now=NOW)


def token_in(text: str) -> str:
    """The token of the link in a mail."""
    found = re.search(r"/fachrat/([^/\s]+)/", text)
    assert found, text
    return found.group(1)
