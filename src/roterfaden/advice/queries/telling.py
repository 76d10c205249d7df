"""Everything that is known under a code, for the person who holds it."""

from roterfaden.advice.methods import Told, ToldTalk
from roterfaden.advice.models import Case, EmergencyAccess
from roterfaden.advice.queries.cases import case_page
from roterfaden.kernel.time import local_day


def told(case: Case) -> Told:
    """What the person is told. Seven queries; load `area` with the case."""
    page = case_page(case)
    openings = EmergencyAccess.objects.filter(case=case).order_by("opened_at", "pk")
    return Told(
        code=case.code,
        language=case.language_label,
        area=case.area.name if case.area else "",
        opened_on=case.opened_on,
        closed_on=case.closed_on,
        delete_on=case.delete_on,
        purpose=str(case.get_purpose_display()),
        people=len(page.team),
        consents=tuple((str(row.get_purpose_display()), row.given_on, row.withdrawn_on) for row in page.consents),
        situation=page.situation,
        notes=tuple((local_day(row.note.written_at), row.words) for row in page.notes),
        talks=tuple(
            ToldTalk(
                talk.held_on, str(talk.get_place_display()), talk.language_label, talk.with_interpreter,
                tuple(topic.name for topic in talk.topics.all()), talk.duration_minutes,
                str(talk.get_result_display()), str(talk.get_referral_display()), talk.delete_on,
            )
            for talk in page.consultations
        ),
        follow_ups=tuple((str(row.get_kind_display()), row.due_on) for row in page.follow_ups),
        openings=tuple((local_day(row.opened_at), str(row.get_reason_display())) for row in openings),
    )  # fmt: skip
