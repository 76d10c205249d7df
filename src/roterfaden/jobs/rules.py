"""Who may start, stop and see background work. What a job does is allowed or refused by the actions it calls."""

from typing import Any

import rules

from roterfaden.accounts.rules import is_administrator, is_system
from roterfaden.kernel.actors import Actor


@rules.predicate
def is_staff(actor: Actor, _job: Any = None) -> bool:
    """Somebody who signed in and may still do so."""
    return actor.actor_kind == "staff" and bool(getattr(actor, "is_active", False))


@rules.predicate
def is_starter(actor: Actor, job: Any = None) -> bool:
    """The person who started this job; without a job (may this person do it anywhere?) everybody who could."""
    return job is None or str(job.started_by_id) == actor.actor_id


rules.add_perm("jobs.start_job", is_staff | is_system)
rules.add_perm("jobs.cancel_job", (is_staff & is_starter) | is_administrator | is_system)
rules.add_perm("jobs.finish_job", is_system)
rules.add_perm("jobs.fail_job", is_system)
rules.add_perm("jobs.view_job", (is_staff & is_starter) | is_administrator)
rules.add_perm("jobs.view_workers", is_administrator)
