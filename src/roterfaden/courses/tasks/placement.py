"""Calculating a proposal in the background, and ending reservations nobody confirmed."""

from datetime import datetime
from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _

from roterfaden.courses import actions, errors, queries
from roterfaden.courses.enums import PlanState
from roterfaden.courses.methods import comparing
from roterfaden.courses.methods.placement import Instance, Proposal, place, read_instance
from roterfaden.courses.methods.placement.instance import BadInstance
from roterfaden.courses.methods.placement.solve import Progress as Solved
from roterfaden.courses.models import PlacementPlan
from roterfaden.jobs.methods import Progress, every, job
from roterfaden.kernel.actors import System
from roterfaden.kernel.errors import DomainError

PLACE_PEOPLE = "courses.place_people"
SOLVE_SECONDS, REASON_SECONDS = 120.0, 240.0
"""How long a run may search, and how long it may look for reasons."""
PER_CENT = 100
CLOCK = System("course-seats")


@job(PLACE_PEOPLE)
def place_people(progress: Progress, *, plan: int) -> None:
    """Calculate a run and keep it. Nothing is written before everything is known, so that a worker may die any time:
    the proposal in force stays, and the run begins again from the facts it was started with."""
    row = PlacementPlan.objects.select_related("compared_with").get(pk=plan)
    if row.state != PlanState.WAITING:
        return  # a worker before this one kept it, and died before it could say so
    try:
        instance = read_instance(row.instance)
    except BadInstance as error:  # more people were decided into a course than it has seats
        raise _without_plan(progress, row, errors.NoPlanPossible()) from error
    progress.set(0, PER_CENT, _("Prozent: die Plätze werden verteilt"))
    proposal = place(
        instance, seconds=SOLVE_SECONDS, tell=partial(_tell_solving, progress), cancelled=lambda: progress.cancelled
    )
    if _stopped(progress, row):
        return
    if proposal.state == "infeasible":
        raise _without_plan(progress, row, errors.NoPlanPossible())
    if proposal.state == "unknown":
        raise _without_plan(progress, row, errors.NoPlanFound())
    outcome = _outcome(progress, row, instance, proposal)
    if _stopped(progress, row):
        return
    actions.keep_plan(actor=progress.actor, plan=row, outcome=outcome, now=timezone.now())
    progress.finish({
        "placed": len(proposal.seats), "waiting": len(instance.people) - len(proposal.seats),
        "opened": len(proposal.opened),
    })  # fmt: skip


def _without_plan(progress: Progress, row: PlacementPlan, refusal: DomainError) -> DomainError:
    """Give a run up that has no plan; the refusal is what its job ends with."""
    actions.give_up_plan(
        actor=progress.actor, plan=row, state=PlanState.FAILED, message=str(refusal), now=timezone.now()
    )
    return refusal


def _stopped(progress: Progress, row: PlacementPlan) -> bool:
    """Whether somebody asked to stop; then the run is given up, and the proposal in force stays."""
    if progress.cancelled:
        actions.give_up_plan(actor=progress.actor, plan=row, state=PlanState.CANCELLED, now=timezone.now())
        progress.finish({})
        return True
    return False


def _outcome(progress: Progress, row: PlacementPlan, instance: Instance, proposal: Proposal) -> actions.Outcome:
    seats, cost = comparing.waiting_list(instance)
    if row.what_if:
        before = queries.places_of(row.compared_with) if row.compared_with else {}
        return actions.Outcome(proposal, seats, cost, changes=comparing.changes(before, proposal))

    def tell(done: int, total: int) -> bool:
        progress.set(done, total, _("Begründungen"))
        return progress.cancelled

    people, courses = comparing.reasons(instance, proposal, seconds=REASON_SECONDS, tell=tell)
    return actions.Outcome(proposal, seats, cost, people=people, courses=courses)


def _tell_solving(progress: Progress, solved: Solved) -> None:
    share = min(solved.seconds / SOLVE_SECONDS, 1.0)
    progress.set(round(share * PER_CENT), PER_CENT, _("Prozent der Zeit, die der Lauf höchstens braucht"))


@every(minutes=60)
def end_reservations(*, now: datetime) -> None:
    """Seats nobody confirmed in time are free again."""
    actions.expire_seats(actor=CLOCK, now=now)
