"""The working draft, rewording with optimistic locking, and frozen versions."""

import pytest
from django.urls import reverse

from roterfaden.accounts.enums import Role, ScopeKind
from roterfaden.concept import actions
from roterfaden.concept.models import Element, Incorporation, Node, Version
from roterfaden.concept.queries import target_values
from tests import factories
from tests.concept.values import add, goal_under, measurable
from tests.factories import NOW


@pytest.fixture(autouse=True)
def house(db, settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()


@pytest.fixture
def concept():
    return factories.concept(process=factories.process())


@pytest.fixture
def goal(concept, planner):
    return goal_under(planner, concept, title="Busse am Abend", accountable="Verkehrsplanung")


@pytest.fixture
def desk(page_client, planner):
    page_client.force_login(planner)
    return page_client


def text(response):
    return response.content.decode()


def url(name, *args):
    return reverse(f"office:{name}", args=args)


def words(goal, **values):
    return {
        "title": "Busse bis Mitternacht", "body": "Jede Stunde.", "accountable": "Verkehrsplanung",
        "accountability": "condition", "not_measurable_reason": "Die Erhebung beginnt 2019.", "reason": "Karte 12",
        "expected_revision": "1",
    } | values  # fmt: skip


def revise(planner, goal, **values):
    return actions.revise_element(
        **{
            "actor": planner, "element": goal, "title": "Von jemand anderem", "body": "Nur freitags.",
            "reason": "Sitzung", "expected_revision": 1, "now": NOW,
        }
        | values
    )  # fmt: skip


# --- the draft ----------------------------------------------------------------------------------------------------
def test_draft_shows_numbers_words_and_promise(desk, concept, goal):
    html = text(desk.get(url("concept_draft", concept.slug)))

    assert "1.1.1" in html
    assert "Busse am Abend" in html
    assert "Noch nicht messbar: Die Erhebung beginnt 2019." in html
    assert f'href="{url("element", goal.pk)}"' in html


def test_draft_of_figures_shows_value_and_day(desk, concept, planner):
    goal_under(planner, concept, target=measurable())

    assert "25,0 Prozent bis 31. Dezember 2022" in text(desk.get(url("concept_draft", concept.slug)))


def test_draft_takes_the_same_queries_for_one_and_three_hundred_elements(desk, concept, planner, query_count):
    field = add(planner, concept, "field")
    page = url("concept_draft", concept.slug)
    desk.get(page)
    one = query_count(lambda: desk.get(page))
    for number in range(299):
        factories.element(concept, "goal", parent=field, title=f"Ziel {number}")

    assert (one, query_count(lambda: desk.get(page))) == (9, 9)
    assert len(desk.get(page).context["tree"].nodes) == 300


def test_empty_draft_says_where_to_begin(desk, concept):
    assert "Beginnen Sie mit den Handlungsfeldern." in text(desk.get(url("concept_draft", concept.slug)))


def test_list_of_concepts_shows_only_own_processes(page_client, concept):
    factories.concept(process=factories.process())
    factories.concept()
    page_client.force_login(factories.user(Role.STRATEGY_OFFICER, scope=(ScopeKind.PROCESS, concept.process.slug)))

    assert list(page_client.get(url("concept")).context["concepts"]) == [concept]


def test_list_of_concepts_takes_the_same_queries_for_one_and_three(desk, concept, query_count):
    desk.get(url("concept"))
    one = query_count(lambda: desk.get(url("concept")))
    factories.concept(process=factories.process(), predecessor=concept)
    factories.concept()

    assert (one, query_count(lambda: desk.get(url("concept")))) == (6, 6)


# --- adding -------------------------------------------------------------------------------------------------------
def test_add_field_challenge_and_goal(desk, concept):
    field = factories.field()
    desk.post(url("element_new", concept.slug, "field"), {"title": "Sprache", "field": field.slug})
    top = Element.objects.get()
    series = factories.series(factories.definition())

    response = desk.post(
        url("element_new", concept.slug, "goal"),
        {
            "parent": str(top.pk), "title": "Mehr Kurse", "accountability": "performance", "series": str(series.pk),
            "target_value": "0", "target_on": "2022-12-31", "baseline_value": "", "reason": "",
        },
    )  # fmt: skip

    goal = Element.objects.get(kind="goal")
    assert response["Location"] == url("element", goal.pk)
    assert (goal.field, Node.objects.get(element=goal).number) == (field, "1.1")
    assert target_values(goal.revisions.get()).target_value == 0


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, "series"),
        ({"series": "real", "target_value": "25"}, "target_on"),
        ({"series": "real", "target_on": "2022-12-31"}, "target_value"),
        ({"series": "real", "target_value": "25", "target_on": "2040-01-01"}, "target_on"),
        ({"target_value": "25", "target_on": "2022-12-31"}, "series"),
        ({"not_measurable_reason": "später", "parent": ""}, "parent"),
    ],
)
def test_goal_that_is_not_smart_is_422_at_its_field_and_loses_nothing(desk, concept, planner, values, field):
    top = add(planner, concept, "field")
    if values.get("series"):
        values = values | {"series": str(factories.series(factories.definition()).pk)}
    sent = {"parent": str(top.pk), "title": "Mehr Kurse", "accountability": "condition"} | values

    response = desk.post(url("element_new", concept.slug, "goal"), sent)

    form = response.context["form"]
    assert response.status_code == 422
    assert set(form.errors) == {field}
    assert {name: form[name].value() for name in sent} == sent


