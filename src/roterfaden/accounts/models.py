"""People who sign in, the roles they hold, and the trace an act leaves of its author."""

from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.enums import Role, ScopeKind
from roterfaden.kernel.labels import choice_token


class Scope(NamedTuple):
    """One place a role reaches: the kind and the natural key there (slug of process, body or provider; area key)."""

    kind: str
    key: str


class UserManager(BaseUserManager["User"]):
    """What allauth and `createsuperuser` need; the house itself creates people through actions."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """Somebody who signs in. Whoever leaves is deactivated, never deleted: acts keep their author."""

    email = models.EmailField(_("E-Mail"), unique=True)
    name = models.CharField(_("Name"), max_length=120)
    language = models.CharField(_("Sprache"), max_length=12, default="de")
    is_active = models.BooleanField(_("aktiv"), default=True)
    joined_at = models.DateTimeField(_("angelegt am"), default=timezone.now)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    class Meta:
        verbose_name = _("Zugang")
        verbose_name_plural = _("Zugänge")

    class Privacy:
        public: set[str] = set()
        internal = {"id", "is_active", "joined_at", "language"}
        personal = {"email", "name", "password", "last_login"}

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def actor_kind(self) -> str:
        return "staff"

    @property
    def actor_id(self) -> str:
        return str(self.pk)

    @cached_property
    def roles_held(self) -> tuple[tuple[str, Scope], ...]:
        """(role, scope) pairs valid now. One query, kept for the life of this instance, that is one request."""
        return tuple(
            (row.role, Scope(row.scope_kind, row.scope_key))
            for row in self.memberships.valid_at(timezone.now()).order_by("pk")
        )

    @property
    def acting_role(self) -> str:
        """The role shown beside an act: the first one held. May cause one query."""
        return self.roles_held[0][0] if self.roles_held else ""


class MembershipQuerySet(models.QuerySet["Membership"]):
    def valid_at(self, moment: datetime) -> "MembershipQuerySet":
        """Granted before `moment` and not ended by then."""
        return self.filter(granted_at__lte=moment).filter(Q(ended_at=None) | Q(ended_at__gt=moment))


class Membership(models.Model):
    """A role for a scope, from–until. Ended, never deleted."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name=_("Zugang"))
    role = models.CharField(_("Rolle"), max_length=40, choices=Role.choices)
    scope_kind = models.CharField(_("Reichweite"), max_length=20, choices=ScopeKind.choices, default=ScopeKind.COUNTY)
    scope_key = models.CharField(_("Schlüssel der Reichweite"), max_length=80, blank=True)
    granted_at = models.DateTimeField(_("erteilt am"))
    granted_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("erteilt von")
    )
    ended_at = models.DateTimeField(_("beendet am"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("Mitgliedschaft")
        verbose_name_plural = _("Mitgliedschaften")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "scope_kind", "scope_key"],
                condition=Q(ended_at=None),
                name="accounts_membership_once",
            ),
            models.CheckConstraint(
                condition=Q(scope_kind=ScopeKind.COUNTY, scope_key="")
                | (~Q(scope_kind=ScopeKind.COUNTY) & ~Q(scope_key="")),
                name="accounts_scope_key_unless_county",
            ),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {"id", "user", "role", "scope_kind", "scope_key", "granted_at", "granted_by", "ended_at"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.get_role_display()} ({self.reach_label})"

    @property
    def reach_label(self) -> str:
        """How far the role reaches: "ganzer Landkreis", "eine Kommune: 03459024"."""
        return f"{self.get_scope_kind_display()}: {self.scope_key}" if self.scope_key else self.get_scope_kind_display()

    @property
    def audit_label(self) -> str:
        reach = choice_token(self, "scope_kind")
        return f"{choice_token(self, 'role')} ({f'{reach}: {self.scope_key}' if self.scope_key else reach})"


class ActQuerySet(models.QuerySet):
    def current(self) -> "ActQuerySet":
        """Acts that nothing has superseded."""
        return self.filter(superseded_at=None)

    def supersede(self, now: datetime) -> Any:
        """Mark the act in force among these as superseded, and return it, or None. Its row stays locked."""
        before = self.current().select_for_update().first()
        if before is not None:
            before.superseded_at = now
            before.save(update_fields=["superseded_at"])
        return before


class Act(models.Model):
    """A link of the chain: somebody did this, in a role, on a day, for a reason. Superseded, never overwritten.

    `made_by` is empty when a participant without account or the program itself acted. The public sees the role, not the
    person.
    """

    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("von"))
    made_as = models.CharField(_("in der Rolle"), max_length=40)
    made_at = models.DateTimeField(_("am"))
    reason = models.TextField(_("Begründung"), blank=True)
    superseded_at = models.DateTimeField(_("ersetzt am"), null=True, blank=True)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("ersetzt")
    )

    objects = ActQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def role_label(self) -> str:
        """The role in words, for the public."""
        return str(dict(Role.choices).get(self.made_as, ""))


ACT_PUBLIC = {"made_as", "made_at", "reason", "superseded_at", "supersedes"}
ACT_INTERNAL = {"made_by"}
