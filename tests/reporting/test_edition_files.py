"""Editions to take away: dossier, paper and feedback as documents, their figures as annex, texts by language."""

import io
from datetime import UTC, date, datetime

import docx
import pikepdf
import pytest
from django.utils import translation
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from roterfaden.concept.enums import TextStatus
from roterfaden.concept.exports import written_docx, written_pdf
from roterfaden.kernel.errors import NotAllowed
from roterfaden.monitoring import actions as monitoring
from roterfaden.participation.enums import Moderation
from roterfaden.reporting import actions, errors
from roterfaden.reporting.enums import Audience
from roterfaden.reporting.exports import annex_csv, annex_rows, annex_xlsx
from roterfaden.reporting.models import Edition
from roterfaden.reporting.queries import edition_view, prove_edition
from roterfaden.reporting.queries.annex import cited_values
from roterfaden.reporting.queries.texts import feedback_for, readable_languages, text_lines, words_of
from roterfaden.reporting.tasks import new_feedback
from roterfaden.web.editions import document_of
from tests import factories

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 10, 1, 9, 0, tzinfo=UTC)
LATER = datetime(2021, 5, 3, 9, 0, tzinfo=UTC)
RISING = {2014: 28, 2015: 28.5, 2016: 29, 2017: 29.5, 2018: 30, 2019: 31}


@pytest.fixture
def goal(planner):
    concept = factories.concept(process=factories.process())
    field = factories.element(concept, "field", title="Sprache & <Verstehen>")
    return factories.measured_goal(concept, RISING, parent=field)


@pytest.fixture
def report(planner, goal):
    cycle = factories.cycle(factories.frozen_version(goal.concept))
    monitoring.assess_goals(actor=planner, cycle=cycle, now=NOW)
    monitoring.close_cycle(actor=planner, cycle=cycle, now=NOW)
    return actions.open_report(actor=planner, cycle=cycle, slug="bericht-2019", title="Bericht 2019", now=NOW)


def freeze(planner, report, audience=Audience.PUBLIC, now=NOW):
    made = actions.freeze_edition(
        actor=planner, report=report, audience=audience, title="Was ist erreicht?", foreword="Ein *Vorwort*.", now=now
    )
    return stored(made)


def stored(edition):
    return Edition.objects.select_related("report__cycle__version", "report__cycle__concept").get(pk=edition.pk)


def document(edition):
    return document_of(edition, edition_view(edition, on=LATER.date()), site="Landkreis Musterland")


def words(made) -> str:
    """Everything a document says."""
    facts = [*made.facts, *(fact for part in made.parts for fact in part.facts)]
    cells = [cell for sheet in made.sheets for row in sheet.rows for cell in row]
    titles = [text for part in made.parts for text in (part.number, part.title, part.body)]
    return "\n".join([made.title, made.subtitle, *(f"{label}: {said}" for label, said in facts), *titles, *cells])


# --- documents ------------------------------------------------------------------------------------------------------
def test_dossier_says_everything_and_paper_what_needs_a_decision(planner, report):
    dossier, paper = (words(document(freeze(planner, report, each))) for each in (Audience.GROUP, Audience.COUNCIL))

    for said in ("31,0 Prozent (31.12.2019)", "auf Kurs", "Ein *Vorwort*.", "beweist nicht", "Prüfsumme"):
        assert said in dossier
        assert said in paper
    assert "Aussicht, den Zielwert zu erreichen" in dossier
    assert "Aussicht, den Zielwert zu erreichen" not in paper
    assert "Ziele auf gutem Weg" in paper


@pytest.mark.parametrize("audience", Audience.values)
def test_each_edition_is_an_accessible_pdf_and_a_word_document(audience, planner, report):
    made = document(freeze(planner, report, audience))

    with pikepdf.open(io.BytesIO(written_pdf(made))) as file:
        assert str(file.Root.Lang) == "de"
        assert "<pdfuaid:part>1</pdfuaid:part>" in file.Root.Metadata.read_bytes().decode()
        assert str(file.docinfo["/Title"]) == "Was ist erreicht?"
    text = "\n".join(each.text for each in docx.Document(written_docx(made)).paragraphs)
    assert "Landkreis Musterland" in docx.Document(written_docx(made)).core_properties.author
    assert "Ein Vorwort." in text
    assert document(freeze(planner, report, audience)).parts == made.parts


