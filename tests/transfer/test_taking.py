"""Giving away and taking over: nothing personal travels, another county becomes a working house, three sides hold."""

import json
from datetime import date
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, models, transaction
from django.urls import reverse

from roterfaden.audit.models import Event as LogEntry
from roterfaden.concept import actions as concepts
from roterfaden.concept.enums import VersionKind
from roterfaden.concept.models import Concept, Element, Target
from roterfaden.directory.models import GuidePage
from roterfaden.indicators.models import Definition, Indicator, Observation
from roterfaden.kernel.privacy import Level, level_of
from roterfaden.participation.models import InvitationText, OwnTemplate, Process
from roterfaden.topics.models import FieldOfAction
from roterfaden.transfer import actions, errors
from roterfaden.transfer.enums import ArrivalState, Part, State
from roterfaden.transfer.methods import Replacement, Wishes
from roterfaden.transfer.models import Arrival, Lineage, Origin, TransferKey
from roterfaden.transfer.queries import Choice, came_from, carried, preview
from roterfaden.weighing import actions as weighing
from roterfaden.weighing.models import TextModule
from tests import factories
from tests.access.world import build
from tests.factories import NOW
from tests.jobs import run_jobs
from tests.places import gv100ad
from tests.transfer.origin import (
    ACTOR,
    add,
    bundle,
    contents,
    elsewhere,
    everything,
    objects,
    osnabrueck,
    small,
)

pytestmark = pytest.mark.django_db

WISHES = Wishes(date(2027, 1, 1), date(2032, 1, 1), date(2026, 11, 2), "Beschluss des Kreistags")
SECRET, OPEN = "Geheimnis", "Offenheit"
TEXTS = (models.CharField, models.TextField)


# --- giving -----------------------------------------------------------------------------------------------------------
def plant(model, row, marker):
    """Write a marker into every text of a row that is not public. How many fields took it; keys, kinds and what the
    database checks keep their values."""
    planted = 0
    for field in model._meta.concrete_fields:
        if not isinstance(field, (*TEXTS, models.JSONField)) or field.choices or field.primary_key:
            continue
        word = SECRET if level_of(model, field.name) is not Level.PUBLIC else OPEN
        value = {"x": f"{word}{marker}"} if isinstance(field, models.JSONField) else f"{word}{marker}{field.name}"
        if word == OPEN and not (model is Indicator and field.name == "title"):
            continue
        with transaction.atomic():
            try:
                model._base_manager.filter(pk=row.pk).update(
                    **{field.name: value[: field.max_length or None] if isinstance(value, str) else value}
                )
                planted += word == SECRET
            except DatabaseError:
                transaction.set_rollback(True)
    return planted


@pytest.mark.once  # the database is only asked to forget its triggers, each in its own way
def test_marker_in_no_personal_or_internal_field_reaches_a_bundle(municipality):
    build(municipality)
    world = osnabrueck()
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')

    planted = reached = 0
    for number, model in enumerate(apps.get_models()):
        if model.__module__.startswith("roterfaden.") and model is not TransferKey:
            rows = model._base_manager.order_by("pk")[:3]
            took = sum(plant(model, row, f"{number}x{row.pk}") for row in rows)
            planted, reached = planted + took, reached + bool(took)
    made = b"".join(contents(bundle(world)).values()).decode()

    assert planted > 150
    assert reached > 60
    assert OPEN in made, "what is public travels"
    assert SECRET not in made


def test_field_that_is_not_public_cannot_be_carried():
    with pytest.raises(errors.NotPublic, match=r"participation.Stage.role"):
        carried(factories.stage(factories.process()), "title", "role")


def test_bundle_holds_words_without_values_contacts_or_drafts():
    world = osnabrueck()
    add(world, "text", "Noch nicht veröffentlicht")
    factories.observation(world.goal.revisions.get().target.series, 2016, 987123)
    made = actions.export_bundle(actor=ACTOR, choice=everything(world), now=NOW)

    text = b"".join(contents(made.data).values()).decode()
    assert made.counts == {
        "fields": 1, "indicators": 1, "process": 1, "concept": 4, "modules": 1, "letters": 1, "guides": 3, "texts": 1,
    }  # fmt: skip
    for word in ("7654321", "987123", "hedwig", "501-1234", "Noch nicht", "private"):
        assert word not in text
    (goal,) = [each for each in objects(made.data, "concept") if each["kind"] == "goal"]
    assert goal["target"] == {"accountability": "condition", "breakdown": "", "indicator": "wohnungen"}
    assert "[E-Mail-Adresse]" in objects(made.data, "letters")[0]["text"]
    assert SECRET not in str(LogEntry.objects.order_by("-number").first().changes)


