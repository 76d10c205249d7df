"""The office asks about a version, reads and answers what was said, and takes the synopsis away."""

import io
from datetime import timedelta

import pytest
from django.core.cache import cache
from docx import Document
from openpyxl import load_workbook

from roterfaden.accounts.enums import Role
from roterfaden.concept import actions
from roterfaden.concept.enums import ElementKind, RemarkKind
from roterfaden.concept.models import Consultation, Remark, RemarkState
from tests import factories
from tests.concept.values import add
from tests.factories import NOW

BODY = "Der Bus fährt am Abend. Er kommt pünktlich."
SEEN = f"Mobilität\n\n{BODY}"


@pytest.fixture(autouse=True)
def house(db, settings):
    cache.clear()
    settings.SECOND_FACTOR = "optional"
    factories.instance()


@pytest.fixture
def concept():
    return factories.concept(process=factories.process(), slug="neu")


@pytest.fixture
def field(planner, concept):
    return add(planner, concept, ElementKind.FIELD, title="Mobilität", body=BODY)


@pytest.fixture
def version(planner, concept, field):
    return freeze(planner, concept, "konferenz")


@pytest.fixture
def consultation(version):
    return factories.consulted(version, slug="meinung")


@pytest.fixture
def desk(page_client, planner):
    page_client.force_login(planner)
    return page_client


def freeze(planner, concept, slug):
    return actions.freeze_version(
        actor=planner, concept=concept, kind="conference", slug=slug, title=slug.title(), now=NOW
    )


def text(response):
    return " ".join(response.content.decode().split())


def whole(response):
    return b"".join(response.streaming_content)


def revise(planner, field):
    return actions.revise_element(
        actor=planner, element=field, title="Mobilität", body=BODY.replace("am Abend", "bis Mitternacht"),
        reason="Rückmeldung", expected_revision=1, now=NOW + timedelta(days=1),
    )  # fmt: skip


# --- opening and ending -------------------------------------------------------------------------------------------
def test_consultation_is_opened_for_groups_and_ended(desk, concept, version):
    group = factories.group(concept.process)
    assert "Beratung zu „Konferenz“ eröffnen" in text(desk.get("/buero/konzept/neu/beratungen/"))
    address = "/buero/konzept/neu/fassungen/konferenz/beraten/"
    sent = {
        "title": "Ihre Meinung", "audience": "groups", "kinds": ["comments"], "starts_on": "2026-01-01",
        "ends_on": "2099-01-01",
    }  # fmt: skip
    refused = desk.post(address, sent)
    assert refused.status_code == 422
    assert "Wählen Sie mindestens eine Gruppe" in text(refused)

    made = desk.post(address, sent | {"groups": [group.pk]})

    found = Consultation.objects.get()
    assert made.headers["Location"] == f"/buero/konzept/beratungen/{found.pk}/"
    assert (found.takes_comments, found.takes_proposals) == (True, False)
    page = text(desk.get(made.headers["Location"]))
    code = found.groups.get().code
    assert f"/konzept/beratung/zugang/{code}/" in page
    desk.post(f"{made.headers['Location']}beenden/")
    assert "beendet" in text(desk.get(made.headers["Location"]))


def test_internal_round_stands_in_the_day_of_those_asked(page_client, version, goal_owner, clerk):
    factories.consulted(version, slug="intern", title="Runde im Haus", role=Role.GOAL_OWNER)
    said = []
    for person in (goal_owner, clerk):
        page_client.force_login(person)
        said.append("/konzept/beratung/intern/" in text(page_client.get("/buero/")))

    assert said == [True, False]


# --- reading and answering ----------------------------------------------------------------------------------------
def test_work_list_shows_the_passage_in_its_place(desk, consultation, field):
    start = SEEN.index("am Abend")
    factories.remark(
        consultation, field, kind=RemarkKind.PROPOSAL, quote="am Abend", passage_start=start, passage_end=start + 8,
        proposed="bis Mitternacht", moderation="pending",
    )  # fmt: skip
    page = text(desk.get(f"/buero/konzept/beratungen/{consultation.pk}/"))

    assert "Der Bus fährt <mark>am Abend</mark>. Er kommt" in page
    assert 'eingefügt: </span>bis Mitternacht<span class="kern-sr-only">' in page
    assert "noch zu lesen" in page
    assert "Hier ist nichts" in text(desk.get(f"/buero/konzept/beratungen/{consultation.pk}/?stand=beantwortet"))
    tasks = text(desk.get("/buero/"))
    assert "1 Anmerkung ist zu lesen" in tasks
    assert "1 Anmerkung ist offen" in tasks


def test_moderation_lets_count_and_withholds(page_client, moderator, consultation, field):
    remark = factories.remark(consultation, field, moderation="pending")
    address = f"/buero/konzept/anmerkung/{remark.pk}/"
    page_client.force_login(moderator)
    page = page_client.get(address)
    assert page.context["form"] is None

    assert page_client.post(address, {"entscheidung": "published"}).status_code == 302
    assert page_client.post(address, {"entscheidung": "withheld", "why": ""}).status_code == 422
    assert page_client.post(address, {"entscheidung": "withheld", "why": "Nennt eine Person"}).status_code == 302
    assert Remark.objects.get().moderation_reason == "Nennt eine Person"
    assert "Zurückgehalten: Nennt eine Person" in text(page_client.get(address))
    assert page_client.post(address, {"outcome": "open", "reason": "x"}).status_code == 200
    assert not RemarkState.objects.exists()


