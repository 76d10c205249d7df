"""Who belongs to a case."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from roterfaden.accounts.enums import Role
from roterfaden.accounts.models import Membership, User
from roterfaden.advice.models import Case, CaseMember, EmergencyAccess
from roterfaden.kernel.actors import Actor


@dataclass(frozen=True)
class Opening:
    """A case somebody opened in an emergency, as its team and the head of the centre are told."""

    access: EmergencyAccess

    @property
    def who(self) -> str:
        """The name of whoever opened it."""
        return str(self.access.opened_by)


def is_in_team(actor: Actor, case: Case) -> bool:
    """Whether the actor belongs to the team now. One query."""
    if not isinstance(actor, User):
        return False
    return CaseMember.objects.current().filter(case=case, member=actor).exists()


def has_emergency(actor: Actor, case: Case, *, at: datetime) -> bool:
    """Whether the actor has opened the case in an emergency and may still look. One query."""
    if not isinstance(actor, User):
        return False
    return EmergencyAccess.objects.filter(case=case, opened_by=actor, opened_at__lte=at, until__gt=at).exists()


def possible_members(case: Case | None, *, now: datetime) -> QuerySet[User]:
    """People who advise and do not belong to the team yet."""
    advising = Membership.objects.valid_at(now).filter(role=Role.COUNSELLOR)
    found = User.objects.filter(pk__in=advising.values("user"), is_active=True)
    if case is not None:
        found = found.exclude(pk__in=CaseMember.objects.current().filter(case=case).values("member"))
    return found.order_by("name", "pk")


def openings_of_cases(user: User, *, since: datetime) -> tuple[Opening, ...]:
    """Emergencies of others in cases of `user`'s, newest first. One query."""
    own = Case.objects.of_team_member(user)
    rows = EmergencyAccess.objects.filter(case__in=own, opened_at__gte=since).exclude(opened_by=user)
    return _openings(rows)


def openings(*, since: datetime) -> tuple[Opening, ...]:
    """Every emergency, newest first. One query."""
    return _openings(EmergencyAccess.objects.filter(opened_at__gte=since))


def _openings(rows: QuerySet[EmergencyAccess]) -> tuple[Opening, ...]:
    return tuple(Opening(row) for row in rows.select_related("opened_by").order_by("-opened_at", "-pk"))
