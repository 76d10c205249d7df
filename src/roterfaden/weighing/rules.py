"""Who may do what at the weighing desk."""

from collections.abc import Iterable
from typing import Any

import rules

from roterfaden.accounts.enums import Role, ScopeKind
from roterfaden.accounts.models import Scope
from roterfaden.accounts.rules import has_role, is_participant, is_system
from roterfaden.kernel.actors import Actor
from roterfaden.participation.models import Process
from roterfaden.weighing.methods import AdvisingUnit
from roterfaden.weighing.models import AdviceRequest


def process_scope(obj: Any) -> Iterable[Scope]:
    """The process an object belongs to, as the scope of a role."""
    process = obj if isinstance(obj, Process) else obj.process
    return (Scope(ScopeKind.PROCESS, process.slug),)


is_planner = has_role(Role.STRATEGY_OFFICER, within=process_scope)

rules.add_perm("weighing.view_checks", is_planner)
rules.add_perm("weighing.keep_findings", is_planner | is_system)
rules.add_perm("weighing.dismiss_finding", is_planner | is_system)
rules.add_perm("weighing.reopen_finding", is_planner)


@rules.predicate
def is_asked_unit(actor: Actor, request: Any = None) -> bool:
    """Somebody who opened the link of this very request."""
    return isinstance(actor, AdvisingUnit) and isinstance(request, AdviceRequest) and actor.opens == request.pk


for _name in (
    "add_unit", "retire_unit", "request_advice", "remind_unit", "revoke_advice", "release_advice", "handle_reply",
    "publish_together",
):  # fmt: skip
    rules.add_perm(f"weighing.{_name}", is_planner | is_system)
for _name in ("save_advice", "give_advice"):
    rules.add_perm(f"weighing.{_name}", is_asked_unit | is_system)
for _name in ("reply_to_answer", "stop_news"):
    rules.add_perm(f"weighing.{_name}", is_participant | is_system)
for _name in ("erase_reply", "write_news_letter", "forget_letters"):
    rules.add_perm(f"weighing.{_name}", is_system)
rules.add_perm("weighing.view_advice", is_planner)
rules.add_perm("weighing.view_news", is_planner)

rules.add_perm("weighing.answer_voice", is_planner | is_system)
rules.add_perm("weighing.put_on_desk", is_planner | is_system)
rules.add_perm("weighing.hand_over_item", is_planner | is_system)
rules.add_perm("weighing.take_off_desk", is_planner | is_system)
rules.add_perm("weighing.keep_draft", is_planner | is_system)
rules.add_perm("weighing.drop_draft", is_planner | is_system)
rules.add_perm("weighing.open_batch", is_planner | is_system)
rules.add_perm("weighing.continue_batch", is_planner | is_system)
rules.add_perm("weighing.undo_batch", is_planner | is_system)
rules.add_perm("weighing.continue_undoing", is_planner | is_system)
rules.add_perm("weighing.add_module", is_planner | is_system)
rules.add_perm("weighing.revise_module", is_planner | is_system)
rules.add_perm("weighing.retire_module", is_planner | is_system)
