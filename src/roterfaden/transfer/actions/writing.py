"""One object of a bundle through the action of its own context. No action of its own: it asks nobody's leave twice."""

import contextlib
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.utils.text import slugify
from django.utils.translation import gettext as _

from roterfaden.concept import actions as concepts
from roterfaden.concept.enums import ElementKind
from roterfaden.concept.errors import NothingChanged
from roterfaden.concept.methods import TargetValues
from roterfaden.concept.models import Concept, Element
from roterfaden.concept.queries import draft_node
from roterfaden.directory import actions as directory
from roterfaden.directory.errors import GermanFirst
from roterfaden.directory.models import Guide
from roterfaden.indicators import actions as figures
from roterfaden.indicators.enums import Accountability
from roterfaden.indicators.models import Definition, Indicator
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.languages import SOURCE
from roterfaden.kernel.time import local_day
from roterfaden.participation import actions as participation
from roterfaden.participation.methods import process_templates, read_template, write_template
from roterfaden.participation.models import Event, OwnTemplate, Process
from roterfaden.places import actions as places
from roterfaden.places.queries import county
from roterfaden.topics import actions as topics
from roterfaden.topics.models import FieldOfAction
from roterfaden.transfer import errors
from roterfaden.transfer.enums import Part
from roterfaden.transfer.methods import HEAD, PAGE, TERM, Object, Wishes, template_from
from roterfaden.transfer.models import Arrival
from roterfaden.transfer.queries import Step
from roterfaden.weighing import actions as weighing
from roterfaden.weighing.models import TextModule

NUMBERED = 200
DEFINED = (
    "text", "unit", "multiplier", "denominator", "direction", "minimum_count", "decimals", "source", "breakdowns",
    "rhythm_months", "is_fictitious",
)  # fmt: skip


class Place(NamedTuple):
    """What an object is called here, and where it lives."""

    key: str
    place: str = ""