def test_form_asks_only_what_the_kind_needs(desk, concept, planner):
    add(planner, concept, "field")

    def names(kind):
        return set(desk.get(url("element_new", concept.slug, kind)).context["form"].fields)

    assert names("field") == {"parent", "field", "after", "title", "body", "reason"}
    assert names("initiative") == names("field") | {"accountable", "starts_on", "ends_on"}
    assert "target_value" in names("goal")
    assert desk.get(url("element_new", concept.slug, "unsinn")).status_code == 404


# --- rewording ----------------------------------------------------------------------------------------------------
def test_new_wording_is_saved_with_the_voices_that_led_to_it(desk, concept, goal, planner):
    voice = factories.contribution(concept.process)
    answer = actions.consider_contribution(
        actor=planner, contribution=voice, element=goal, outcome="taken_up", reason="x", plain_reason="y", now=NOW
    )

    response = desk.post(url("element", goal.pk), words(goal, voices=[str(answer.pk)]))

    revision = goal.revisions.get(number=2)
    assert response["Location"] == url("element", goal.pk)
    assert (revision.title, revision.reason) == ("Busse bis Mitternacht", "Karte 12")
    link = Incorporation.objects.get()
    assert (link.consideration, link.revision) == (answer, revision)


@pytest.mark.parametrize(
    ("values", "field"),
    [({"reason": ""}, "reason"), ({"title": ""}, "title"), ({"not_measurable_reason": ""}, "series")],
)
def test_incomplete_wording_is_422_and_loses_nothing(desk, goal, values, field):
    response = desk.post(url("element", goal.pk), words(goal, **values))

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {field}
    assert response.context["form"]["body"].value() == "Jede Stunde."
    assert goal.revisions.count() == 1


def test_unchanged_wording_is_422(desk, goal):
    response = desk.post(url("element", goal.pk), words(goal, title="Busse am Abend", body=""))

    assert response.status_code == 422
    assert "Der Wortlaut ist unverändert." in text(response)


def test_form_starts_with_the_present_words(desk, goal):
    form = desk.get(url("element", goal.pk)).context["form"]

    assert (form["title"].value(), form["expected_revision"].value()) == ("Busse am Abend", 1)
    assert form["not_measurable_reason"].value() == "Die Erhebung beginnt 2019."


# --- versions -----------------------------------------------------------------------------------------------------
def test_freeze_leads_to_the_version_with_its_seal(desk, concept, goal):
    response = desk.post(
        url("concept_versions", concept.slug), {"kind": "conference", "title": "Entwurf für die Konferenz"}, follow=True
    )

    frozen = Version.objects.get(kind="conference")
    assert frozen.slug == "entwurf-fuer-die-konferenz"
    assert "Geprüft: Der Inhalt entspricht der Prüfsumme." in text(response)
    assert frozen.checksum in text(response)
    assert "bearbeiten" not in text(response)


def test_tampered_version_says_so(desk, concept, goal, planner):
    frozen = actions.freeze_version(
        actor=planner, concept=concept, kind="conference", slug="konferenz", title="Konferenzentwurf", now=NOW
    )
    extra = add(planner, concept, "text").revisions.get()
    Node.objects.create(version=frozen, revision=extra, element=extra.element, position=2, number="2", order_key="002")

    html = text(desk.get(url("concept_version", concept.slug, "konferenz")))

    assert "Der Inhalt entspricht nicht der Prüfsumme" in html


def test_freeze_names_what_is_missing(desk, concept, goal):
    factories.contribution(concept.process)

    response = desk.post(url("concept_versions", concept.slug), {"kind": "submitted", "title": "Beratungsfassung"})

    assert response.status_code == 422
    assert "noch nicht abgewogen" in response.context["form"].errors["kind"][0]
    assert response.context["form"]["title"].value() == "Beratungsfassung"


def test_adopted_version_is_not_made_here(desk, concept, goal):
    response = desk.post(url("concept_versions", concept.slug), {"kind": "adopted", "title": "Beschluss"})

    assert response.status_code == 422


def test_versions_take_the_same_queries_for_one_and_three(desk, concept, goal, planner, query_count):
    page = url("concept_versions", concept.slug)

    def freeze(slug):
        actions.freeze_version(actor=planner, concept=concept, kind="conference", slug=slug, title=slug, now=NOW)

    freeze("eins")
    desk.get(page)
    one = query_count(lambda: desk.get(page))
    freeze("zwei")
    freeze("drei")

    assert (one, query_count(lambda: desk.get(page))) == (8, 8)


