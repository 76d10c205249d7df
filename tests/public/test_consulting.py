"""Residents and internal rounds read a version, say something, and see what became of it."""

import io
from datetime import date, timedelta

import pytest
from django.core import signing
from django.core.cache import cache
from docx import Document
from openpyxl import load_workbook

from roterfaden.accounts.enums import Role
from roterfaden.concept import actions
from roterfaden.concept.actions.remark_authors import NEWS_SALT
from roterfaden.concept.enums import ElementKind, RemarkKind, RemarkOutcome
from roterfaden.concept.models import Remark, RemarkAddress
from roterfaden.kernel.codes import is_valid
from roterfaden.kernel.vault import seal_words
from roterfaden.post.models import Message
from tests import factories
from tests.concept.values import add
from tests.factories import NOW, REMARK_CODE

BODY = "Der Bus fährt am Abend. Er kommt pünktlich."
SEEN = f"Mobilität\n\n{BODY}"


@pytest.fixture(autouse=True)
def fresh_cache():
    cache.clear()


@pytest.fixture
def concept(db):
    factories.instance()
    return factories.concept(process=factories.process())


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
def internal(version):
    return factories.consulted(version, slug="intern", title="Runde im Haus", role=Role.GOAL_OWNER)


def freeze(planner, concept, slug, now=NOW):
    return actions.freeze_version(
        actor=planner, concept=concept, kind="conference", slug=slug, title=slug.title(), now=now
    )


def settle(planner, remark, field, **values):
    actions.revise_element(
        actor=planner, element=field, title="Mobilität", body=BODY.replace("am Abend", "bis Mitternacht"),
        reason="Rückmeldung", expected_revision=1, now=NOW + timedelta(days=1),
    )  # fmt: skip
    actions.answer_remarks(
        actor=planner, remarks=[remark], outcome=RemarkOutcome.WORKED_IN, reason="Der Bus fährt jetzt länger.",
        now=NOW + timedelta(days=1),
    )  # fmt: skip


def text(response):
    return " ".join(response.content.decode().split())


def whole(response):
    """Everything that is sent, of pages and of files."""
    return b"".join(response.streaming_content) if response.streaming else response.content


def typed(client, address, **values):
    """What a browser sends: the hidden fields of the form, and what somebody filled in."""
    page = client.get(address)
    opened = page.context["form"]["opened"].value()
    return {"opened": opened, "language": "de", "kind": "comment", "text": "Bitte öfter.", "passage": ""} | values


# --- saying something ---------------------------------------------------------------------------------------------
def test_sentence_is_chosen_and_thanks_come_with_a_code(page_client, consultation, field):
    address = f"/konzept/beratung/meinung/{field.pk}/"
    start = SEEN.index("Er kommt")
    sent = typed(page_client, address, passage=f"{start}-{len(SEEN)}", may_publish="on")

    answer = page_client.post(address, sent)

    remark = Remark.objects.get()
    assert (remark.quote, remark.may_publish, remark.moderation) == ("Er kommt pünktlich.", True, "pending")
    code = answer.headers["Location"].split("/")[-2]
    assert is_valid(code)
    assert code not in remark.code_hash
    thanks = page_client.get(answer.headers["Location"])
    assert "Ihre Anmerkung ist angekommen" in text(thanks)
    assert "<mark>Er kommt pünktlich.</mark>" in text(thanks)
    assert thanks.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "Bitte öfter." not in text(page_client.get(address))


def test_second_remark_of_the_same_browser_has_the_same_code(page_client, consultation, field):
    address = f"/konzept/beratung/meinung/{field.pk}/"
    codes = [page_client.post(address, typed(page_client, address)).headers["Location"] for _ in range(2)]

    assert codes[0] == codes[1]
    assert len(set(Remark.objects.values_list("code_hash", flat=True))) == 1


def test_selected_words_are_taken_and_checked(page_client, consultation, field):
    address = f"/konzept/beratung/meinung/{field.pk}/"
    start = SEEN.index("am Abend")
    passage = f"{start}-{start + 8}"
    wrong = page_client.post(address, typed(page_client, address, passage=passage, quote="in der Nacht"))
    assert wrong.status_code == 422
    assert f'value="{passage}" selected' in text(wrong)

    sent = typed(page_client, address, passage=passage, quote="am Abend", kind="proposal", proposed="bis Mitternacht")
    page_client.post(address, sent | {"text": ""})

    remark = Remark.objects.get()
    assert (remark.quote, remark.proposed, remark.passage_start) == ("am Abend", "bis Mitternacht", start)


