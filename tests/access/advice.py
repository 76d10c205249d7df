"""Lines of the access table: records, cases, rights and safety of the advice centre."""

from types import SimpleNamespace

from roterfaden.advice import actions
from roterfaden.advice.enums import Place, Purpose, RequestKind, Result
from roterfaden.advice.models import CaseRequest, Consultation
from tests import factories
from tests.access.lines import MISSING, Line
from tests.factories import NOW, TODAY

ELSEWHERE = "counsellor"
"""Somebody who advises, but belongs to no team: nothing of a case is found, as if it were not there."""

ADVICE = (
    Line("office:advice_record", "counsellor"),
    Line("office:advice_talks", "counsellor"),
    Line("office:advice_talk_drop", ELSEWHERE, lambda w: [w.talk.uid], status=MISSING, method="post"),
    Line("office:advice_letter", ELSEWHERE, lambda w: [w.talk.uid], status=MISSING),
    Line("office:advice_cases", "counsellor"),
    Line("office:advice_case_new", "counsellor"),
    Line("office:advice_case", ELSEWHERE, lambda w: [w.case.uid], status=MISSING),
    Line("office:advice_case_act", ELSEWHERE, lambda w: [w.case.uid, "notiz"], status=MISSING),
    Line("office:advice_code", "counsellor"),
    Line("office:advice_right", "counsellor", lambda _w: ["loeschung"]),
    Line("office:advice_emergency", "counsellor", lambda w: [w.case.uid]),
    Line("office:advice_receipt", ELSEWHERE, lambda w: [w.right.uid], status=MISSING),
    Line("office:advice_numbers", "counsellor advice_lead administrator"),
    Line("office:advice_safety", "advice_lead administrator"),
    Line("office:processing", "administrator auditor"),
    Line("office:processing_file", "administrator auditor", lambda _w: ["verzeichnis"]),
)


def build_advice(world: SimpleNamespace) -> None:
    """A case of another team, a talk of another counsellor, and a right that somebody else handled."""
    counsellor = factories.user("counsellor", name="Carla Anderswo")
    world.case = actions.open_case(actor=counsellor, language="ar", now=NOW)
    world.talk = Consultation.objects.create(
        counsellor=counsellor, held_on=TODAY, place=Place.CENTRE, language="ar", duration_minutes=30,
        result=Result.ANSWERED, recorded_at=NOW, purpose=Purpose.PROOF, delete_on=TODAY,
    )  # fmt: skip
    world.right = CaseRequest.objects.create(
        kind=RequestKind.ACCESS, handled_by=counsellor, handled_at=NOW, purpose=Purpose.ACCOUNTABILITY, delete_on=TODAY
    )