@pytest.mark.parametrize(
    ("parts", "error"),
    [((), errors.NothingChosen), (("process",), errors.ProcessMissing), (("concept",), errors.VersionMissing)],
)
def test_bundle_needs_parts_and_what_they_are_about(parts, error):
    factories.instance()

    with pytest.raises(error):
        actions.export_bundle(actor=ACTOR, choice=Choice(frozenset(parts)), now=NOW)


# --- another county ---------------------------------------------------------------------------------------------------
def test_another_county_from_the_directory_takes_the_bundle_over_and_works(tmp_path, page_client, planner, settings):
    """The first "must show" of transfer: directory file, house, bundle, names, pages."""
    settings.SECOND_FACTOR = "optional"
    file = tmp_path / "buendel.zip"
    file.write_bytes(elsewhere()[0])
    (tmp_path / "GV100AD.txt").write_bytes(gv100ad.EVERYTHING)
    call_command(
        "setup", directory=tmp_path / "GV100AD.txt", key="01051", contact_unit="Stabsstelle Integration",
        contact_email="integration@example.org", without_fields=True, stdout=StringIO(),
    )  # fmt: skip
    page_client.force_login(planner)

    with file.open("rb") as upload:
        page_client.post(reverse("office:transfer_upload"), {"upload": upload})
    arrival = Arrival.objects.get()
    here = reverse("office:transfer_arrival", args=[arrival.uid])
    shown = page_client.get(here).content.decode()
    assert arrival.origin.fingerprint in shown
    assert 'value="Kreis Dithmarschen"' in shown, "names of this house are proposed"
    names = page_client.get(here).context["names"]
    page_client.post(here, {
        field.html_name: {"Artland": "Amt Eider", "Osnabrücker": "Dithmarscher"}.get(found.search, field.value())
        for field, found in names.rows()
    })  # fmt: skip
    proposed = preview(Arrival.objects.get()).proposed
    take = reverse("office:transfer_take", args=[arrival.uid])
    wishes = {"starts_on": "2027-01-01", "ends_on": "2032-01-01", "opened_on": "2026-11-02", "mandate": ""}
    assert page_client.post(take, wishes | {"picks": sorted(proposed)}).status_code == 422, "nobody ordered it yet"
    page_client.post(take, wishes | {"picks": sorted(proposed), "mandate": "Beschluss des Kreistags"})
    run_jobs()

    arrival.refresh_from_db()
    assert arrival.state == ArrivalState.TAKEN
    assert arrival.result == {
        "fields": 1, "indicators": 1, "process": 1, "concept": 4, "modules": 1, "letters": 1, "guides": 3,
    }  # fmt: skip
    assert GuidePage.objects.get(language="de").body.startswith("Der Kreis Dithmarschen hilft. [[duldung]] Rufen Sie")
    concept, process = Concept.objects.get(), Process.objects.get()
    assert concept.title == "Konzept Integration Kreis Dithmarschen"
    assert concept.process == process
    assert InvitationText.objects.get().subject == "Einladung nach Dithmarschen"
    assert Target.objects.get().not_measurable_reason.endswith("Gemessen wird an: Wohnungen für Familien.")
    concepts.freeze_version(
        actor=planner, concept=concept, kind=VersionKind.CONFERENCE, slug="entwurf-1", title="Entwurf", now=NOW
    )
    goal = Element.objects.get(kind="goal")
    pages = {
        reverse("public:start"): "Dithmarschen",
        reverse("public:process", args=[process.slug]): "Integrationsdialog Dithmarschen",
        reverse("public:goal", args=[goal.pk]): "Familien in Dithmarschen finden Wohnungen",
        reverse("office:concept_draft", args=[concept.slug]): "Lotsen im Amt Eider",
        here: "wird angelegt",
    }
    for address, words in pages.items():
        response = page_client.get(address)
        text = response.content.decode()
        assert response.status_code == 200, address
        assert (words in text) == (address != here), address
        assert "Osnabrück" not in text or address == here, address
    assert Observation.objects.count() == 0
    assert came_from(Part.INDICATORS, ["wohnungen"])["wohnungen"].house == "Landkreis Osnabrück"