class Writing:
    """Writes objects of one bundle, and knows what came from it, because elements stand below others."""

    def __init__(self, actor: Actor, arrival: Arrival, now: datetime) -> None:
        self._actor, self._arrival, self._now = actor, arrival, now
        self._wishes = Wishes.from_json(arrival.wishes)
        self._known: dict[tuple[str, str], Place] = {}
        self._concept: Concept | None = None
        self._fields: dict[str, FieldOfAction] = {}
        self._german: dict[str, bool] = {}
        """Guides whose German words stand here as in the bundle; whether they were written just now."""
        self._reason = _("Übernommen aus: %(house)s") % {"house": arrival.origin.name}

    def know(self, step: Step, place: Place) -> None:
        """Remember where an object of the bundle is here."""
        self._known[step.part.value, step.key] = place

    def write(self, step: Step) -> Place | None:
        """Create or change one object; None when there is no place for it. Raises what the action refuses."""
        match step.part:
            case Part.FIELDS:
                return self._field(step)
            case Part.INDICATORS:
                return self._indicator(step)
            case Part.PROCESS:
                return self._process(step)
            case Part.CONCEPT:
                return self._head(step) if step.given.get("kind") == HEAD else self._element(step)
            case Part.MODULES:
                return self._module(step)
            case Part.GUIDES:
                return self._term(step) if step.ours["kind"] == TERM else self._page(step)
            case Part.TEXTS:
                places.write_house_text(
                    actor=self._actor, on_page=step.ours["on_page"], text=step.ours["text"], now=self._now
                )
                return Place(step.local_key)
            case _:
                return self._letter(step)

    def settle(self, step: Step) -> Place:
        """Where something is that stands here already; a process that was only a template is opened if wanted."""
        if step.part == Part.PROCESS:
            return Place(step.local_key, self._opened(step, step.local_key))
        if step.given.get("kind") == PAGE:
            self._settle_page(step)
        return Place(step.local_key, step.lineage.place if step.lineage else "")

    # --- fields and figures ---------------------------------------------------------------------------------------
    def _field(self, step: Step) -> Place:
        words = {name: step.ours.get(name, "") for name in ("name", "short_name", "orientation")}
        if step.mine is not None:
            field = FieldOfAction.objects.get(slug=step.local_key)
            topics.change_field_of_action(actor=self._actor, field=field, now=self._now, **words)
            return Place(step.local_key)
        taken = set(FieldOfAction.objects.values_list("number", flat=True))
        wanted = step.ours["number"]
        number = next(each for each in (wanted, *range(1, NUMBERED * 2)) if each not in taken)
        topics.add_field_of_action(actor=self._actor, slug=step.ours["key"], number=number, now=self._now, **words)
        return Place(step.ours["key"])

    def _indicator(self, step: Step) -> Place:
        ours = step.ours
        newest = Definition.objects.filter(indicator__slug=ours["key"]).order_by("-number", "-pk").first()
        today = local_day(self._now)
        valid_from = (
            max(today, newest.valid_from + timedelta(days=1)) if newest else date.fromisoformat(ours["valid_from"])
        )
        counted, whole = (Indicator.objects.filter(slug=ours.get(name, "")).first() for name in ("counted", "whole"))
        figures.define_indicator(
            actor=self._actor, slug=ours["key"], title=ours["title"], field=self._field_of(ours),
            accountability=ours["accountability"], responsible=ours.get("responsible", ""),
            counted=counted, whole=whole,
            **{name: ours[name] for name in DEFINED if name in ours}, reason=self._reason if newest else "",
            valid_from=valid_from, now=self._now,
        )  # fmt: skip
        return Place(ours["key"])

    # --- process and letters --------------------------------------------------------------------------------------
    def _process(self, step: Step) -> Place:
        slug, before = step.local_key, None
        if step.mine is not None:
            row = OwnTemplate.objects.get(slug=slug)
            before = read_template(row.content, row.slug)
        elif slug in process_templates():
            slug = f"{slug[:68]}-uebernommen"
        template = template_from(step.ours | {"key": slug}, keep=before)
        participation.save_template(
            actor=self._actor, slug=slug, content=write_template(template), now=self._now
        )  # fmt: skip
        return Place(slug, self._opened(step, slug))

    def _opened(self, step: Step, template: str) -> str:
        """The process opened from a template before, or now if that is wanted; empty while it is only a template."""
        place = step.lineage.place if step.lineage else ""
        opened_on = self._wishes.opened_on
        if place or opened_on is None:
            return place
        title = step.ours["title"]
        process = participation.open_process_from_template(
            actor=self._actor, template=template, slug=_free(title, Process), title=title,
            summary=step.ours["summary"], mandate=self._wishes.mandate, area=self._area(), opened_on=opened_on,
            now=self._now,
        )  # fmt: skip
        return process.slug

    def _letter(self, step: Step) -> Place:
        event = Event.objects.get(slug=step.local_key.rpartition("/")[0])
        words = {name: step.ours[name] for name in ("language", "subject", "text")}
        participation.write_invitation(actor=self._actor, event=event, now=self._now, **words)
        return Place(step.local_key, event.slug)

    # --- concept --------------------------------------------------------------------------------------------------
    def _head(self, step: Step) -> Place:
        starts_on, ends_on = self._wishes.starts_on, self._wishes.ends_on
        if starts_on is None or ends_on is None:
            raise errors.DaysMissing()
        process = next((place for (part, _key), place in self._known.items() if part == Part.PROCESS), None)
        self._concept = concepts.open_concept(
            actor=self._actor, slug=_free(step.ours["title"], Concept), title=step.ours["title"], area=self._area(),
            process=Process.objects.filter(slug=process.place).first() if process else None,
            starts_on=starts_on, ends_on=ends_on, now=self._now,
        )  # fmt: skip
        return Place(self._concept.slug, self._concept.slug)

    def _element(self, step: Step) -> Place | None:
        ours = step.ours
        if step.mine is not None:
            return self._reworded(step)
        parent = self._known.get((Part.CONCEPT.value, ours["parent"])) if ours.get("parent") else None
        concept = self._concept_of(step)
        if concept is None or (ours.get("parent") and parent is None):
            return None
        made = concepts.add_element(
            actor=self._actor, concept=concept, kind=ours["kind"], field=self._field_of(ours), title=ours["title"],
            parent_element=Element.objects.select_related("field").get(uid=parent.key) if parent else None,
            body=ours.get("body", ""), accountable=ours.get("accountable", ""), target=self._target(ours),
            reason=self._reason, now=self._now,
        )  # fmt: skip
        return Place(str(made.uid), concept.slug)

    def _reworded(self, step: Step) -> Place:
        element = Element.objects.select_related("concept").get(uid=step.local_key)
        node = draft_node(element)
        if node is None:
            raise errors.CannotTakeOver(title=step.title, reason=_("Es steht nicht mehr im Entwurf."))
        revision = node.revision
        with contextlib.suppress(NothingChanged):  # only its field or its measure is another one there
            concepts.revise_element(
                actor=self._actor, element=element, title=step.ours["title"], body=step.ours.get("body", ""),
                accountable=step.ours.get("accountable", ""), starts_on=revision.starts_on, ends_on=revision.ends_on,
                reason=self._reason, expected_revision=revision.number, now=self._now,
            )  # fmt: skip
        return Place(step.local_key, element.concept.slug)

    def _concept_of(self, step: Step) -> Concept | None:
        """The concept of this bundle here: opened just now, or taken over earlier."""
        if self._concept is None:
            head = self._arrival.parts[Part.CONCEPT.value][0]["key"]
            place = self._known.get((Part.CONCEPT.value, head))
            self._concept = Concept.objects.filter(slug=place.key).first() if place else None
        return self._concept

    def _target(self, ours: Object) -> TargetValues | None:
        """A goal comes without a value: what it is measured by is said in words until the house sets its own."""
        if ours["kind"] != ElementKind.GOAL:
            return None
        told: dict[str, Any] = ours.get("target", {})
        reason = str(told.get("reason", ""))
        if told.get("indicator"):
            indicator = Indicator.objects.filter(slug=told["indicator"]).first()
            name = indicator.title if indicator else told["indicator"]
            reason = _("Der Zielwert wird hier noch festgelegt. Gemessen wird an: %(name)s.") % {"name": name}
        return TargetValues(
            accountability=told.get("accountability", Accountability.CONDITION),
            not_measurable_reason=reason or _("Woran dieses Ziel gemessen wird, ist noch festzulegen."),
        )

    # --- modules --------------------------------------------------------------------------------------------------
    def _module(self, step: Step) -> Place:
        words = {name: step.ours[name] for name in ("title", "outcome", "file_reason", "plain_reason")}
        if step.mine is None:
            return Place(weighing.add_module(actor=self._actor, now=self._now, **words).title)
        module = TextModule.objects.get(title=step.local_key)
        weighing.revise_module(actor=self._actor, module=module, reason=self._reason, now=self._now, **words)
        return Place(words["title"].strip())

    # --- guides ---------------------------------------------------------------------------------------------------
    def _term(self, step: Step) -> Place:
        ours = step.ours
        directory.explain_word(
            actor=self._actor, key=ours["slug"], language=ours["language"], word=ours["title"], text=ours["body"],
            now=self._now,
        )  # fmt: skip
        return Place(step.local_key)

    def _page(self, step: Step) -> Place | None:
        """A new guide is read by nobody until this house publishes it. A translation only comes beside its German."""
        ours = step.ours
        guide = Guide.objects.filter(slug=ours["slug"]).first()
        if ours["language"] == SOURCE:
            guide = guide or directory.add_guide(
                actor=self._actor, slug=ours["slug"], title=ours["title"], position=ours.get("position", 0),
                field=self._field_of(ours), now=self._now,
            )  # fmt: skip
            self._german[ours["slug"]] = True
        if guide is None or ours["slug"] not in self._german:
            return None
        try:
            directory.write_page(
                actor=self._actor, guide=guide, language=ours["language"], title=ours["title"],
                lead=ours.get("lead", ""), body=ours["body"], is_checked=True, now=self._now,
            )  # fmt: skip
        except GermanFirst:  # the same German words, but nobody here has checked them
            return None
        return Place(step.local_key)

    def _settle_page(self, step: Step) -> None:
        """Words that stand here already: German ones let translations in; a translation says new German ones again."""
        if step.ours["language"] == SOURCE:
            self._german.setdefault(step.ours["slug"], False)
        elif self._german.get(step.ours["slug"]):
            self._page(step)

    # --- both -----------------------------------------------------------------------------------------------------
    def _field_of(self, ours: Object) -> FieldOfAction | None:
        """The field of action of this house; one that is not here is left open."""
        slug = ours.get("field", "")
        if slug and slug not in self._fields:
            self._fields |= {row.slug: row for row in FieldOfAction.objects.filter(slug=slug)}
        return self._fields.get(slug)

    def _area(self) -> Any:
        area = county()
        if area is None:
            raise errors.NoHouse()
        return area


def _free(title: str, model: type[Process] | type[Concept]) -> str:
    """An address nobody has yet."""
    wanted = slugify(title)[:70].strip("-") or "uebernommen"
    taken = set(model._default_manager.filter(slug__startswith=wanted).values_list("slug", flat=True))
    return next(each for each in (wanted, *(f"{wanted}-{n}" for n in range(2, 999))) if each not in taken)