def test_answer_links_the_wording_and_leads_to_the_next(desk, planner, consultation, field):
    first, second = factories.remark(consultation, field), factories.remark(consultation, field)
    address = f"/buero/konzept/anmerkung/{first.pk}/"
    refused = desk.post(address, {"outcome": "worked_in", "reason": "Gut gesehen."})
    assert refused.status_code == 422
    assert "Der Text liest sich jetzt anders" in text(refused)
    assert "Gut gesehen." in text(refused)
    revision = revise(planner, field)

    done = desk.post(address, {"outcome": "worked_in", "reason": "Gut gesehen.", "revision": revision.pk})

    assert done.headers["Location"] == f"/buero/konzept/anmerkung/{second.pk}/"
    assert RemarkState.objects.get().revision == revision
    page = text(desk.get(address))
    assert "2. Wortlaut" in page
    assert 'eingefügt: </span>bis Mitternacht<span class="kern-sr-only">' in page


def test_several_are_answered_together(desk, consultation, field):
    remarks = [factories.remark(consultation, field) for _ in range(3)]
    address = f"/buero/konzept/beratungen/{consultation.pk}/beantworten/"
    assert desk.get(address).status_code == 302
    chosen = [remark.pk for remark in remarks[:2]]
    page = text(desk.get(address, {"anmerkung": chosen}))
    assert page.count('name="anmerkung"') == 2

    assert desk.post(address, {"anmerkung": chosen, "outcome": "not_taken_up", "reason": ""}).status_code == 422
    desk.post(address, {"anmerkung": chosen, "outcome": "not_taken_up", "reason": "Das Geld fehlt."})

    assert set(RemarkState.objects.values_list("remark", flat=True)) == set(chosen)


def test_open_remarks_stop_the_submitted_version_and_say_where(desk, consultation, concept, field):
    factories.remark(consultation, field)
    page = text(desk.get("/buero/konzept/neu/fassungen/"))
    assert "1 Anmerkung aus der Beratung ist noch offen." in page
    refused = desk.post("/buero/konzept/neu/fassungen/", {"kind": "submitted", "title": "Vorlage"})
    assert refused.status_code == 422
    assert "1 Anmerkungen aus der Beratung sind noch offen" in text(refused)
    assert 'href="/buero/konzept/neu/beratungen/"' in text(refused)

    desk.post("/buero/konzept/neu/fassungen/", {"kind": "conference", "title": "Zwei"})
    assert "Offene Anmerkungen" in text(desk.get("/buero/konzept/neu/fassungen/zwei/"))


# --- synopsis -----------------------------------------------------------------------------------------------------
def test_synopsis_of_the_office_holds_everything(desk, planner, consultation, field):
    answered = factories.remark(consultation, field, text="=Formel")
    factories.remark(consultation, field, text="NUR INTERN", may_publish=False, moderation="pending")
    factories.remark(consultation, field, text="WEG", moderation="withheld", moderation_reason="x")
    revise(planner, field)
    actions.answer_remarks(
        actor=planner, remarks=[answered], outcome="worked_in", reason="Gut gesehen.", now=NOW + timedelta(days=2)
    )
    base = f"/buero/konzept/beratungen/{consultation.pk}/tabelle"

    page = text(desk.get(f"{base}/"))
    sheet = load_workbook(io.BytesIO(whole(desk.get(f"{base}.xlsx")))).active
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0]]
    table = Document(io.BytesIO(whole(desk.get(f"{base}.docx")))).tables[0]

    assert rows[2][-1] == "Intern"
    assert len(rows) == 5
    assert "bis Mitternacht" in rows[3][5]
    assert "Arbeitsentwurf, 1" in rows[3][5]
    assert rows[4][6].startswith("wartet") or "nur für die Verwaltung" in rows[4][6]
    assert len(table.rows) == 3
    assert "NUR INTERN" in page
    assert "WEG" not in page + str(rows)
    assert desk.get(f"{base}.pdf").status_code == 404


def test_lists_take_the_same_queries_for_one_and_for_many(client, planner, consultation, concept, field, query_count):
    client.force_login(planner)
    pages = {
        "list": f"/buero/konzept/{concept.slug}/beratungen/", "work": f"/buero/konzept/beratungen/{consultation.pk}/",
        "synopsis": f"/buero/konzept/beratungen/{consultation.pk}/tabelle/",
    }  # fmt: skip

    def counted():
        return {name: query_count(lambda path=path: client.get(path)) for name, path in pages.items()}

    factories.remark(consultation, field)
    one = counted()
    for _ in range(3):
        factories.remark(consultation, field)

    assert one == {"list": 11, "work": 15, "synopsis": 12}
    assert counted() == one
