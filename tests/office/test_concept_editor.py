"""The working page of the draft: outline, adding in place, splitting, merging, and two people at one element."""

import pytest
from django.urls import reverse

from roterfaden.accounts.enums import Role
from roterfaden.concept import actions
from roterfaden.concept.models import Consideration, Element, Node
from roterfaden.concept.queries import target_values
from tests import factories
from tests.concept.values import NOT_YET, add, measurable
from tests.factories import NOW


@pytest.fixture(autouse=True)
def house(db, settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()


@pytest.fixture
def concept():
    return factories.concept(process=factories.process())


@pytest.fixture
def field(concept, planner):
    return add(planner, concept, "field", field=factories.field(), title="Sprache")


@pytest.fixture
def challenges(concept, planner, field):
    return [
        add(planner, concept, "challenge", field, title=name, body="Erster Absatz.\n\nZweiter Absatz.")
        for name in ("Eins", "Zwei")
    ]


@pytest.fixture
def goal(concept, planner, field):
    return add(planner, concept, "goal", field, title="Mehr Kurse", body="Busse fahren bis 20 Uhr.")


@pytest.fixture
def desk(page_client, planner):
    page_client.force_login(planner)
    return page_client


def text(response):
    return response.content.decode()


def url(name, *args):
    return reverse(f"office:{name}", args=args)


def tree(concept):
    nodes = Node.objects.filter(version__concept=concept, version__frozen_at=None).order_by("order_key")
    return [f"{node.number} {node.revision.title}" for node in nodes.select_related("revision")]


def revise(planner, element, **values):
    return actions.revise_element(
        **{"actor": planner, "element": element, "title": "Mehr Kurse", "reason": "Sitzung", "expected_revision": 1,
           "now": NOW} | values
    )  # fmt: skip


# --- the page -----------------------------------------------------------------------------------------------------
def test_page_shows_the_outline_with_the_chosen_element(desk, concept, challenges):
    html = text(desk.get(url("element", challenges[0].pk)))

    assert html.count('aria-current="page"') >= 1
    assert f'<a href="{url("element", challenges[0].pk)}" aria-current="page">' in html
    assert "Weiter zu 1.2" in html
    assert "Zurück zu 1" in html
    assert [step.name for step in desk.get(url("element", challenges[1].pk)).context["bench"].moves] == ["up"]


def test_page_takes_the_same_queries_for_three_and_forty_elements(desk, concept, challenges, field, query_count):
    page = url("element", challenges[0].pk)
    desk.get(page)
    few = query_count(lambda: desk.get(page))
    for number in range(37):
        factories.element(concept, "goal", parent=field, title=f"Ziel {number}")

    assert (few, query_count(lambda: desk.get(page))) == (10, 10)
    assert len(desk.get(page).context["bench"].lines) == 40


def test_steps_in_and_out_move_an_element(desk, concept, planner, field):
    first = add(planner, concept, "goal", field, title="Eins")
    second = add(planner, concept, "goal", field, title="Zwei")

    def go(element, name):
        step = next(each for each in desk.get(url("element", element.pk)).context["bench"].moves if each.name == name)
        sent = {"parent": step.parent or "", "position": step.position or ""}
        return desk.post(url("element_move", element.pk), sent)

    go(second, "into")
    assert tree(concept) == ["1 Sprache", "1.1 Eins", "1.1.1 Zwei"]
    go(second, "out")
    assert tree(concept) == ["1 Sprache", "1.1 Eins", "1.2 Zwei"]
    go(first, "down")
    assert tree(concept) == ["1 Sprache", "1.1 Zwei", "1.2 Eins"]


# --- adding -------------------------------------------------------------------------------------------------------
def test_new_element_stands_right_after_the_one_it_was_begun_at(desk, concept, challenges, field):
    page = f"{url('element_new', concept.slug, 'challenge')}?nach={challenges[0].pk}"
    form = desk.get(page).context["form"]
    assert (form["parent"].value(), form["after"].value()) == (field.pk, str(challenges[0].pk))

    response = desk.post(page, {"parent": str(field.pk), "after": str(challenges[0].pk), "title": "Neu", "noch": "1"})

    made = Element.objects.order_by("-pk").first()
    assert tree(concept) == ["1 Sprache", "1.1 Eins", "1.2 Neu", "1.3 Zwei"]
    assert response["Location"] == f"{url('element_new', concept.slug, 'challenge')}?nach={made.pk}"


def test_new_element_at_another_parent_is_the_last(desk, concept, challenges, planner):
    other = add(planner, concept, "field", field=factories.field(), title="Wohnen")

    desk.post(
        url("element_new", concept.slug, "challenge"),
        {"parent": str(other.pk), "after": str(challenges[0].pk), "title": "Neu"},
    )

    assert tree(concept)[-1] == "2.1 Neu"


# --- split and merge ----------------------------------------------------------------------------------------------
def test_split_proposes_the_paragraphs_and_makes_two(desk, concept, challenges, planner):
    voice = factories.contribution(concept.process)
    answer = actions.consider_contribution(
        actor=planner, contribution=voice, element=challenges[0], outcome="taken_up", reason="x", plain_reason="y",
        now=NOW,
    )  # fmt: skip
    page = url("element_split", challenges[0].pk)
    form = desk.get(f"{page}?ab=2").context["form"]
    assert [form[name].value() for name in ("first_body", "second_body")] == ["Erster Absatz.", "Zweiter Absatz."]
    sent = {
        "first_title": "Eins a", "first_body": "Erster Absatz.", "second_title": "Eins b", "second_body": "Zweiter.",
        "answers": [str(answer.pk)], "reason": "Zwei Dinge.", "expected_revision": "1",
    }  # fmt: skip

    assert desk.post(page, sent | {"reason": ""}).status_code == 422
    response = desk.post(page, sent)

    assert response["Location"] == url("element", challenges[0].pk)
    assert tree(concept) == ["1 Sprache", "1.1 Eins a", "1.2 Eins b", "1.3 Zwei"]
    assert Consideration.objects.current().get().element.revisions.get().title == "Eins b"


@pytest.mark.parametrize(
    ("at", "first", "second"), [("first", True, False), ("second", False, True), ("both", True, True)]
)
def test_split_of_a_goal_says_where_the_target_is(desk, concept, planner, field, at, first, second):
    goal = add(planner, concept, "goal", field, title="Kurse", target=measurable())
    sent = {
        "first_title": "Abends", "second_title": "Morgens", "target_at": at, "not_measurable_reason": "Ab 2019.",
        "reason": "Zwei Zeiten.", "expected_revision": "1",
    }  # fmt: skip
    page = url("element_split", goal.pk)
    if at != "both":
        refused = desk.post(page, sent | {"not_measurable_reason": ""})
        assert (refused.status_code, set(refused.context["form"].errors)) == (422, {"not_measurable_reason"})

    assert desk.post(page, sent).status_code == 302

    made = Element.objects.filter(kind="goal").order_by("-pk").first()
    newest = [target_values(each.revisions.order_by("-number").first()) for each in (goal, made)]
    assert [values.series is not None for values in newest] == [first, second]


def test_split_of_what_somebody_changed_keeps_what_was_typed(desk, challenges, planner):
    sent = {"first_title": "A", "second_title": "B", "reason": "Zwei.", "expected_revision": "1"}
    revise(planner, challenges[0], title="Inzwischen")

    response = desk.post(url("element_split", challenges[0].pk), sent)

    form = response.context["form"]
    assert response.status_code == 422
    assert "Inzwischen" in text(response)
    assert (form["second_title"].value(), form["expected_revision"].value()) == ("B", "2")


def test_merge_in_two_steps(desk, concept, challenges):
    page = url("element_merge", challenges[0].pk)
    assert 'name="mit"' in text(desk.get(page))
    chosen = f"{page}?mit={challenges[1].pk}"
    form = desk.get(chosen).context["form"]
    assert form["title"].value() == "Eins"
    assert form["body"].value().count("Erster Absatz.") == 2
    sent = {"title": "Beides", "body": "Alles.", "reason": "Dasselbe.", "seen": form["seen"].value()}

    assert desk.post(chosen, sent | {"reason": ""}).status_code == 422
    assert desk.post(chosen, sent | {"seen": "unsinn"}).status_code == 422
    response = desk.post(chosen, sent)

    assert response["Location"] == url("element", challenges[0].pk)
    assert tree(concept) == ["1 Sprache", "1.1 Beides"]


def test_merge_of_goals_keeps_the_target_that_was_chosen(desk, concept, planner, field):
    vague = add(planner, concept, "goal", field, title="Vage")
    clear = add(planner, concept, "goal", field, title="Klar", target=measurable())
    page = f"{url('element_merge', vague.pk)}?mit={clear.pk}"
    seen = desk.get(page).context["form"]["seen"].value()

    response = desk.post(page, {"title": "Klar", "reason": "x", "seen": seen, "target_of": str(clear.pk)})

    assert response.status_code == 302
    assert target_values(vague.revisions.get(number=2)).series is not None


# --- two people, one element --------------------------------------------------------------------------------------
def words(**values):
    return {
        "title": "Mehr Kurse", "body": "Busse fahren bis 20 Uhr.", "accountable": "", "accountability": "condition",
        "not_measurable_reason": NOT_YET.not_measurable_reason, "reason": "Karte 12", "expected_revision": "1",
    } | values  # fmt: skip


def test_changes_at_different_places_become_one_text(desk, goal, planner):
    revise(planner, goal, title="Mehr Kurse am Abend", body="Busse fahren bis 20 Uhr.")

    response = desk.post(url("element", goal.pk), words(body="Busse fahren bis 23 Uhr."))

    form, html = response.context["form"], text(response)
    assert response.status_code == 409
    assert "Es ist nichts zu entscheiden." in html
    assert "Gemeinsamer Vorgänger" in html
    assert (form["title"].value(), form["body"].value()) == ("Mehr Kurse am Abend", "Busse fahren bis 23 Uhr.")
    assert (form["reason"].value(), form["expected_revision"].value()) == ("Karte 12", 2)

    sent = words(title="Mehr Kurse am Abend", body="Busse fahren bis 23 Uhr.", expected_revision="2")
    assert desk.post(url("element", goal.pk), sent).status_code == 302
    newest = goal.revisions.get(number=3)
    assert (newest.title, newest.body) == ("Mehr Kurse am Abend", "Busse fahren bis 23 Uhr.")


def test_conflict_is_named_and_has_to_be_decided(desk, goal, planner):
    revise(planner, goal, body="Busse fahren bis 22 Uhr.")

    response = desk.post(url("element", goal.pk), words(body="Busse fahren bis 23 Uhr."))

    body = response.context["form"]["body"].value()
    assert body == "Busse fahren bis ⟦Ihr Text: 23⟧ ⟦Inzwischen: 22⟧ Uhr."
    assert "Hier haben beide dasselbe geändert." in text(response)
    kept = {f"meins-{name}": value for name, value in words(body="Busse fahren bis 23 Uhr.").items()}
    undecided = desk.post(url("element", goal.pk), words(body=body, expected_revision="2") | kept)
    assert (undecided.status_code, set(undecided.context["form"].errors)) == (422, {"body"})
    assert "Gemeinsamer Vorgänger" in text(undecided)
    for side, hour in (("meins", "23"), ("jetzt", "22")):
        taken = desk.post(url("element", goal.pk), words(body=body, expected_revision="2", nehmen=side) | kept)
        assert taken.context["form"]["body"].value() == f"Busse fahren bis {hour} Uhr."
    assert goal.revisions.count() == 2


def test_third_person_in_between_is_a_conflict_again(desk, goal, planner):
    revise(planner, goal, body="Busse fahren bis 22 Uhr.")
    revise(planner, goal, body="Busse fahren bis 22 Uhr. Auch sonntags.", expected_revision=2)

    response = desk.post(url("element", goal.pk), words(body="Alle Busse fahren bis 22 Uhr.", expected_revision="2"))

    assert response.status_code == 409
    assert response.context["form"]["body"].value() == "Alle Busse fahren bis 22 Uhr. Auch sonntags."


def test_two_editors_at_once_lose_nothing(desk, page_client, goal, planner):
    other = factories.user(Role.STRATEGY_OFFICER)
    colleague = type(page_client)()
    colleague.html_checker = page_client.html_checker
    colleague.force_login(other)
    page = url("element", goal.pk)
    forms = [client.get(page).context["form"] for client in (desk, colleague)]
    assert [form["expected_revision"].value() for form in forms] == [1, 1]

    assert desk.post(page, words(body="Busse fahren bis 20 Uhr. Auch sonntags.")).status_code == 302
    second = colleague.post(page, words(title="Mehr Busse", body="Busse fahren bis 20 Uhr."))

    form = second.context["form"]
    assert second.status_code == 409
    assert (form["title"].value(), form["body"].value()) == ("Mehr Busse", "Busse fahren bis 20 Uhr. Auch sonntags.")


# --- are our goals measurable? ------------------------------------------------------------------------------------
def test_goal_is_checked_while_it_is_written(desk, concept, planner):
    series = factories.series(factories.definition())
    factories.observation(series, 2016, 12)
    page = url("goal_check", concept.slug)

    def said(**values):
        return text(desk.post(page, values, headers={"HX-Request": "true"}))

    assert "Wählen Sie eine Zahlenreihe" in said(accountability="condition")
    html = said(accountability="condition", series=str(series.pk), target_value="25")
    assert "Zu erreichen bis: Nennen Sie den Tag" in html
    assert "Letzte Werte:" in html
    assert "So ist das Ziel messbar." in said(
        accountability="condition", series=str(series.pk), target_value="25", target_on="2022-12-31"
    )
    assert "der Grund steht da" in said(accountability="condition", not_measurable_reason="Ab 2019.")


def test_goals_are_listed_with_faults_reasons_and_gaps(desk, concept, planner, field, goal):
    add(planner, concept, "goal", field, title="Messbar", target=measurable(), accountable="Volkshochschule")
    late = add(planner, concept, "goal", field, title="Zu spät", target=measurable())
    concept.ends_on = concept.starts_on.replace(year=concept.starts_on.year + 1)
    concept.save(update_fields=["ends_on"])

    found = desk.get(url("concept_goals", concept.slug)).context["found"]

    assert [state.element_id for state in found.waiting] == [goal.pk]
    assert [state.title for state in found.faulty] == ["Messbar", "Zu spät"]
    assert found.faulty[1].fault_sentences == ["Dieser Tag liegt nach dem Ende des Konzepts."]
    assert {gap.value for gap in found.faulty[1].gaps} >= {"no_baseline", "no_values", "nobody"}
    assert late.pk == found.faulty[1].element_id


def test_goals_take_the_same_queries_for_one_and_three(desk, concept, planner, field, query_count):
    add(planner, concept, "goal", field, target=measurable())
    page = url("concept_goals", concept.slug)
    desk.get(page)
    one = query_count(lambda: desk.get(page))
    for _ in range(2):
        add(planner, concept, "goal", field, target=measurable())

    assert (one, query_count(lambda: desk.get(page))) == (7, 7)


@pytest.mark.parametrize("name", ["moderator", "clerk", "goal_owner"])
def test_readers_read_the_goals_and_change_nothing(name, request, page_client, concept, goal):
    page_client.force_login(request.getfixturevalue(name))

    assert f'href="{url("element", goal.pk)}"' not in text(page_client.get(url("concept_goals", concept.slug)))
    for route in ("element_split", "element_merge"):
        assert page_client.get(url(route, goal.pk)).status_code == 403
    assert page_client.post(url("goal_check", concept.slug)).status_code == 403