@pytest.mark.parametrize("passage", ["5-2", "0-99999", "a-b", "-", "²-3", "1-2-3", "9" * 40])
def test_passage_that_is_none_is_refused(page_client, consultation, field, passage):
    address = f"/konzept/beratung/meinung/{field.pk}/"

    assert page_client.post(address, typed(page_client, address, passage=passage)).status_code == 422


def test_refusal_keeps_what_was_typed(page_client, consultation, field):
    address = f"/konzept/beratung/meinung/{field.pk}/"
    answer = page_client.post(address, typed(page_client, address, kind="proposal", text="Mein Grund"))

    assert answer.status_code == 422
    assert "Schreiben Sie, wie die Stelle lauten soll" in text(answer)
    assert "Mein Grund" in text(answer)


def test_machines_are_noted_and_floods_are_stopped(page_client, consultation, field):
    address = f"/konzept/beratung/meinung/{field.pk}/"
    page_client.post(address, typed(page_client, address, homepage="http://x.example"))
    assert "hat ein Feld ausgefüllt" in Remark.objects.get().signs

    sent = typed(page_client, address)
    answers = [page_client.post(address, sent).status_code for _ in range(30)]
    assert answers == [302] * 29 + [429]
    assert "kurz hintereinander" in Remark.objects.last().signs


def test_consultation_that_is_over_shows_no_form(page_client, version, field):
    factories.consulted(version, slug="frueher", ends_on=date(2017, 2, 1))

    page = page_client.get(f"/konzept/beratung/frueher/{field.pk}/")
    assert "Diese Beratung ist beendet." in text(page)
    assert page_client.post(f"/konzept/beratung/frueher/{field.pk}/", {}).status_code == 302
    assert not Remark.objects.exists()
    assert "Was aus den Anmerkungen zu dieser Fassung wurde" in text(page_client.get("/konzept/konferenz/"))


def test_entry_stands_on_the_page_of_the_version(page_client, consultation):
    page = text(page_client.get("/konzept/konferenz/"))

    assert "Was meinen Sie zu diesem Text?" in page
    assert 'href="/konzept/beratung/meinung/"' in page


@pytest.mark.parametrize("language", ["ar", "en"])
def test_pages_work_in_other_languages(page_client, consultation, field, language):
    remark = factories.remark(consultation, field, language="ar", text="نعم")
    for address in ("", "meinung/", f"meinung/{field.pk}/", "meinung/ergebnis/", f"karte/{REMARK_CODE}/", "zugang/"):
        assert page_client.get(f"/{language}/konzept/beratung/{address}").status_code == 200
    page = text(page_client.get(f"/{language}/konzept/beratung/meinung/ergebnis/"))
    assert f'<blockquote lang="ar" dir="rtl">{remark.text}</blockquote>' in page


# --- groups -------------------------------------------------------------------------------------------------------
def test_group_comes_in_by_code_or_link(page_client, client, concept, version, field):
    group = factories.group(concept.process)
    consultation = factories.consulted(version, slug="gruppe", group=group)
    code = consultation.groups.get().code
    assert "Diese Beratung ist für eingeladene Gruppen" in text(page_client.get("/konzept/beratung/gruppe/"))
    assert page_client.get(f"/konzept/beratung/gruppe/{field.pk}/").context["form"] is None
    assert page_client.post("/konzept/beratung/zugang/", {"code": REMARK_CODE}).status_code == 422

    assert page_client.post("/konzept/beratung/zugang/", {"code": code}).headers["Location"].endswith("/gruppe/")
    address = f"/konzept/beratung/gruppe/{field.pk}/"
    page_client.post(address, typed(page_client, address))

    assert Remark.objects.get().actor_group == group
    assert client.get(f"/konzept/beratung/zugang/{code}/").headers["Location"] == "/konzept/beratung/gruppe/"