def test_annex_names_every_cited_value_with_source_and_vintage(planner, goal, report):
    edition = freeze(planner, report, Audience.COUNCIL)
    rows = list(annex_rows(cited_values(edition)))

    assert [(row[7], row[6].year) for row in rows] == [(value, year) for year, value in RISING.items()]
    assert {row[13] for row in rows} == {"Test"}
    assert {row[9] for row in rows} == {"Wert"}
    assert rows[0][11] == date(2015, 7, 1)
    with annex_xlsx(cited_values(edition), above=["Bericht"]) as file:
        sheet = load_workbook(file).active
    assert (sheet.cell(1, 1).value, sheet.cell(3, 8).value) == ("Bericht", 28)
    assert b"".join(annex_csv(cited_values(edition))).decode("utf-8-sig").count("\r\n") == len(RISING) + 1


def test_annex_hides_small_counts(planner, goal, report):
    definition = goal.revisions.get().target.series.definition
    type(definition).objects.filter(pk=definition.pk).update(denominator="", minimum_count=29)

    rows = list(annex_rows(cited_values(freeze(planner, report, Audience.COUNCIL))))

    assert [row[7] for row in rows if row[6].year < 2016] == [None, None]
    assert {row[10] for row in rows if row[6].year < 2016} == {"weniger als 29"}


# --- texts ------------------------------------------------------------------------------------------------------------
def write(planner, edition, language, *, is_checked=True, title="Titel"):
    return actions.write_edition_text(
        actor=planner, edition=edition, language=language, title=title, body="Worte.", is_checked=is_checked, now=NOW
    )


def test_feedback_is_read_in_the_language_of_its_reader(planner, goal, report):
    edition = freeze(planner, report)
    assert words_of(edition, "en").language == "de"
    write(planner, edition, "en", title="What was achieved?")
    write(planner, edition, "de-simple", is_checked=False)
    actions.propose_edition_text(actor=planner, edition=edition, language="ar", title="ا", body="ب", now=NOW)

    assert (words_of(edition, "en").title, words_of(edition, "ar").is_machine) == ("What was achieved?", True)
    assert words_of(edition, "de-simple").language == "de"
    assert readable_languages(edition)[0] == "de"
    assert set(readable_languages(edition)) == {"de", "en", "ar"}
    actions.check_edition_text(actor=planner, edition=edition, language="de-simple", now=NOW)
    assert {line.language: line.status for line in text_lines(edition) if line.text} == {
        "en": TextStatus.CHECKED, "ar": TextStatus.MACHINE, "de-simple": TextStatus.CHECKED,
    }  # fmt: skip
    with translation.override("en"):
        made = document(edition)
    assert (made.title, made.language, made.title_language) == ("What was achieved?", "en", "en")
    with pikepdf.open(io.BytesIO(written_pdf(made))) as file:
        assert str(file.Root.Lang) == "en"


def test_texts_refuse_other_editions_languages_and_people(planner, group_member, report):
    edition = freeze(planner, report)
    with pytest.raises(errors.NoFeedback):
        write(planner, freeze(planner, report, Audience.COUNCIL), "en")
    with pytest.raises(errors.NoSuchLanguage):
        write(planner, edition, "xx")
    with pytest.raises(errors.NoSuchLanguage):
        actions.propose_edition_text(actor=planner, edition=edition, language="de-simple", title="T", body="B", now=NOW)
    with pytest.raises(errors.TextMissing):
        actions.check_edition_text(actor=planner, edition=edition, language="en", now=NOW)
    with pytest.raises(NotAllowed):
        write(group_member, edition, "en")


# --- who hears of it --------------------------------------------------------------------------------------------------
def test_everybody_of_the_process_hears_of_the_feedback_once(planner, goal, report):
    process = goal.concept.process
    voice = factories.contribution(process, moderation=Moderation.PUBLISHED)
    other = factories.contribution(factories.process())
    told = {voice.pk, other.pk}
    assert list(new_feedback(told, NOW)) == []
    actions.publish_edition(actor=planner, edition=freeze(planner, report, Audience.COUNCIL), now=NOW)
    assert list(new_feedback(told, NOW)) == []

    actions.publish_edition(actor=planner, edition=freeze(planner, report), now=NOW)
    actions.publish_edition(actor=planner, edition=freeze(planner, report), now=LATER)

    (news,) = new_feedback(told, NOW)
    assert (news.contribution_id, news.kind, news.key) == (voice.pk, "reported", f"feedback:{report.cycle_id}")
    assert news.happened_at == NOW
    assert list(new_feedback(told, datetime(2020, 12, 1, tzinfo=UTC))) == []
    assert feedback_for(process.pk).audience == Audience.PUBLIC
    assert feedback_for(other.process_id) is None


