"""Who may keep the records of the bodies: the clerk for the whole county or for one body."""

from collections.abc import Iterable
from typing import Any

import rules

from roterfaden.accounts.enums import Role, ScopeKind
from roterfaden.accounts.models import Scope
from roterfaden.accounts.rules import has_role, is_administrator, is_system
from roterfaden.concept.enums import VersionKind
from roterfaden.concept.models import Concept, Element
from roterfaden.concept.rules import end_waits_for, freeze_waits_for
from roterfaden.council.errors import AmendmentsOpen
from roterfaden.council.models import Amendment, Body, Consultation, Meeting, Paper, Resolution
from roterfaden.council.queries import open_amendments
from roterfaden.kernel.errors import DomainError


def body_of(obj: Any) -> Iterable[Scope]:
    """The body an object of this context belongs to."""
    if isinstance(obj, Amendment):
        obj = obj.resolution
    if isinstance(obj, Resolution):
        obj = obj.consultation
    if isinstance(obj, Consultation):
        obj = obj.meeting
    if isinstance(obj, Meeting):
        obj = obj.body
    return (Scope(ScopeKind.BODY, obj.slug),) if isinstance(obj, Body) else ()


def process_of_paper(obj: Any) -> Iterable[Scope]:
    """The process whose concept a paper is about."""
    version = obj.version if isinstance(obj, Paper) else None
    process = version.concept.process if version else None
    return (Scope(ScopeKind.PROCESS, process.slug),) if process else ()


@rules.predicate
def is_draft(_actor: Any, obj: Any = None) -> bool:
    """The bodies do not have the paper yet."""
    return not isinstance(obj, Paper) or obj.is_draft


def process_of(obj: Any) -> Iterable[Scope]:
    """The process whose concept an amendment or resolution changes."""
    resolution = obj.resolution if isinstance(obj, Amendment) else obj
    version = resolution.consultation.paper.version
    process = version.concept.process if version else None
    return (Scope(ScopeKind.PROCESS, process.slug),) if process else ()


@freeze_waits_for
def amendments_are_worked_in(concept: Concept, kind: str) -> DomainError | None:
    """A version counts as adopted only when every amendment of the bodies is in the text."""
    still_open = open_amendments(concept) if kind in {VersionKind.ADOPTED, VersionKind.AMENDED} else 0
    return AmendmentsOpen(count=still_open) if still_open else None


@end_waits_for
def amendments_at_the_element_are_worked_in(element: Element) -> DomainError | None:
    """An amendment is worked into a wording of its own element; so it has one until that is done."""
    still_open = Amendment.objects.open().filter(element=element).count()
    return AmendmentsOpen(count=still_open) if still_open else None


is_clerk = has_role(Role.COUNCIL_CLERK, within=body_of)
is_strategy_officer = has_role(Role.STRATEGY_OFFICER, within=process_of)

rules.add_perm("council.add_body", has_role(Role.COUNCIL_CLERK) | is_administrator | is_system)
rules.add_perm("council.revise_body", is_clerk | is_administrator | is_system)
rules.add_perm("council.end_body", has_role(Role.COUNCIL_CLERK) | is_administrator | is_system)
rules.add_perm("council.replace_body", has_role(Role.COUNCIL_CLERK) | is_administrator | is_system)
rules.add_perm("council.set_usual_order", has_role(Role.COUNCIL_CLERK) | is_administrator | is_system)
rules.add_perm("council.plan_meeting", is_clerk | is_system)
# The unit that knows the matter writes the paper; from the moment the bodies have it, the clerk keeps it.
prepares = is_clerk | (has_role(Role.STRATEGY_OFFICER, within=process_of_paper) & is_draft) | is_system
for _name in (
    "draft_paper", "revise_paper", "hand_in_paper", "ask_signoff", "record_signoff", "drop_signoff", "add_annex",
):  # fmt: skip
    rules.add_perm(f"council.{_name}", prepares)
rules.add_perm("council.publish_annex", is_clerk | is_system)
rules.add_perm("council.withdraw_annex", is_clerk | is_system)
rules.add_perm("council.submit_paper", is_clerk | is_system)
rules.add_perm("council.publish_paper", is_clerk | is_system)
rules.add_perm("council.withdraw_paper", is_clerk | is_system)
rules.add_perm("council.publish_meeting", is_clerk | is_system)
rules.add_perm("council.withdraw_meeting", is_clerk | is_system)
rules.add_perm("council.plan_consultation", is_clerk | is_system)
rules.add_perm("council.record_resolution", is_clerk | is_system)
rules.add_perm("council.record_amendment", is_clerk | is_system)
rules.add_perm("council.incorporate_amendment", is_strategy_officer | is_system)
rules.add_perm("council.adopt_version", is_strategy_officer | is_system)
# What another council system says is read by the program or started by a person; what of it is ours, a person says.
for _name in (
    "add_source", "pause_source", "resume_source", "begin_sync", "keep_entrance", "keep_objects", "end_sync",
    "propose_matches", "copy_decisions",
):  # fmt: skip
    rules.add_perm(f"council.{_name}", is_clerk | is_administrator | is_system)
rules.add_perm("council.confirm_match", is_clerk | is_system)
rules.add_perm("council.refuse_match", is_clerk | is_system)
rules.add_perm("council.take_over_decision", is_clerk | is_system)
rules.add_perm(
    "council.view_council",
    has_role(Role.COUNCIL_CLERK, Role.STRATEGY_OFFICER, Role.COORDINATION_GROUP) | is_administrator,
)