# --- internal rounds ----------------------------------------------------------------------------------------------
def test_internal_round_is_invisible_outside(page_client, internal, field, goal_owner, outsider):
    factories.remark(internal, field, text="GEHEIM gesagt", made_by=goal_owner, may_publish=True)
    for person in (None, outsider):
        if person:
            page_client.force_login(person)
        for address in (
            "intern/",
            f"intern/{field.pk}/",
            "intern/ergebnis/",
            "intern/ergebnis.xlsx",
            "intern/ergebnis.docx",
        ):
            assert page_client.get(f"/konzept/beratung/{address}").status_code == 404
        for address in (
            "/konzept/beratung/", "/konzept/konferenz/", f"/konzept/element/{field.pk}/verlauf/",
            "/konzept/fassungen/konferenz/", "/konzept/konferenz/?suche=GEHEIM", "/beitraege/?suche=GEHEIM",
            "/beitraege/beitraege.csv", "/beitraege/beitraege.atom",
        ):  # fmt: skip
            said = whole(page_client.get(address)).decode()
            assert "Runde im Haus" not in said
            assert "beratung/intern" not in said
            assert "GEHEIM gesagt" not in said
    assert page_client.post(f"/konzept/beratung/intern/{field.pk}/", {}).status_code == 404


def test_internal_round_is_open_to_those_asked(page_client, internal, field, goal_owner, planner):
    page_client.force_login(goal_owner)
    address = f"/konzept/beratung/intern/{field.pk}/"
    page = page_client.get(address)
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "may_publish" not in page.context["form"].fields

    assert page_client.post(address, typed(page_client, address)).headers["Location"] == "/konzept/beratung/meine/"
    own = text(page_client.get("/konzept/beratung/meine/"))
    assert "Bitte öfter." in own
    assert "Bitte öfter." in text(page_client.get(address))
    page_client.post("/konzept/beratung/meine/", {"zurueckziehen": Remark.objects.get().pk})
    assert Remark.objects.get().text == ""
    page_client.force_login(planner)
    assert page_client.get(address).context["form"] is None


# --- what became of it --------------------------------------------------------------------------------------------
def test_status_by_code_says_what_became_of_it(page_client, planner, concept, consultation, field):
    remark = factories.remark(consultation, field)
    settle(planner, remark, field)
    before = text(page_client.get(f"/konzept/beratung/karte/{REMARK_CODE}/"))
    freeze(planner, concept, "zwei", NOW + timedelta(days=2))
    after = text(page_client.get(f"/konzept/beratung/karte/{REMARK_CODE}/"))

    assert "bis Mitternacht" not in before
    assert "Der Bus fährt jetzt länger." not in before
    assert "eingearbeitet" in after
    assert "Der Bus fährt jetzt länger." in after
    assert 'eingefügt: </span>bis Mitternacht<span class="kern-sr-only">' in after
    assert f'href="/konzept/element/{field.pk}/verlauf/#w2"' in after


def test_code_is_found_from_the_page_of_cards(page_client, consultation, field):
    factories.remark(consultation, field)

    found = page_client.post("/karte/", {"code": REMARK_CODE})
    assert found.headers["Location"] == f"/konzept/beratung/karte/{REMARK_CODE}/"
    assert page_client.get(f"/karte/{REMARK_CODE}/").status_code == 302
    assert page_client.get("/konzept/beratung/karte/23456788K/").status_code == 404


def test_withheld_remark_says_why_to_its_author_only(page_client, consultation, field):
    factories.remark(consultation, field, moderation="withheld", moderation_reason="Nennt eine Person")

    assert "Nennt eine Person" in text(page_client.get(f"/konzept/beratung/karte/{REMARK_CODE}/"))
    for address in ("meinung/ergebnis/", f"meinung/{field.pk}/"):
        page = text(page_client.get(f"/konzept/beratung/{address}"))
        assert "am Wochenende" not in page
        assert "Nennt eine Person" not in page


def test_author_takes_it_back(page_client, consultation, field):
    remark = factories.remark(consultation, field)
    page_client.post(f"/konzept/beratung/karte/{REMARK_CODE}/zurueckziehen/{remark.pk}/")

    assert "Anmerkung 1 ist zurückgezogen." in text(page_client.get(f"/konzept/beratung/karte/{REMARK_CODE}/"))
    assert "am Wochenende" not in text(page_client.get("/konzept/beratung/meinung/ergebnis/"))