@pytest.mark.parametrize("name", ["moderator", "clerk", "group_member", "goal_owner"])
def test_readers_read_but_do_not_write(name, request, page_client, concept, goal):
    page_client.force_login(request.getfixturevalue(name))

    assert f'href="{url("element", goal.pk)}"' not in text(page_client.get(url("concept_draft", concept.slug)))
    assert page_client.get(url("element", goal.pk)).status_code == 403
    assert page_client.post(url("element", goal.pk), words(goal)).status_code == 403
    assert page_client.get(url("element_new", concept.slug, "field")).status_code == 403
    assert page_client.post(url("concept_versions", concept.slug), {"kind": "conference"}).status_code == 403


@pytest.mark.parametrize("name", ["counsellor", "auditor", "administrator", "outsider"])
def test_concept_is_closed_to_others(name, request, page_client, concept):
    page_client.force_login(request.getfixturevalue(name))

    assert page_client.get(url("concept_draft", concept.slug)).status_code == 403


# --- places -------------------------------------------------------------------------------------------------------
def test_buttons_move_an_element_up_and_down_without_script(desk, concept, planner):
    field = add(planner, concept, "field", field=factories.field())
    first, second = (add(planner, concept, "challenge", field, title=name) for name in ("Eins", "Zwei"))
    html = text(desk.get(url("element", second.pk)))
    assert "Eine Stelle nach oben" in html
    assert "Eine Stelle nach unten" not in html

    response = desk.post(url("element_move", second.pk), {"parent": str(field.pk), "position": "1"}, follow=True)

    assert response.request["PATH_INFO"] == url("element", second.pk)
    assert "„Zwei“ hat jetzt die Nummer 1.1." in text(response)
    assert Node.objects.get(element=first).number == "1.2"


def test_element_moves_to_another_parent(desk, concept, goal, planner):
    other = add(planner, concept, "field", field=factories.field(), title="Wohnen")
    form = desk.get(url("element_move", goal.pk)).context["form"]
    assert str(goal.pk) not in dict(form.fields["parent"].choices)

    response = desk.post(url("element_move", goal.pk), {"parent": str(other.pk), "position": ""})

    assert response["Location"] == url("element", goal.pk)
    assert Node.objects.get(element=goal).number == "2.1"


@pytest.mark.parametrize("sent", [{"parent": "", "position": "1"}, {"parent": "unsinn", "position": "1"}])
def test_wrong_place_is_422_and_loses_nothing(desk, goal, sent):
    response = desk.post(url("element_move", goal.pk), sent)

    form = response.context["form"]
    assert (response.status_code, set(form.errors)) == (422, {"parent"})
    assert form["position"].value() == "1"


def test_place_it_has_is_422(desk, goal):
    node = Node.objects.get(element=goal)

    response = desk.post(url("element_move", goal.pk), {"parent": str(node.parent.element_id), "position": "1"})

    assert (response.status_code, set(response.context["form"].errors)) == (422, {"position"})


def test_element_leaves_the_draft_with_a_reason(desk, concept, goal):
    above = Node.objects.get(element=goal).parent.element
    assert desk.post(url("element_withdraw", goal.pk), {"reason": ""}).status_code == 422

    response = desk.post(url("element_withdraw", goal.pk), {"reason": "Der Kreistag hat es gestrichen."}, follow=True)

    assert response.request["PATH_INFO"] == url("element", above.pk)
    assert "„Busse am Abend“ steht nicht mehr im Entwurf." in text(response)
    for name in ("element", "element_move", "element_withdraw"):
        assert desk.get(url(name, goal.pk)).status_code == 404


def test_withdrawing_names_the_voices_that_need_another_answer(desk, concept, goal, planner):
    voice = factories.contribution(concept.process)
    actions.consider_contribution(
        actor=planner, contribution=voice, element=goal, outcome="taken_up", reason="x", plain_reason="y", now=NOW
    )

    response = desk.post(url("element_withdraw", goal.pk), {"reason": "Gestrichen."})

    assert response.status_code == 422
    assert f'href="{url("weighing_voice", voice.pk)}"' in text(response)
    assert response.context["form"]["reason"].value() == "Gestrichen."
    assert Node.objects.filter(element=goal).exists()


def test_concept_form_refuses_an_end_before_its_beginning(desk, concept):
    sent = {"title": "Neu", "starts_on": "2028-01-01", "ends_on": "2027-01-01", "predecessor": concept.slug}

    response = desk.post(url("concept_open", concept.process.slug), sent)

    form = response.context["form"]
    assert (response.status_code, set(form.errors)) == (422, {"ends_on"})
    assert {name: form[name].value() for name in sent} == sent


def test_concept_page_offers_processes_without_one(desk, concept):
    waiting = factories.process()

    assert list(desk.get(url("concept")).context["waiting"]) == [waiting]
