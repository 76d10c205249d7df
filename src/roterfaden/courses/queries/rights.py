"""Everything that is known of one person, for the person."""

from collections.abc import Iterable
from datetime import date, datetime

from babel import Locale
from django.utils.translation import gettext as _

from roterfaden.courses.enums import TimeOfDay
from roterfaden.courses.methods.rights import ToldCandidate, ToldRow
from roterfaden.courses.methods.words import PersonWords
from roterfaden.courses.models import AttendanceNote, Candidate, CourseResult, Interruption, PlanLine, Seat
from roterfaden.courses.queries.keeping import accesses_of, person_keeping
from roterfaden.kernel.time import local_day
from roterfaden.ui.filters import base_language
from roterfaden.ui.filters import day as written_day


def told_candidate(candidate: Candidate, words: PersonWords | None, *, on: date) -> ToldCandidate:
    """What the person is told. A fixed number of queries; load `area`, `recommended`, `wished`, `apart_from`."""
    return ToldCandidate(
        code=candidate.pseudonym,
        words=words,
        facts=_facts(candidate),
        entitlements=tuple(
            ToldRow(row.issued_on, _joined(row.kind.name, row.kind.legal_source, _until(row.valid_until)))
            for row in candidate.entitlements.select_related("kind").order_by("issued_on", "pk")
        ),
        tests=tuple(
            ToldRow(
                row.taken_on or row.planned_for,
                _joined(
                    row.place, row.get_oral_display(), row.get_written_display(),
                    f"{row.recommended.name} {row.section}" if row.recommended else _("verabredet"), row.deviates,
                ),
            )
            for row in candidate.tests.select_related("recommended").order_by("pk")
        ),
        seats=(
            *(_seat(row) for row in candidate.seats.select_related("run__provider").order_by("pk")),
            *(_pause(row) for row in Interruption.objects.filter(seat__candidate=candidate)
              .select_related("seat__run").order_by("since", "pk")),
        ),
        results=tuple(
            ToldRow(row.taken_on, _joined(row.get_kind_display(), row.get_outcome_display(), row.get_source_display()))
            for row in CourseResult.objects.current().filter(seat__candidate=candidate).order_by("taken_on", "pk")
        ),
        notes=tuple(
            ToldRow(row.fact_on, _joined(row.get_fact_display(), row.addressee, row.basis))
            for row in AttendanceNote.objects.filter(seat__candidate=candidate, is_told=True).order_by("pk")
        ),
        consents=tuple(
            ToldRow(row.given_on, _joined(row.agreement.name, ", ".join(row.agreement.discloses_labels),
                                          _("zurückgenommen") if row.withdrawn_on else ""))
            for row in candidate.consents.select_related("agreement").order_by("given_on", "pk")
        ),
        decisions=tuple(
            ToldRow(local_day(row.made_at), _joined(row.get_kind_display(), row.run.number, row.reason))
            for row in candidate.locks.select_related("run").order_by("made_at", "pk")
        ),
        proposals=tuple(_line(row) for row in candidate.lines.select_related("plan", "run").order_by("pk")),
        openings=tuple(
            ToldRow(local_day(row.opened_at), str(row.get_purpose_display()))
            for row in reversed(accesses_of(candidate))
        ),
        deletions=tuple(
            ToldRow(due.on, _joined(str(due.kind.label), due.source)) for due in person_keeping(candidate, on=on).dues
        ),
    )  # fmt: skip


def _facts(candidate: Candidate) -> dict[str, str]:
    labels = {field.name: str(field.verbose_name) for field in Candidate._meta.fields}
    times = [str(TimeOfDay(name).label) for name in candidate.slots]
    values = {
        "language": str(Locale("de").languages.get(base_language(candidate.language), candidate.language)),
        "area": candidate.area.name,
        "waiting_since": written_day(candidate.waiting_since),
        "recommended": candidate.recommended.name if candidate.recommended else "",
        "section": candidate.section,
        "level": candidate.get_level_display(),
        "online": candidate.online,
        "children": candidate.children,
        "small_children": candidate.small_children,
        "is_woman": candidate.is_woman,
        "women_only": candidate.women_only,
        "under_27": candidate.under_27,
        "max_minutes": candidate.max_minutes,
        "wished": candidate.wished.name if candidate.wished else "",
        "apart_from": candidate.apart_from.pseudonym if candidate.apart_from else "",
        "left_on": written_day(candidate.left_on) if candidate.left_on else "",
        "left_because": candidate.get_left_because_display(),
        "registered_at": written_day(local_day(candidate.registered_at)),
    }
    told = {labels[name]: _word(value) for name, value in values.items() if value not in ("", None)}
    return told | {_("Tageszeiten"): ", ".join(times)}


def _word(value: object) -> str:
    if isinstance(value, bool):
        return _("ja") if value else _("nein")
    return str(value)


def _seat(row: Seat) -> ToldRow:
    return ToldRow(
        row.changed_on, _joined(row.run.number, row.run.provider.name, row.get_state_display(), row.reason, row.note)
    )


def _pause(row: Interruption) -> ToldRow:
    label = Interruption._meta.get_field("until").verbose_name
    back = f"{label} {written_day(row.until)}" if row.until else ""
    return ToldRow(row.since, _joined(row.seat.run.number, Interruption._meta.verbose_name, back))


def _line(row: PlanLine) -> ToldRow:
    moment: datetime = row.plan.started_at
    return ToldRow(local_day(moment), row.run.number if row.run else _("kein Platz vorgeschlagen"))


def _until(day: date | None) -> str:
    return _("gilt bis %(day)s") % {"day": written_day(day)} if day else ""


def _joined(*parts: object) -> str:
    found: Iterable[str] = (str(part) for part in parts if part)
    return "; ".join(found)