def test_address_is_left_confirmed_used_and_removed(page_client, consultation, field):
    factories.remark(consultation, field)
    status = f"/konzept/beratung/karte/{REMARK_CODE}/"
    assert page_client.post(f"{status}adresse/", {"email": "a@example.org"}).headers["Location"] == status
    link = "/konzept/beratung/adresse/" + Message.objects.get().text.split("/konzept/beratung/adresse/")[1].split()[0]
    assert page_client.get(link).status_code == 200
    assert RemarkAddress.objects.get().confirmed_at is None

    news = page_client.post(link).headers["Location"]

    assert RemarkAddress.objects.get().confirmed_at is not None
    assert "Meine Adresse löschen" in text(page_client.get(news))
    page_client.post(news)
    assert not RemarkAddress.objects.exists()
    assert page_client.get(news).status_code == 404


def test_link_in_a_mail_shows_the_remarks_without_their_code(page_client, consultation, field):
    remark = factories.remark(consultation, field)
    kept = RemarkAddress.objects.create(code_hash=remark.code_hash, address=seal_words("a@example.org"), left_at=NOW)

    page = text(page_client.get(f"/konzept/beratung/nachricht/{signing.dumps(str(kept.uid), salt=NEWS_SALT)}/"))

    assert "am Wochenende" in page
    assert REMARK_CODE not in page


def test_synopsis_for_everybody_leaves_out_what_is_not_public(page_client, planner, consultation, concept, field):
    settle(planner, factories.remark(consultation, field, text="=Offen gesagt"), field)
    factories.remark(consultation, field, text="NUR INTERN", may_publish=False)
    factories.remark(consultation, field, text="UNGELESEN", moderation="pending")
    factories.remark(
        consultation, field, kind=RemarkKind.PROPOSAL, quote="am Abend", passage_start=SEEN.index("am Abend"),
        passage_end=SEEN.index("am Abend") + 8, proposed="bis zwei Uhr", text="",
    )  # fmt: skip
    freeze(planner, concept, "zwei", NOW + timedelta(days=2))

    page = text(page_client.get("/konzept/beratung/meinung/ergebnis/"))
    xlsx = whole(page_client.get("/konzept/beratung/meinung/ergebnis.xlsx"))
    docx = whole(page_client.get("/konzept/beratung/meinung/ergebnis.docx"))

    rows = [row for row in load_workbook(io.BytesIO(xlsx)).active.iter_rows(values_only=True) if row[0]]
    table = Document(io.BytesIO(docx)).tables[0]
    assert rows[2] == ("Nr.", "Textstelle", "Anmerkung", "Wortlaut damals", "Antwort", "Wortlaut jetzt")
    assert "Der Bus fährt jetzt länger." in rows[3][4]
    assert "bis Mitternacht" in rows[3][5]
    assert rows[4][3] == "am Abend"
    assert [cell.text for cell in table.rows[0].cells] == list(rows[2])
    assert len(table.rows) == 3
    everything = page + " ".join(cell.text for row in table.rows for cell in row.cells) + str(rows)
    assert "NUR INTERN" not in everything
    assert "UNGELESEN" not in everything
    assert 'gestrichen: </span>am Abend<span class="kern-sr-only">' in page


def test_history_of_an_element_leads_to_its_remarks(page_client, consultation, field):
    factories.remark(consultation, field)
    page = text(page_client.get(f"/konzept/element/{field.pk}/verlauf/"))

    assert f'href="/konzept/beratung/meinung/ergebnis/?stelle={field.pk}"' in page
    assert "1 Anmerkung</a>" in page
    assert "am Wochenende" in text(page_client.get(f"/konzept/beratung/meinung/ergebnis/?stelle={field.pk}"))
    assert "am Wochenende" not in text(page_client.get("/konzept/beratung/meinung/ergebnis/?stelle=999999"))


COUNTS = {"": 3, "meinung/": 5, "meinung/{field}/": 10, "meinung/ergebnis/": 9, f"karte/{REMARK_CODE}/": 7}


def test_pages_take_the_same_queries_for_one_and_for_many(client, planner, concept, consultation, field, query_count):
    def counted():
        return {
            path: query_count(lambda path=path: client.get(f"/konzept/beratung/{path}".format(field=field.pk)))
            for path in COUNTS
        }

    settle(planner, factories.remark(consultation, field), field)
    freeze(planner, concept, "zwei", NOW + timedelta(days=2))
    one = counted()
    for _ in range(3):
        factories.remark(consultation, field)

    assert one == COUNTS
    assert counted() == COUNTS
