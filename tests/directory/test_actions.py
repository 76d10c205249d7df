"""What the office, organisations and the clock do with the directory."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import DatabaseError, transaction

from roterfaden.audit.models import Event
from roterfaden.directory import actions, errors
from roterfaden.directory.actions import ServiceContent
from roterfaden.directory.enums import CheckedBy, PageState, RowOutcome
from roterfaden.directory.methods import LinkedOrganisation, Spell, parse_specials
from roterfaden.directory.models import (
    CheckLink,
    Correction,
    DirectoryEntry,
    GuidePage,
    Organisation,
    Service,
    Site,
)
from roterfaden.directory.queries import due_checks, guide_view, guide_work, link_behind, plan_listing, text_states
from roterfaden.directory.tasks import ask_for_checks
from roterfaden.kernel.errors import NotAllowed
from roterfaden.kernel.time import local_day
from roterfaden.post.models import Message
from tests import factories
from tests.factories import NOW
from tests.factories import directory as make

TODAY = local_day(NOW)


def listing(actor, text: str, name: str = "angebote.csv"):
    return actions.prepare_listing(actor=actor, upload=ContentFile(text.encode(), name=name), now=NOW)


def test_service_is_added_found_and_checked_by_an_editor_only(counsellor, moderator):
    house, field = make.organisation(), factories.field()
    content = ServiceContent(title="Hebamme", topics=[field], languages=["de", "ar"])
    with pytest.raises(NotAllowed):
        actions.add_service(actor=moderator, organisation=house, content=content, now=NOW)

    service = actions.add_service(actor=counsellor, organisation=house, content=content, now=NOW)

    assert (service.checked_on, service.checked_by) == (None, "")
    assert "hebamme" in DirectoryEntry.objects.get(service=service).terms.split()
    changed = ServiceContent(title="Kinderarzt", languages=["ar"])
    service = actions.change_service(actor=counsellor, service=service, content=changed, now=NOW)
    assert service.checked_on is None
    assert [each.language for each in service.languages.all()] == ["ar"]
    assert "hebamme" not in DirectoryEntry.objects.get(service=service).terms.split()
    service = actions.check_service(actor=counsellor, service=service, now=NOW)
    assert (service.checked_on, service.checked_by) == (TODAY, CheckedBy.OFFICE)
    verbs = [event.verb for event in Event.objects.order_by("number")]
    assert verbs == ["service.added", "service.changed", "service.checked"]


def test_service_has_a_site_of_its_own_organisation_and_ends_once(counsellor):
    service, elsewhere = make.service(), make.place()
    with pytest.raises(errors.SiteElsewhere):
        actions.change_service(
            actor=counsellor, service=service, content=ServiceContent(title="A", site=elsewhere), now=NOW
        )

    actions.end_service(actor=counsellor, service=service, now=NOW)

    assert not DirectoryEntry.objects.exists()
    with pytest.raises(errors.ServiceIsOver):
        actions.end_service(actor=counsellor, service=service, now=NOW)


def test_translation_is_outdated_when_the_german_changes(counsellor):
    service = make.service("Kleiderkammer")
    words = {"language": "en", "title": "Clothes", "text": "", "is_checked": True}
    actions.word_service(actor=counsellor, service=service, now=NOW, **words)
    assert dict(text_states(service))["en"] == PageState.CURRENT
    with pytest.raises(errors.NotGerman):
        actions.word_service(actor=counsellor, service=service, now=NOW, **words | {"language": "de"})

    actions.change_service(actor=counsellor, service=service, content=ServiceContent(title="Möbel"), now=NOW)

    assert dict(text_states(Service.objects.get()))["en"] == PageState.OUTDATED


def test_site_keeps_its_hours_unless_new_ones_are_given(counsellor):
    site = make.place(hours="0")

    actions.change_site(actor=counsellor, site=site, name="Neues Haus", now=NOW)
    assert site.opening_hours.count() == 1

    (spell,) = (Spell(row.opens, row.closes) for row in site.opening_hours.all())
    days = parse_specials("24.12.2026 geschlossen")
    actions.change_site(actor=counsellor, site=site, hours={1: [spell], 2: [spell]}, specials=days, now=NOW)
    assert sorted(site.opening_hours.values_list("weekday", flat=True)) == [1, 2]
    assert site.exceptions.get().first_on == date(2026, 12, 24)


# --- checking --------------------------------------------------------------------------------------------------------
def test_organisation_is_asked_once_and_answers_by_link(db):
    factories.instance()
    right, wrong, fresh = (
        make.service(title, organisation=house) for house in [make.organisation()] for title in "ABC"
    )
    Service.objects.filter(pk=fresh.pk).update(checked_on=TODAY, checked_by="office")
    make.service("D", organisation=make.organisation(email=""))

    for _again in range(2):
        ask_for_checks(now=NOW)
    ask_for_checks(now=NOW + timedelta(days=31))

    message = Message.objects.get()
    assert "– A\n– B\n" in message.text
    token = message.text.split("/beratung/angebote/pruefen/")[1].split("/")[0]
    link = link_behind(token, now=NOW)
    assert link_behind(token, now=NOW + timedelta(days=61)) is None
    assert link_behind(f"{token}x", now=NOW) is None
    actor = LinkedOrganisation(link.organisation_id, str(link.organisation_id))
    said = {"right": [right], "wrong": {wrong: ("changed", "Neue Nummer")}, "link": link, "now": NOW}
    assert actions.answer_check(actor=actor, **said) == 1
    assert actions.answer_check(actor=actor, **said) == 0  # sent twice, kept once
    right.refresh_from_db()
    wrong.refresh_from_db()
    assert (right.checked_on, right.checked_by, wrong.checked_on) == (TODAY, CheckedBy.ORGANISATION, None)
    assert due_checks(TODAY) == ()
    with pytest.raises(errors.CorrectionEmpty):
        actions.answer_check(actor=actor, **said | {"wrong": {wrong: ("changed", " ")}})
    with pytest.raises(errors.SiteElsewhere):
        actions.answer_check(actor=actor, **said | {"right": [make.service()]})
    with pytest.raises(NotAllowed):
        actions.answer_check(actor=LinkedOrganisation(0, "0"), **said)


def test_correction_is_settled_once_and_its_words_go(counsellor):
    row = Correction.objects.create(service=make.service(), kind="changed", text="Frau X", said_at=NOW)

    actions.settle_correction(actor=counsellor, correction=row, now=NOW)

    row.refresh_from_db()
    assert (row.text, row.settled_at) == ("", NOW)
    with pytest.raises(errors.SettledAlready):
        actions.settle_correction(actor=counsellor, correction=row, now=NOW)


# --- listings --------------------------------------------------------------------------------------------------------
HEAD = "Angebot;Einrichtung;Standort;Kommune;Lebenslagen;Sprachen;Mo;Geprüft am;Angebot (en)\n"


def test_listing_is_looked_at_and_taken(counsellor):
    area, field = factories.municipality(short_name="Melle"), factories.field(slug="bildung")
    rows = [
        f"Kita;Amt;Haus;{area.slug};bildung;de, ar;9–12;{TODAY:%d.%m.%Y};Kindergarten",
        f"Hort;Amt;Haus;{area.key};;;;;",
        "Ohne Ort;Amt;Haus;Nirgends;;xx;;;",
        f"Kita;Amt;Haus;{area.slug};;;;;",
    ]
    brought = listing(counsellor, HEAD + "\n".join(rows) + "\n")
    plan = plan_listing(brought, on=TODAY)
    assert [row.outcome for row in plan.planned] == [
        RowOutcome.NEW, RowOutcome.NEW, RowOutcome.WRONG, RowOutcome.WRONG,
    ]  # fmt: skip

    taken = actions.take_listing(actor=counsellor, listing=brought, now=NOW)

    assert (taken.rows, taken.counts) == ([], {"new": 2, "changed": 0, "same": 0, "wrong": 2})
    assert (Organisation.objects.count(), Site.objects.count(), Service.objects.count()) == (1, 1, 2)
    kita = Service.objects.get(title="Kita")
    assert (kita.checked_on, [each.slug for each in kita.fields.all()]) == (TODAY, [field.slug])
    assert Service.objects.get(title="Hort").checked_on is None
    assert kita.texts.get().title == "Kindergarten"
    assert kita.site.opening_hours.count() == 1
    with pytest.raises(errors.TakenAlready):
        actions.take_listing(actor=counsellor, listing=brought, now=NOW)


def test_listing_changes_what_it_names_and_leaves_the_rest(counsellor):
    area = factories.municipality()
    line = f"Kita;Amt;Haus;{area.slug};;de;9–12;;"
    actions.take_listing(actor=counsellor, listing=listing(counsellor, f"{HEAD}{line}\n"), now=NOW)
    again = listing(counsellor, f"{HEAD}{line}\nKita;Amt;;;;;;;\n")
    assert plan_listing(again, on=TODAY).planned[0].outcome == RowOutcome.SAME
    uid = Service.objects.get().uid
    newer = f"Kennung;Angebot;Einrichtung;Kosten\n{uid};Kita Nord;Amt;kostenlos\n"

    actions.take_listing(actor=counsellor, listing=listing(counsellor, newer), now=NOW)

    service = Service.objects.select_related("site").get()
    assert (service.title, service.cost, service.site.name) == ("Kita Nord", "free", "Haus")
    assert [each.language for each in service.languages.all()] == ["de"]
    assert service.site.opening_hours.count() == 1


# --- guides ----------------------------------------------------------------------------------------------------------
def test_guide_is_read_by_the_newest_checked_page_of_a_language(counsellor):
    guide = actions.add_guide(actor=counsellor, slug="wohnen", title="Wohnen", now=NOW)
    page = {"actor": counsellor, "guide": guide, "title": "Wohnen", "lead": "", "now": NOW, "is_checked": True}
    with pytest.raises(errors.NothingChecked):
        actions.publish_guide(actor=counsellor, guide=guide, now=NOW)
    with pytest.raises(errors.GermanFirst):
        actions.write_page(**page, language="en", body="Flat")
    actions.write_page(**page, language="de", body="Eins")
    actions.write_page(**page | {"title": "Housing"}, language="en", body="One")
    actions.publish_guide(actor=counsellor, guide=guide, now=NOW)
    assert not guide_view("wohnen", "en").is_outdated

    actions.write_page(**page | {"is_checked": False}, language="de", body="Entwurf")
    assert guide_view("wohnen", "de").page.body == "Eins"
    actions.write_page(**page, language="de", body="Zwei")

    assert guide_view("wohnen", "de").page.body == "Zwei"
    assert guide_view("wohnen", "en").is_outdated
    assert guide_view("wohnen", "ar").lang == "de"
    assert dict(guide_work()[0].states)["en"] == PageState.OUTDATED
    actions.hide_guide(actor=counsellor, guide=guide, now=NOW)
    assert guide_view("wohnen", "de") is None
    with pytest.raises(DatabaseError), transaction.atomic():
        GuidePage.objects.filter(number=1).update(body="anders")


def test_explained_word_replaces_the_one_before(counsellor):
    for text in ("Alt", "Neu"):
        row = actions.explain_word(actor=counsellor, key="kaution", language="de", word="Kaution", text=text, now=NOW)

    assert (type(row).objects.count(), row.text) == (1, "Neu")


def test_link_of_a_month_is_kept_as_a_hash_only(db):
    factories.instance()
    make.service()
    ask_for_checks(now=NOW)

    link = CheckLink.objects.get()
    assert link.secret_hash not in Message.objects.get().text