# --- as known on that day ---------------------------------------------------------------------------------------------
YEARS = range(2012, 2020)
vintages = st.lists(
    st.tuples(
        st.sampled_from(YEARS), st.integers(0, 60), st.dates(date(2013, 1, 1), date(2022, 12, 31)),
    ),
    min_size=6, max_size=24, unique_by=lambda each: (each[0], each[2]),
)  # fmt: skip


@hypothesis_settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(found=vintages, audience=st.sampled_from(Audience.values))
def test_any_edition_recomputes_to_the_same_checksum_whatever_became_known_later(planner, found, audience):
    """Random vintages before and after the day of knowledge: those before decide, those after change nothing."""
    concept = factories.concept()
    goal = factories.measured_goal(concept, {})
    line = goal.revisions.get().target.series
    cycle = factories.cycle(factories.frozen_version(concept))
    before = [each for each in found if each[2] <= cycle.known_on]
    for year, amount, known in before:
        factories.observation(line, year, amount, known_on=known)
    monitoring.assess_goals(actor=planner, cycle=cycle, now=NOW)
    slug = f"bericht-{cycle.pk}"
    report = actions.open_report(actor=planner, cycle=cycle, slug=slug, title="Bericht", now=NOW)
    edition = freeze(planner, report, audience)

    for year, amount, known in found:
        if known > cycle.known_on:
            factories.observation(line, year, amount, known_on=known)
    monitoring.assess_goals(actor=planner, cycle=cycle, now=LATER)

    proof = prove_edition(edition)
    assert (proof.is_same, proof.differences) == (True, ())
    assert freeze(planner, report, audience, now=LATER).checksum == edition.checksum


# --- counter-steering -----------------------------------------------------------------------------------------------
def agree(actor, cycle, goal, action, **values):
    return monitoring.agree_correction(
        **{
            "actor": actor, "cycle": cycle, "element": goal, "fact": "Die Wartezeit steigt.", "reason": "Zwei fehlen.",
            "action": action, "owner": "Kurskoordination", "due_on": date(2021, 3, 31), "now": NOW,
        }
        | values
    )  # fmt: skip


def test_every_edition_tells_what_is_new_and_what_came_of_what_was_agreed_before(planner, group_member, goal):
    version = factories.frozen_version(goal.concept)
    earlier = factories.cycle(version, reference_date=date(2018, 12, 31))
    old = agree(group_member, earlier, goal, "Ein Abendkurs mehr.")
    between = agree(group_member, None, goal, "Zwei Räume suchen.", now=datetime(2020, 9, 1, tzinfo=UTC))
    cycle = factories.cycle(version)
    monitoring.assess_goals(actor=planner, cycle=cycle, now=NOW)
    agree(group_member, cycle, goal, "Eine Lehrkraft einstellen.")
    agree(group_member, None, goal, "Kinder betreuen.")
    monitoring.follow_up(
        actor=group_member, cycle=cycle, correction=old, outcome="partly", reason="Der Raum fehlt.",
        effect="Sechs Plätze mehr.", now=NOW,
    )  # fmt: skip
    report = actions.open_report(actor=planner, cycle=cycle, slug="b", title="B", now=NOW)
    editions = {audience: freeze(planner, report, audience) for audience in Audience}
    monitoring.follow_up(actor=group_member, cycle=cycle, correction=between, outcome="done", now=LATER)

    for audience, edition in editions.items():
        content = edition_view(edition, on=LATER.date()).content
        assert sorted(each.action for each in content.corrections) == ["Eine Lehrkraft einstellen.", "Kinder betreuen."]
        assert [(each.action, each.outcome, each.is_between) for each in content.followed_up] == [
            ("Ein Abendkurs mehr.", "partly", False), ("Zwei Räume suchen.", "", True),
        ]  # fmt: skip
        said = words(document(edition))
        assert "Sechs Plätze mehr." in said
        assert "Stand: teilweise erledigt" in said
        assert ("Stand: noch nicht nachgesehen" in said) == (audience != Audience.PUBLIC)
        assert prove_edition(edition).is_same
