"""The workbench in the office: flow, drafts, inserted words, desks, modules and common answers."""

import pytest
from django.urls import reverse

from roterfaden.accounts.enums import Role
from roterfaden.concept.models import Consideration
from roterfaden.weighing.models import AnswerBatch, AnswerDraft, DeskItem, ModuleUse, TextModule
from tests import factories
from tests.jobs import run_jobs

ANSWER = {"outcome": "not_taken_up", "reason": "Zuständig ist die Stadt", "plain_reason": "Das entscheidet die Stadt."}


@pytest.fixture(autouse=True)
def house(db, settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()


@pytest.fixture
def process():
    return factories.process()


@pytest.fixture
def theme(process):
    return factories.theme(process, factories.field())


@pytest.fixture
def voices(process, theme):
    made = [factories.contribution(process) for _number in range(3)]
    for voice in made:
        factories.assignment(voice, theme)
    return made


@pytest.fixture
def desk(page_client, planner):
    page_client.force_login(planner)
    return page_client


def text(response):
    return response.content.decode()


def url(voice):
    return reverse("office:weighing_voice", args=[voice.pk])


# --- the flow -----------------------------------------------------------------------------------------------------
def test_saving_goes_on_to_the_next_voice_of_the_same_list(desk, theme, voices):
    listed = f"?thema={theme.pk}"

    response = desk.post(url(voices[0]) + listed, ANSWER | {"weiter": "1"})
    assert response.headers["Location"] == url(voices[1]) + listed

    response = desk.post(url(voices[2]) + listed, ANSWER | {"weiter": "1"}, follow=True)
    assert "Das war der letzte Beitrag dieser Liste." in text(response)
    assert [row.row.contribution for row in response.context["rows"]] == [voices[1]]


def test_draft_is_kept_even_when_wrong_and_comes_back(desk, voices, planner):
    typed = ANSWER | {"plain_reason": "", "element": "", "entwurf": "1"}

    quiet = desk.post(url(voices[0]), typed, headers={"X-Quiet": "1"})

    assert (quiet.status_code, AnswerDraft.objects.get().user) == (204, planner)
    page = desk.get(url(voices[0]))
    assert page.context["form"]["reason"].value() == "Zuständig ist die Stadt"
    assert "Angefangen am" in text(page)
    desk.post(reverse("office:weighing_draft_drop", args=[voices[0].pk]))
    assert AnswerDraft.objects.count() == 0


def test_module_is_inserted_behind_what_is_typed_and_its_use_is_kept(desk, voices):
    module = factories.text_module(plain_reason="Danke für Beitrag {nummer}.")
    key = str(module.revisions.get().pk)

    page = desk.post(url(voices[0]), {"plain_reason": "Guten Tag.", "pick": key, "einfuegen": "1"})

    form = page.context["form"]
    assert form["plain_reason"].value() == f"Guten Tag.\n\nDanke für Beitrag {voices[0].number}."
    assert (form["outcome"].value(), form["module"].value()) == ("not_taken_up", key)
    assert Consideration.objects.count() == 0
    sent = {name: form[name].value() or "" for name in form.fields}
    desk.post(url(voices[0]), sent)
    assert 0 < ModuleUse.objects.get().similarity < 1


def test_answer_of_another_voice_is_taken_as_a_pattern(desk, voices):
    desk.post(url(voices[1]), ANSWER)
    other = Consideration.objects.get()
    assert "So wurde im selben Thema geantwortet" in text(desk.get(url(voices[0])))

    page = desk.post(url(voices[0]), {"uebernehmen": str(other.pk)})

    assert page.context["form"]["plain_reason"].value() == ANSWER["plain_reason"]
    assert Consideration.objects.count() == 1


def test_open_gap_is_refused_at_its_field(desk, voices):
    response = desk.post(url(voices[0]), ANSWER | {"plain_reason": "Aus {kommune}."})

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"plain_reason"}


def test_voice_page_takes_the_same_queries_for_one_and_three_beside_it(desk, process, theme, voices, query_count):
    desk.post(url(voices[1]), ANSWER)
    factories.voice_group(voices[0], voices[1])
    desk.get(url(voices[0]))
    one = query_count(lambda: desk.get(url(voices[0])))
    for _number in range(2):
        more = factories.contribution(process)
        factories.assignment(more, theme)
        desk.post(url(more), ANSWER)

    assert query_count(lambda: desk.get(url(voices[0]))) == one