# --- again, and what changed ------------------------------------------------------------------------------------------
def take(data, *, but=(), also=(), wishes=WISHES):
    """Take over what is proposed, without `but` and with `also` (parts of picks)."""
    arrival = actions.receive_bundle(actor=ACTOR, data=data, now=NOW)
    coming = preview(arrival)
    picks = {pick for pick in coming.proposed if not any(word in pick for word in but)}
    picks |= {step.pick for step in coming.steps if any(word in step.pick for word in also)}
    actions.start_take_over(actor=ACTOR, arrival=arrival, picks=picks, wishes=wishes, now=NOW)
    return actions.take_over_bundle(actor=ACTOR, arrival=arrival, now=NOW)


def states(data):
    """Title → state of everything that is not the same."""
    arrival = actions.receive_bundle(actor=ACTOR, data=data, now=NOW)
    return {step.title: step.state for step in preview(arrival).steps if step.state != State.SAME}


def improve(world):
    """What the origin does later: one wording, one new initiative, one definition, one letter, one module."""
    revise(world.goal, title="Familien in Osnabrück finden schnell Wohnungen")
    add(world, "initiative", "Ein Tauschtag", world.goal)
    world.field.short_name = "Wohnen & Leben"
    world.field.save()
    module = TextModule.objects.get()
    weighing.revise_module(
        actor=ACTOR, module=module, title=module.title, outcome=module.outcome, file_reason="Anders begründet.",
        plain_reason="Danke!", now=NOW,
    )  # fmt: skip
    concepts_freeze(world)


def concepts_freeze(world):
    world.version = concepts.freeze_version(
        actor=ACTOR, concept=world.concept, kind=VersionKind.CONFERENCE, slug="zweite", title="Zweite", now=NOW
    )


def revise(element, **words):
    """Word an element anew."""
    now = element.revisions.order_by("-number").first()
    concepts.revise_element(
        actor=ACTOR, element=element, reason="besser", expected_revision=now.number, now=NOW,
        **{"title": now.title, "body": now.body} | words,
    )  # fmt: skip


def test_taking_over_again_changes_nothing_and_a_newer_bundle_shows_three_sides():
    first, second = elsewhere(improve)
    factories.county(key="01051", ars="01051", name="Kreis Dithmarschen", short_name="Dithmarschen", slug="kreis")
    factories.instance(name="Kreis Dithmarschen", contact_unit="Stabsstelle")
    taken = take(first)
    assert sum(taken.result.values()) == 12

    before = (LogEntry.objects.count(), Element.objects.count(), Lineage.objects.count())
    assert states(first) == {}
    assert take(first).result == {}
    assert (Element.objects.count(), Lineage.objects.count()) == before[1:]
    assert OwnTemplate.objects.count() == Process.objects.count() == 1

    goal = Element.objects.get(kind="goal")
    revise(goal, title="Familien in Dithmarschen finden gute Wohnungen")
    revise(Element.objects.get(kind="initiative"), body="Unser Lotse.")
    assert states(second) == {
        "Wohnen im Osnabrücker Land": State.CHANGED_THERE,
        "Familien in Dithmarschen finden schnell Wohnungen": State.CONFLICT,
        "Lotsen im Artland": State.CHANGED_HERE,
        "Ein Tauschtag": State.NEW,
        "Zuständig ist die Stadt": State.CHANGED_THERE,
    }
    arrival = Arrival.objects.order_by("-pk").first()
    (conflict,) = [step for step in preview(arrival).steps if step.state == State.CONFLICT]
    ((label, pieces),) = [(each.label, each.pieces) for each in conflict.differences]
    assert label == "Titel"
    assert [piece.text.strip() for piece in pieces if piece.is_added] == ["schnell"]

    take(second, but=["modules:"])
    assert FieldOfAction.objects.get().short_name == "Wohnen & Leben"
    assert goal.revisions.order_by("-number").first().title == "Familien in Dithmarschen finden gute Wohnungen"
    assert Element.objects.filter(kind="initiative").count() == 2
    assert states(second) == {
        "Familien in Dithmarschen finden schnell Wohnungen": State.CHANGED_HERE,
        "Lotsen im Artland": State.CHANGED_HERE,
    }, "not ticking was a decision: nothing is asked again"


