"""The house a bundle comes from: a small Landkreis Osnabrück, told through actions, gone once its bundle is made."""

import io
import json
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from types import SimpleNamespace
from typing import Any

from django.db import transaction

from roterfaden.concept import actions as concepts
from roterfaden.concept.enums import ElementKind, VersionKind
from roterfaden.concept.methods import TargetValues
from roterfaden.directory import actions as directory
from roterfaden.indicators import actions as figures
from roterfaden.kernel.actors import System
from roterfaden.participation import actions as participation
from roterfaden.places import actions as places
from roterfaden.places.queries import house
from roterfaden.transfer.actions import export_bundle
from roterfaden.transfer.enums import Part
from roterfaden.transfer.methods import Sender, new_key, write_bundle
from roterfaden.transfer.queries import Choice
from roterfaden.weighing import actions as weighing
from tests import factories
from tests.factories import NOW, TODAY

ACTOR = System("test")
DITHMARSCHEN = Sender(
    "Kreis Dithmarschen", "Kreis Dithmarschen", "Dithmarschen", "01051", "Stabsstelle Integration", ("Eider",)
)
KEY = new_key()


def osnabrueck() -> SimpleNamespace:
    """A county with a process, a published version, figures, text modules and an invitation."""
    instance = factories.instance()
    factories.municipality(name="Samtgemeinde Artland", short_name="Artland")
    field = factories.field(slug="wohnen", name="Wohnen im Osnabrücker Land", short_name="Wohnen")
    process = participation.open_process_from_template(
        actor=ACTOR, template="kleinstadt", slug="dialog", title="Integrationsdialog Osnabrück",
        summary="Der Landkreis Osnabrück hört zu.", mandate="Kreistag", area=instance.county, opened_on=TODAY, now=NOW,
    )  # fmt: skip
    event = process.events.order_by("starts_at", "pk").first()
    participation.write_invitation(
        actor=ACTOR, event=event, language="de", subject="Einladung nach Osnabrück", now=NOW,
        text="Kommen Sie! Fragen: hedwig.beispiel@example.org oder 0541 501-1234.",
    )  # fmt: skip
    definition = figures.define_indicator(
        actor=ACTOR, slug="wohnungen", title="Wohnungen für Familien", field=field, accountability="condition",
        text="Vermittelte Wohnungen im Landkreis Osnabrück", unit="Anzahl", direction="up", source="Eigene Zählung",
        valid_from=date(2015, 1, 1), now=NOW,
    )  # fmt: skip
    world = SimpleNamespace(field=field, process=process, event=event, definition=definition, instance=instance)
    world.concept = concepts.open_concept(
        actor=ACTOR, slug="konzept", title="Konzept Integration Landkreis Osnabrück", area=instance.county,
        process=None, starts_on=date(2018, 1, 1), ends_on=date(2023, 1, 1), now=NOW,
    )  # fmt: skip
    series = factories.series(definition)
    part = add(world, ElementKind.FIELD, "Wohnen", field=field)
    promised = TargetValues(series=series, target_value=7654321, target_on=date(2022, 12, 31))
    world.goal = add(world, ElementKind.GOAL, "Familien in Osnabrück finden Wohnungen", part, target=promised)
    add(world, ElementKind.INITIATIVE, "Lotsen im Artland", world.goal, body="Ein Lotse hilft in Osnabrücks Norden.")
    freeze(world, "konferenz")
    guide = directory.add_guide(actor=ACTOR, slug="ankommen", title="Ankommen", field=field, now=NOW)
    for language, title in (("de", "Ankommen in Osnabrück"), ("ar", "الوصول")):
        directory.write_page(
            actor=ACTOR, guide=guide, language=language, title=title, lead="", is_checked=True, now=NOW,
            body="Der Landkreis Osnabrück hilft. [[duldung]] Rufen Sie Hedwig an: 0541 501-1234.",
        )  # fmt: skip
    directory.publish_guide(actor=ACTOR, guide=guide, now=NOW)
    directory.explain_word(actor=ACTOR, key="duldung", language="de", word="Duldung", text="Ein Papier.", now=NOW)
    places.write_house_text(actor=ACTOR, on_page="privacy", text="Im Landkreis Osnabrück gilt …", now=NOW)
    weighing.add_module(
        actor=ACTOR, title="Zuständig ist die Stadt", outcome="not_taken_up", now=NOW,
        file_reason="Nicht der Landkreis Osnabrück.", plain_reason="Danke für Beitrag {nummer}.",
    )  # fmt: skip
    return world


def add(world: SimpleNamespace, kind: str, title: str, parent: Any = None, **values: Any) -> Any:
    """An element of the concept, last below its parent."""
    return concepts.add_element(
        actor=ACTOR, concept=world.concept, kind=kind, title=title, parent_element=parent, now=NOW, **values
    )


def freeze(world: SimpleNamespace, slug: str) -> None:
    """Publish the draft as it stands."""
    world.version = concepts.freeze_version(
        actor=ACTOR, concept=world.concept, kind=VersionKind.CONFERENCE, slug=slug, title=slug.title(), now=NOW
    )


def everything(world: SimpleNamespace, *without: str) -> Choice:
    """All parts, or all but these."""
    return Choice(frozenset(Part.values) - set(without), world.process, world.version)


def bundle(world: SimpleNamespace, *without: str) -> bytes:
    """The file with everything, or without these parts."""
    return export_bundle(actor=ACTOR, choice=everything(world, *without), now=NOW).data


def elsewhere(*made: Callable[[SimpleNamespace], Any]) -> list[bytes]:
    """The bundles of another installation, after each of these steps; nothing else of it is left here."""
    files = []
    with rolled_back():
        world = osnabrueck()
        assert house() is not None
        for step in (lambda _world: None, *made):
            step(world)
            files.append(bundle(world, Part.TEXTS))
    return files


def rolled_back() -> AbstractContextManager[None]:
    """A transaction that leaves nothing."""
    return _RolledBack()


class _RolledBack(transaction.Atomic):
    def __init__(self) -> None:
        super().__init__(using=None, savepoint=True, durable=False)

    def __exit__(self, *error: Any) -> None:
        if error == (None, None, None):
            transaction.set_rollback(True)
        super().__exit__(*error)


def small(**parts: list[dict[str, Any]]) -> bytes:
    """A bundle of Dithmarschen with these parts."""
    return write_bundle(parts, origin=DITHMARSCHEN, made_at="2026-11-01T10:00:00+01:00", key=KEY)


def contents(data: bytes) -> dict[str, bytes]:
    """Every file of an archive by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def objects(data: bytes, part: str) -> list[dict[str, Any]]:
    """The objects of one part."""
    return list(json.loads(contents(data)[f"parts/{part}.json"])["objects"])


def zipped(files: dict[str, bytes]) -> bytes:
    """An archive of these files, as anybody could make it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()
