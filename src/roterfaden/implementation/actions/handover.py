"""Offering what was adopted, answering, and offering a newer version anew."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction

from roterfaden.accounts.authorship import signed
from roterfaden.accounts.enums import Role
from roterfaden.accounts.rules import require, role_used
from roterfaden.audit.actions import record
from roterfaden.concept.enums import ElementKind, VersionKind
from roterfaden.concept.models import Element, Node, Version
from roterfaden.implementation import errors
from roterfaden.implementation.enums import Continued, Lack, Verb
from roterfaden.implementation.methods import ASKED_AGAIN, AnswerValues, fitting, lacks, values_of
from roterfaden.implementation.models import Adoption, JointUnit, Offer, OfferItem
from roterfaden.implementation.queries import ANSWERABLE, Renewal, offered_wordings, renewal
from roterfaden.implementation.rules import Matter, check_member, check_partners, municipality_of
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.errors import DomainError
from roterfaden.places.models import Area

REFUSALS: dict[Lack, type[DomainError]] = {
    Lack.ANSWER: errors.AnswerMissing,
    Lack.ADAPTED_TEXT: errors.AdaptedTextMissing,
    Lack.DONE: errors.DoneMissing,
    Lack.REASON: errors.ReasonMissing,
    Lack.RESOLUTION: errors.ResolutionMissing,
}


def make_offer(
    *,
    actor: Actor,
    version: Version,
    municipalities: Sequence[Area],
    offered_on: date,
    now: datetime,
    elements: Collection[Element] | None = None,
    answer_by: date | None = None,
    reminder_days: Collection[int] = (),
) -> list[Offer]:
    """Offer goals and initiatives of an adopted version to municipalities; each decides for itself. All or none.

    Without `elements` all goals are offered. What a municipality has been offered already is left out. Refuses a
    version nobody adopted (VersionNotAdopted), elements that do not stand in it (NotInVersion) or cannot be answered
    (NotAnswerable), areas that are no partner (NotAPartner), a municipality for which nothing is left (OfferedAlready)
    and a deadline not after the offer (AnswerBeforeOffer). Audited as goals.offered, once each.
    """
    require(actor, "implementation.make_offer", version)
    _check_version(version, offered_on, answer_by)
    keys = _checked_elements(version, elements)
    with transaction.atomic():
        check_partners(municipalities)
        asked = _asked(version, municipalities)
        offers = []
        for area in municipalities:
            rest = [key for key in keys if (area.pk, key) not in asked]
            if not rest:
                raise errors.OfferedAlready(name=area.name)
            asked |= {(area.pk, key) for key in rest}
            offers.append(_offer(version, area, rest, (), offered_on, answer_by, reminder_days))
            record(actor=actor, verb=Verb.GOALS_OFFERED, subject=offers[-1], now=now)
    return offers


def answer_adoption(
    *,
    actor: Actor,
    element: Element,
    municipality: Area,
    answer: str,
    now: datetime,
    reason: str = "",
    adapted_text: str = "",
    resolution_reference: str = "",
    resolved_on: date | None = None,
    joint_unit: JointUnit | None = None,
    **details: object,
) -> Adoption:
    """Record a municipality's answer to a goal or initiative; an earlier answer is superseded and stays.

    The municipality's own coordinator answers, or county staff on its behalf: the role stands beside the answer.
    `reason` says why so, or what is done already; `details` are further fields of AnswerValues. Refuses other elements
    (NotAnswerable), what was never offered (NotOffered), an answer that lacks something (AdaptedTextMissing,
    DoneMissing, ReasonMissing, ResolutionMissing) and a joint unit it does not belong to (NotAMember). Audited as
    adoption.answered.
    """
    values = values_of(
        {
            "answer": answer, "reason": reason, "adapted_text": adapted_text, "resolved_on": resolved_on,
            "resolution_reference": resolution_reference,
        }
        | details
    )  # fmt: skip
    require(actor, "implementation.answer_adoption", Matter(element, municipality))
    if element.kind not in ANSWERABLE:
        raise errors.NotAnswerable()
    for lack in lacks(values):
        raise REFUSALS[lack]()
    wordings = offered_wordings(municipality, [element.pk])
    if element.pk not in wordings:
        raise errors.NotOffered()
    if joint_unit is not None:
        check_member(joint_unit, municipality, now)
    with transaction.atomic():
        return _give_answer(
            actor=actor, element=element, revision_id=wordings[element.pk], municipality=municipality, values=values,
            joint_unit=joint_unit, now=now,
        )  # fmt: skip


def _give_answer(
    *,
    actor: Actor,
    element: Element,
    revision_id: int,
    municipality: Area,
    values: AnswerValues,
    joint_unit: JointUnit | None,
    now: datetime,
) -> Adoption:
    """Write a checked answer, inside a transaction. The part `answer_adoption` and `send_answers` share."""
    scopes = municipality_of(municipality)
    role = role_used(actor, Role.MUNICIPAL_COORDINATOR, Role.STRATEGY_OFFICER, scopes=scopes)
    before = Adoption.objects.filter(element=element, municipality=municipality).supersede(now)
    adoption = Adoption(
        **signed(actor, now, role=role),
        **fitting(values).as_dict(),
        element=element,
        revision_id=revision_id,
        municipality=municipality,
        joint_unit=joint_unit,
        supersedes=before,
    )
    adoption.full_clean()
    adoption.save()
    changes = {"answer": (before.answer if before else None, adoption.answer)}
    record(actor=actor, verb=Verb.ADOPTION_ANSWERED, subject=adoption, now=now, changes=changes, reason=adoption.reason)
    return adoption


def renew_offer(
    *,
    actor: Actor,
    old: Version,
    version: Version,
    municipalities: Sequence[Area],
    offered_on: date,
    now: datetime,
    new_elements: Collection[Element] = (),
    answer_by: date | None = None,
    reminder_days: Collection[int] = (),
) -> list[Offer]:
    """Offer a newer adopted version to municipalities that were offered `old`. All or none.

    Each is offered what its elements continue in. Where the wording is the same its answer holds, also when the
    element has a new identity in the successor concept: then the answer is copied with its date, role and reason.
    What changed, was split or merged is asked anew, and so are the `new_elements` chosen. Refuses what `make_offer`
    refuses, and municipalities without an offer of `old` (NeverOffered). Audited as offer.renewed, once each, and
    answer.carried for each copied answer.
    """
    require(actor, "implementation.renew_offer", version)
    _check_version(version, offered_on, answer_by)
    added = _checked_elements(version, new_elements) if new_elements else []
    with transaction.atomic():
        found = renewal(old, version)
        had = _asked(old, municipalities)
        asked = _asked(version, municipalities)
        offers = []
        for area in municipalities:
            mine = {key for place, key in had if place == area.pk}
            if not mine:
                raise errors.NeverOffered(name=area.name)
            items, held = _continued(found, mine, area)
            items |= dict.fromkeys(added, False)
            items = {key: kept for key, kept in items.items() if (area.pk, key) not in asked}
            if not items:
                raise errors.OfferedAlready(name=area.name)
            carried = [key for key, kept in items.items() if kept]
            offers.append(_offer(version, area, list(items), carried, offered_on, answer_by, reminder_days))
            record(actor=actor, verb=Verb.OFFER_RENEWED, subject=offers[-1], now=now)
            _copy_answers(actor, area, {new: before for new, before in held.items() if new in items}, version, now)
    return offers


# --- parts --------------------------------------------------------------------------------------------------------
def _check_version(version: Version, offered_on: date, answer_by: date | None) -> None:
    if not version.is_frozen or version.kind not in {VersionKind.ADOPTED, VersionKind.AMENDED}:
        raise errors.VersionNotAdopted()
    if answer_by is not None and answer_by <= offered_on:
        raise errors.AnswerBeforeOffer()


def _checked_elements(version: Version, elements: Collection[Element] | None) -> list[int]:
    """The elements to offer, in the order of the document; all goals without a choice."""
    rows = Node.objects.filter(version=version, element__kind__in=ANSWERABLE).order_by("order_key", "pk")
    if elements is None:
        return list(rows.filter(element__kind=ElementKind.GOAL).values_list("element", flat=True))
    if not elements:
        raise errors.NothingChosen()
    if any(element.kind not in ANSWERABLE for element in elements):
        raise errors.NotAnswerable()
    wanted = {element.pk for element in elements}
    found = [key for key in rows.values_list("element", flat=True) if key in wanted]
    if len(found) != len(wanted):
        raise errors.NotInVersion()
    return found


def _asked(version: Version, municipalities: Sequence[Area]) -> set[tuple[int, int]]:
    """Municipality and element of everything they were offered of a version; their rows stay locked until the end."""
    keys = [area.pk for area in municipalities]
    list(Area.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk", flat=True))
    items = OfferItem.objects.filter(offer__version=version, offer__municipality__in=keys)
    return set(items.values_list("offer__municipality", "element"))


def _offer(
    version: Version,
    area: Area,
    elements: Sequence[int],
    carried: Collection[int],
    offered_on: date,
    answer_by: date | None,
    reminder_days: Collection[int],
) -> Offer:
    offer = Offer(
        version=version, municipality=area, offered_on=offered_on, answer_by=answer_by,
        reminder_days=sorted(set(reminder_days), reverse=True),
    )  # fmt: skip
    offer.full_clean()
    offer.save()
    OfferItem.objects.bulk_create(OfferItem(offer=offer, element_id=key, is_carried=key in carried) for key in elements)
    return offer


def _continued(found: Renewal, mine: Collection[int], area: Area) -> tuple[dict[int, bool], dict[int, Adoption]]:
    """What a municipality is offered anew (element → its answer holds), and the answers that hold, by new element."""
    answers = {
        row.element_id: row for row in Adoption.objects.current().filter(municipality=area, element__in=list(mine))
    }
    items: dict[int, bool] = {}
    held: dict[int, Adoption] = {}
    for row in found.rows:
        each = row.carried
        if each.old is None or each.old not in mine:
            continue
        if each.change == Continued.SAME:
            answer = answers.get(each.old)
            items[each.new[0]] = answer is not None
            if answer is not None:
                held[each.new[0]] = answer
        elif each.change in ASKED_AGAIN:
            items |= {key: items.get(key, False) for key in each.new}
    return items, held


def _copy_answers(actor: Actor, area: Area, held: dict[int, Adoption], version: Version, now: datetime) -> None:
    """Let answers hold for elements with a new identity; those of the same element hold as they are."""
    wordings = dict(version.nodes.values_list("element", "revision"))
    for key, answer in held.items():
        if key == answer.element_id or Adoption.objects.current().filter(element=key, municipality=area).exists():
            continue
        copy = Adoption(
            **values_of(answer).as_dict(), element_id=key, revision_id=wordings[key], municipality=area,
            joint_unit_id=answer.joint_unit_id, made_by_id=answer.made_by_id, made_as=answer.made_as,
            made_at=answer.made_at,
        )  # fmt: skip
        copy.full_clean()
        copy.save()
        record(actor=actor, verb=Verb.ANSWER_CARRIED, subject=copy, now=now)
