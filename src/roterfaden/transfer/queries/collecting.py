"""What of this house may travel, part by part, as objects of a bundle. Every value comes through `declared`."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from roterfaden.concept.models import Node, Target, Version
from roterfaden.directory.enums import PageStatus
from roterfaden.directory.methods import marked_keys
from roterfaden.directory.models import Explanation, Guide, GuidePage
from roterfaden.directory.queries import is_outdated
from roterfaden.indicators.models import Definition
from roterfaden.kernel.languages import SOURCE
from roterfaden.participation.methods.templates import EventTemplate, GroupTemplate, ProcessTemplate, StageTemplate
from roterfaden.participation.models import Event, InvitationText, Opening, Process, Stage
from roterfaden.places.models import HouseText, Instance
from roterfaden.places.queries import partners
from roterfaden.topics.models import FieldOfAction
from roterfaden.transfer.enums import Part
from roterfaden.transfer.methods import HEAD, PAGE, TERM, Object, Sender, bare_name, object_of
from roterfaden.transfer.queries.declared import carried, public_value
from roterfaden.weighing.models import ModuleRevision

EVENT_SLUG = 60
DEFINED = (
    "text", "unit", "multiplier", "denominator", "direction", "minimum_count", "decimals", "source", "breakdowns",
    "rhythm_months", "is_fictitious", "valid_from",
)  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """Which parts go into a bundle; a process and a version only where their parts are chosen."""

    parts: frozenset[str] = field(default_factory=frozenset)
    process: Process | None = None
    version: Version | None = None


def sender(instance: Instance, on: date) -> Sender:
    """What a house says of itself in a bundle: names, no addresses. One query."""
    county = instance.county
    return Sender(
        house=public_value(instance, "name"), area=public_value(county, "name"),
        area_short=bare_name(public_value(county, "name")), area_key=public_value(county, "key"),
        unit=public_value(instance, "contact_unit"),
        municipalities=tuple(public_value(area, "short_name") for area in partners(on)),
    )  # fmt: skip


def collected(choice: Choice) -> dict[str, list[Object]]:
    """The objects of every chosen part, in the order of `Part`. At most fifteen queries."""
    parts: dict[str, list[Object]] = {}
    if Part.FIELDS in choice.parts:
        parts[Part.FIELDS.value] = fields_of_action()
    if Part.INDICATORS in choice.parts:
        parts[Part.INDICATORS.value] = indicators()
    if Part.PROCESS in choice.parts and choice.process:
        parts[Part.PROCESS.value] = [object_of(process_template(choice.process))]
    if Part.CONCEPT in choice.parts and choice.version:
        parts[Part.CONCEPT.value] = elements(choice.version)
    if Part.MODULES in choice.parts:
        parts[Part.MODULES.value] = modules()
    if Part.LETTERS in choice.parts and choice.process:
        parts[Part.LETTERS.value] = letters(choice.process)
    if Part.GUIDES in choice.parts:
        parts[Part.GUIDES.value] = guides()
    if Part.TEXTS in choice.parts:
        parts[Part.TEXTS.value] = house_texts()
    return parts


# --- part by part -------------------------------------------------------------------------------------------------
def fields_of_action() -> list[Object]:
    """Every field of action. One query."""
    rows = FieldOfAction.objects.order_by("number", "pk")
    return [
        {"key": public_value(row, "slug"), **carried(row, "number", "name", "short_name", "orientation")}
        for row in rows
    ]  # fmt: skip


def indicators() -> list[Object]:
    """Every indicator as it is defined now: how something is counted, never what was counted. One query."""
    rows = Definition.objects.select_related("indicator__field", "counted", "whole")
    newest = {row.indicator_id: row for row in rows.order_by("indicator__slug", "number", "pk")}
    return [_indicator(row) for row in newest.values()]


def _indicator(row: Definition) -> Object:
    indicator = public_value(row, "indicator")
    return {
        "key": public_value(indicator, "slug"),
        **carried(indicator, "title", "accountability", "responsible"),
        "field": _slug(public_value(indicator, "field")),
        **carried(row, *DEFINED),
        "counted": _slug(public_value(row, "counted")),
        "whole": _slug(public_value(row, "whole")),
    }


def process_template(process: Process) -> ProcessTemplate:
    """A process as a template: what everybody may read of it, in days from its opening. Five queries."""
    opened_on = public_value(process, "opened_on")
    openings = Prefetch("openings", Opening.objects.select_related("actor_group").order_by("pk"))
    stages = list(process.stages.order_by("position", "pk").prefetch_related(openings))
    events = _events(process)
    return ProcessTemplate(
        slug=public_value(process, "slug"), title=public_value(process, "title"),
        summary=public_value(process, "summary")[:2000],
        groups=tuple(
            GroupTemplate(**carried(group, "slug", "name")) for group in process.actor_groups.order_by("position", "pk")
        ),
        stages=tuple(_stage(stage, opened_on) for stage in stages),
        events=tuple(_event(event, slug) for slug, event in events),
    )  # fmt: skip


def _stage(stage: Stage, opened_on: date) -> StageTemplate:
    starts_on, ends_on = public_value(stage, "starts_on"), public_value(stage, "ends_on")
    openings = tuple(
        (public_value(row, "kind"), _slug(public_value(row, "actor_group"))) for row in stage.openings.all()
    )
    return StageTemplate(
        **carried(stage, "slug", "kind", "title", "description", "gate"),
        after=max(0, (starts_on - opened_on).days),
        days=(ends_on - starts_on).days + 1 if ends_on else None,
        openings=openings,
    )


def _events(process: Process) -> list[tuple[str, Event]]:
    """Events that were not called off, in time, each with a short name of its own."""
    rows = (
        process.events.filter(cancelled_at=None)
        .select_related("stage")
        .prefetch_related("actor_groups")
        .order_by("starts_at", "pk")
    )
    found: dict[str, Event] = {}
    for row in rows:
        slug = public_value(row, "slug")[:EVENT_SLUG].strip("-")
        found[slug if slug not in found else f"{slug[:50]}-{row.pk}"] = row
    return list(found.items())


def _event(event: Event, slug: str) -> EventTemplate:
    starts_at, ends_at = _wall(public_value(event, "starts_at")), _wall(public_value(event, "ends_at"))
    stage = public_value(event, "stage")
    after = max(0, (starts_at.date() - public_value(stage, "starts_on")).days)
    if stage.ends_on:  # what took place after its stage is put on the last day: a template keeps events inside
        after = min(after, max(0, (stage.ends_on - stage.starts_on).days - (ends_at.date() - starts_at.date()).days))
    return EventTemplate(
        slug=slug, stage=public_value(stage, "slug"),
        **carried(event, "kind", "title", "description", "tables", "capacity"),
        after=after, at=starts_at.time().replace(second=0, microsecond=0),
        minutes=max(15, int((ends_at - starts_at).total_seconds() // 60)),
        groups=tuple(sorted(public_value(group, "slug") for group in public_value(event, "actor_groups").all())),
        questions=tuple(public_value(event, "questions")),
    )  # fmt: skip


def _wall(moment: datetime) -> datetime:
    """As the clock on the wall shows it, so that an hour of summer time makes an event neither longer nor shorter."""
    return timezone.localtime(moment).replace(tzinfo=None)


def elements(version: Version) -> list[Object]:
    """The concept and every element of a version in reading order, with what goals are measured by. One query."""
    nodes = Node.objects.filter(version=version).select_related(
        "element__field", "parent__element", "revision__target__series__definition__indicator"
    )
    concept = public_value(version, "concept")
    head = {"key": public_value(concept, "slug"), "kind": HEAD, **carried(concept, "title")}
    return [head, *(_element(node) for node in nodes.order_by("order_key", "pk"))]


def _element(node: Node) -> Object:
    element, revision, parent = (public_value(node, name) for name in ("element", "revision", "parent"))
    made: Object = {
        "key": str(public_value(element, "uid")),
        "parent": str(public_value(public_value(parent, "element"), "uid")) if parent else "",
        **carried(element, "kind"),
        **carried(revision, "title", "body", "accountable"),
        "field": _slug(public_value(element, "field")),
    }
    target: Target | None = getattr(revision, "target", None)
    if target is not None:
        made["target"] = _target(target)
    return made


def _target(target: Target) -> dict[str, Any]:
    """By what a goal is measured: no baseline, no value, no day. Those are promises of one house."""
    series = public_value(target, "series")
    made: dict[str, Any] = carried(target, "accountability")
    if series is None:
        return made | {"reason": public_value(target, "not_measurable_reason")}
    indicator = public_value(public_value(series, "definition"), "indicator")
    return made | {"indicator": public_value(indicator, "slug"), **carried(series, "breakdown")}


def modules() -> list[Object]:
    """Every text module that may be picked, in the words it has now. One query."""
    rows = ModuleRevision.objects.current().filter(module__retired_at=None).select_related("module")
    return [
        {
            "key": public_value(row.module, "title"),
            **carried(row.module, "title", "outcome"),
            **carried(row, "file_reason", "plain_reason"),
        }
        for row in rows.order_by("module__title", "pk")
    ]


def letters(process: Process) -> list[Object]:
    """What invitations to the events of a process say, in each language. Three queries."""
    slugs = {event.pk: slug for slug, event in _events(process)}
    rows = InvitationText.objects.filter(event__in=slugs).order_by("event__starts_at", "event__pk", "language", "pk")
    return [
        {
            "key": f"{slugs[row.event_id]}/{public_value(row, 'language')}", "event": slugs[row.event_id],
            **carried(row, "language", "subject", "text"),
        }
        for row in rows
    ]  # fmt: skip


def guides() -> list[Object]:
    """Published guides in every language that is checked and says the German words of today, after the words they
    explain. Two queries."""
    pages = GuidePage.objects.filter(guide__in=Guide.objects.published(), status=PageStatus.CHECKED)
    newest = _newest_pages(pages)
    german = {page.guide_id: page for page in newest if page.language == SOURCE}
    told = [page for page in newest if page.guide_id in german and not is_outdated(page, german[page.guide_id])]
    marked = {(key, page.language) for page in told for key in marked_keys(public_value(page, "body"))}
    return [*(term for term in terms() if (term["slug"], term["language"]) in marked), *map(guide_page, told)]


def guide_pages() -> list[Object]:
    """Every guide of this house as it stands, drafts too, in each language. One query."""
    return [guide_page(page) for page in _newest_pages(GuidePage.objects.all())]


def _newest_pages(pages: QuerySet[GuidePage]) -> list[GuidePage]:
    """The newest page of each guide in each language, by guide, German first."""
    rows = pages.select_related("guide__field").order_by("number", "pk")
    found = {(page.guide_id, page.language): page for page in rows}
    return sorted(
        found.values(),
        key=lambda page: (page.guide.position, page.guide.slug, page.language != SOURCE, page.language),
    )


def guide_page(page: GuidePage) -> Object:
    """The words of a guide in one language."""
    guide = public_value(page, "guide")
    slug, language = public_value(guide, "slug"), public_value(page, "language")
    return {
        "key": f"{PAGE}/{slug}/{language}", "kind": PAGE, "slug": slug, "language": language,
        **carried(page, "title", "lead", "body"),
        "field": _slug(public_value(guide, "field")), **carried(guide, "position"),
    }  # fmt: skip


def terms() -> list[Object]:
    """Every word that is explained. One query."""
    rows = Explanation.objects.order_by("key", "language", "pk")
    return [
        {
            "key": f"{TERM}/{public_value(row, 'key')}/{public_value(row, 'language')}", "kind": TERM,
            "slug": public_value(row, "key"), "language": public_value(row, "language"),
            "title": public_value(row, "word"), "body": public_value(row, "text"),
        }
        for row in rows
    ]  # fmt: skip


def house_texts() -> list[Object]:
    """What the house says on its legal pages. One query."""
    rows = HouseText.objects.exclude(text="").order_by("on_page", "pk")
    return [{"key": public_value(row, "on_page"), **carried(row, "on_page", "text")} for row in rows]


def _slug(row: Any) -> str:
    return str(public_value(row, "slug")) if row is not None else ""