def test_conflict_is_taken_over_when_somebody_ticks_it():
    first, second = elsewhere(improve)
    factories.county(key="01051", ars="01051", name="Kreis Dithmarschen", short_name="Dithmarschen", slug="kreis")
    factories.instance(name="Kreis Dithmarschen", contact_unit="Stabsstelle")
    take(first)
    goal = Element.objects.get(kind="goal")
    revise(goal, title="Anders")

    take(second, also=[step.pick for step in preview(received(second)).steps if step.state == State.CONFLICT])

    assert goal.revisions.order_by("-number").first().title == "Familien in Dithmarschen finden schnell Wohnungen"
    assert TextModule.objects.get().revisions.get(superseded_at=None).plain_reason == "Danke!"
    assert states(second) == {}


def received(data):
    return actions.receive_bundle(actor=ACTOR, data=data, now=NOW)


def test_what_is_called_the_same_here_stays_until_somebody_ticks_it():
    factories.instance()
    factories.field(slug="wohnen", number=2, name="Unser Wohnen")
    data = small(fields=[
        {"key": "wohnen", "number": 2, "name": "Wohnen", "short_name": "Wohnen", "orientation": ""},
        {"key": "arbeit", "number": 2, "name": "Arbeit", "short_name": "Arbeit", "orientation": ""},
    ])  # fmt: skip

    take(data)
    assert set(FieldOfAction.objects.values_list("number", "name")) == {(1, "Arbeit"), (2, "Unser Wohnen")}

    take(data, also=["wohnen"])
    assert FieldOfAction.objects.get(number=2).name == "Wohnen"


# --- refusals ---------------------------------------------------------------------------------------------------------
def test_own_bundle_and_strange_objects_change_nothing():
    world = osnabrueck()
    with pytest.raises(errors.OwnBundle):
        received(bundle(world))
    gap = {"key": "x", "title": "X", "outcome": "referred", "file_reason": "{unsinn}", "plain_reason": "x"}
    field = {"key": "neu", "number": 7, "name": "Neu", "short_name": "Neu", "orientation": ""}

    with pytest.raises(errors.CannotTakeOver, match="„X“ lässt sich nicht übernehmen"):
        take(small(fields=[field], modules=[gap]))

    assert not FieldOfAction.objects.filter(slug="neu").exists(), "all or nothing"
    assert Lineage.objects.count() == 0


def test_second_key_for_the_same_area_is_known_and_discarded_bundles_come_back():
    factories.instance()
    arrival = received(small(fields=[]))
    assert received(small(fields=[])) == arrival, "the same bundle is kept once"

    actions.discard_bundle(actor=ACTOR, arrival=arrival, now=NOW)
    with pytest.raises(errors.ArrivalIsClosed):
        actions.adapt_names(actor=ACTOR, arrival=arrival, replacements=[Replacement("a", "b")], now=NOW)
    assert received(small(fields=[])).state == ArrivalState.OPEN
    assert Origin.objects.count() == 1


# --- commands ---------------------------------------------------------------------------------------------------------
def test_commands_write_show_and_take_over(tmp_path):
    file = tmp_path / "buendel.zip"
    out = StringIO()
    file.write_bytes(elsewhere()[0])
    factories.county(key="01051", ars="01051", name="Kreis Dithmarschen", short_name="Dithmarschen", slug="kreis")
    factories.instance(name="Kreis Dithmarschen", contact_unit="Stabsstelle")
    days = {"starts_on": date(2027, 1, 1), "ends_on": date(2032, 1, 1)}

    call_command("import_bundle", file, dry_run=True, stdout=out, **days)
    assert "Nur gezeigt" in out.getvalue()
    assert (Arrival.objects.count(), Definition.objects.count()) == (0, 0)

    call_command("import_bundle", file, name=["Artland=Amt Eider"], stdout=out, **days)
    assert "  Artland → Amt Eider" in out.getvalue()
    assert "Übernommen: 11." in out.getvalue(), "the invitation waits for its process"
    with pytest.raises(CommandError, match="gibt es schon"):
        call_command("export_bundle", file)
    call_command("export_bundle", tmp_path / "weiter.zip", parts=["indicators"], stdout=out)
    assert (
        json.loads(contents((tmp_path / "weiter.zip").read_bytes())["manifest.json"])["origin"]["area_key"] == "01051"
    )


def test_letter_waits_until_the_process_is_opened():
    (data,) = elsewhere()
    factories.instance(name="Kreis Dithmarschen", contact_unit="Stabsstelle")
    take(data, wishes=Wishes(date(2027, 1, 1), date(2032, 1, 1)))
    assert set(states(data).values()) == {State.WAITS}
    assert OwnTemplate.objects.count() == 1

    take(data)

    assert Process.objects.get().opened_on == date(2026, 11, 2)
    assert InvitationText.objects.count() == 1
    assert states(data) == {}