# --- desks --------------------------------------------------------------------------------------------------------
def test_theme_is_put_on_a_desk_handed_over_and_taken_off(desk, theme, voices, planner):
    other = factories.user(Role.STRATEGY_OFFICER, name="Oda Other")
    address = reverse("office:desk", args=["thema", theme.pk])

    desk.post(address, {"desk": f"p{planner.pk}", "due_on": "2017-06-30"})
    assert "3 Beiträge liegen auf Ihrem Tisch" in text(desk.get("/buero/"))
    desk.post(address, {"desk": f"p{other.pk}", "note": "Bitte bis zum Ausschuss"})

    page = text(desk.get(reverse("office:desks")))
    assert "Oda Other" in page
    assert "Bitte bis zum Ausschuss" in page
    desk.post(reverse("office:desk_clear", args=[DeskItem.objects.current().get().pk]))
    assert not DeskItem.objects.current().exists()
    assert "3 offene Beiträge liegen auf keinem Tisch" in text(desk.get(reverse("office:desks")))


def test_desk_refuses_nobody_and_foreign_ways_back(desk, voices, planner):
    address = reverse("office:desk", args=["beitrag", voices[0].pk])

    assert desk.post(address, {"desk": ""}).status_code == 422
    back = desk.post(address, {"desk": f"p{planner.pk}", "zurueck": "https://boese.example/"})
    assert back.headers["Location"] == reverse("office:desks")
    assert desk.get(reverse("office:desk", args=["quatsch", 1])).status_code == 404


# --- modules ------------------------------------------------------------------------------------------------------
def test_module_is_added_worded_anew_and_retired(desk):
    words = {"title": "Zuständig", "outcome": "not_taken_up", "file_reason": "Akte", "plain_reason": "Alt {nummer}"}
    desk.post(reverse("office:module_new"), words)
    module = TextModule.objects.get()
    address = reverse("office:module", args=[module.pk])

    assert desk.post(address, words).status_code == 422
    assert desk.post(address, words | {"plain_reason": "{quatsch}"}).status_code == 422
    desk.post(address, words | {"plain_reason": "Neu"})
    desk.post(reverse("office:module_retire", args=[module.pk]))

    assert "Frühere Wortlaute" in text(desk.get(address))
    assert "nicht mehr benutzt" in text(desk.get(reverse("office:modules")))


# --- together -----------------------------------------------------------------------------------------------------
def test_theme_is_answered_together_seen_before_and_taken_back(desk, theme, voices):
    desk.post(url(voices[2]), ANSWER)
    address = reverse("office:answer_theme", args=[theme.pk])
    page = desk.get(address)
    assert page.context["ticked"] == {str(voices[0].pk), str(voices[1].pk)}
    assert "Ausgelassen: hat eine eigene Antwort." in text(page)
    sent = ANSWER | {"beitraege": sorted(page.context["ticked"])}

    preview = desk.post(address, sent | {"vorschau": "1"})
    assert "Diese Antwort bekommen 2 Beiträge" in text(preview)
    assert Consideration.objects.count() == 1
    given = desk.post(address, sent | {"speichern": "1"}, follow=True)

    assert "2 Beiträge sind beantwortet." in text(given)
    publishing = f"{reverse('office:publishing')}?verfahren={theme.process.slug}&thema={theme.pk}"
    assert f'href="{publishing.replace("&", "&amp;")}"' in given.content.decode()
    assert desk.get(publishing).context["total"] == 3, "the two, and the one with an answer of its own"
    assert "gemeinsam mit 1 anderem Beitrag beantwortet" in text(desk.get(url(voices[0])))
    batch = AnswerBatch.objects.get()
    undone = desk.post(reverse("office:batch_undo", args=[batch.pk]), {"reason": "Irrtum"}, follow=True)
    assert "Zurückgenommen" in text(undone)
    assert Consideration.objects.current().count() == 1
    assert text(desk.get(reverse("office:batches"))).count("zurückgenommen") == 1


def test_nobody_ticked_is_said_above_the_form(desk, theme, voices):
    response = desk.post(reverse("office:answer_theme", args=[theme.pk]), ANSWER | {"vorschau": "1"})

    assert response.status_code == 422
    assert "Kreuzen Sie mindestens einen Beitrag an." in text(response)


def test_many_voices_are_answered_and_taken_back_in_the_background(desk, theme, voices, monkeypatch):
    monkeypatch.setattr("roterfaden.office.weighing_batches.AT_ONCE", 2)
    sent = ANSWER | {"beitraege": [str(voice.pk) for voice in voices], "speichern": "1"}

    desk.post(reverse("office:answer_theme", args=[theme.pk]), sent)
    assert Consideration.objects.count() == 0
    run_jobs()
    assert Consideration.objects.current().count() == 3

    desk.post(reverse("office:batch_undo", args=[AnswerBatch.objects.get().pk]))
    run_jobs()
    assert Consideration.objects.current().count() == 0
