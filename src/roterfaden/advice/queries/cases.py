"""Cases as their team reads them. Sealed words are opened here and nowhere else, for whoever may see the case."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, Min, OuterRef, Q, QuerySet, Subquery

from roterfaden.accounts.models import User
from roterfaden.advice.enums import ConsentPurpose
from roterfaden.advice.methods import PARTS, Situation
from roterfaden.advice.models import (
    Case,
    CaseConsent,
    CaseMember,
    CaseNote,
    Consultation,
    FollowUp,
    SituationAnalysis,
)
from roterfaden.kernel.codes import is_valid, normalise
from roterfaden.kernel.vault import open_words


@dataclass(frozen=True)
class NoteRow:
    """A note, opened."""

    note: CaseNote
    words: str


@dataclass(frozen=True)
class CasePage:
    """Everything about one case. `consent` stands or is None; then nothing is written about the person."""

    case: Case
    team: tuple[CaseMember, ...]
    consent: CaseConsent | None
    consents: tuple[CaseConsent, ...]
    situation: Situation | None
    situation_on: datetime | None
    notes: tuple[NoteRow, ...]
    consultations: tuple[Consultation, ...]
    follow_ups: tuple[FollowUp, ...]

    @property
    def minutes(self) -> int:
        """How long all talks took together."""
        return sum(row.duration_minutes for row in self.consultations)


def own_cases(user: User, *, words: str = "") -> QuerySet[Case]:
    """The cases of `user`'s teams with `last_on` (newest talk), `talks` and `due_on` (next follow-up), open ones first
    and those first whose follow-up is due first. `words` is a code, or the beginning of one. One query."""
    talks = Consultation.objects.filter(case=OuterRef("pk")).order_by().values("case")
    waiting = FollowUp.objects.waiting().filter(case=OuterRef("pk")).order_by().values("case")
    rows = (
        Case.objects.of_team_member(user)
        .select_related("area")
        .annotate(
            last_on=Subquery(talks.annotate(found=Max("held_on")).values("found")),
            talks=Subquery(talks.annotate(found=Count("pk")).values("found")),
            due_on=Subquery(waiting.annotate(found=Min("due_on")).values("found")),
            is_closed=Q(closed_on__isnull=False),
            has_none=Q(due_on=None),
        )
    )
    if words:
        rows = rows.filter(code__startswith=normalise(words))
    return rows.order_by("is_closed", "has_none", "due_on", "-last_on", "-pk")


def case_with_code(typed: str) -> Case | None:
    """The case of a code as somebody typed it, or None. One query at most."""
    code = normalise(typed)
    return Case.objects.select_related("area").filter(code=code).first() if is_valid(code) else None


def case_page(case: Case) -> CasePage:
    """One case with everything opened. Six queries; load `area` with the case."""
    consents = tuple(case.consents.order_by("-given_on", "-pk"))
    standing = next(
        (row for row in consents if row.withdrawn_on is None and row.purpose == ConsentPurpose.SITUATION), None
    )
    stored = SituationAnalysis.objects.filter(case=case).first()
    return CasePage(
        case=case,
        team=tuple(case.members.current().select_related("member").order_by("joined_at", "pk")),
        consent=standing,
        consents=consents,
        situation=opened_situation(stored) if stored else None,
        situation_on=stored.written_at if stored else None,
        notes=tuple(
            NoteRow(row, open_words(row.words))
            for row in case.notes.select_related("written_by").order_by("-written_at", "-pk")
        ),
        consultations=tuple(
            case.consultations.select_related("counsellor", "area", "site")
            .prefetch_related("topics")
            .order_by("-held_on", "-pk")
        ),
        follow_ups=tuple(case.follow_ups.select_related("assigned_to").order_by("done_at", "due_on", "pk")),
    )


def opened_situation(row: SituationAnalysis) -> Situation:
    """The words of a situation analysis."""
    return Situation(**{part: open_words(getattr(row, part)) if getattr(row, part) else "" for part in PARTS})


def follow_ups_of(user: User, *, until: date) -> tuple[FollowUp, ...]:
    """What `user` has to do by a day, the earliest first, in cases of which `user` is in the team. One query."""
    rows = FollowUp.objects.waiting().filter(
        assigned_to=user, due_on__lte=until, case__in=Case.objects.of_team_member(user)
    )
    return tuple(rows.select_related("case").order_by("due_on", "pk"))


def has_consent(case: Case, purpose: str = ConsentPurpose.SITUATION) -> bool:
    """Whether the person has agreed and not withdrawn. One query."""
    return CaseConsent.objects.standing().filter(case=case, purpose=purpose).exists()
