"""Vocabulary of the concept."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

CONCEPT_TEMPLATE = "konzept"
"""The kind of Word template documents of the concept leave in."""


class VersionKind(TextChoices):
    """How far a version has come. Everything but the working draft is frozen."""

    DRAFT = "draft", _("Arbeitsentwurf")
    CONFERENCE = "conference", _("Konferenzentwurf")
    SUBMITTED = "submitted", _("Beratungsfassung")
    ADOPTED = "adopted", _("Beschlossene Fassung")
    AMENDED = "amended", _("Geänderte Fassung")


class ElementKind(TextChoices):
    """What an element of the concept is."""

    FIELD = "field", _("Handlungsfeld")
    PRINCIPLE = "principle", _("Leitsatz")
    CHALLENGE = "challenge", _("Herausforderung")
    GOAL = "goal", _("Ziel")
    INITIATIVE = "initiative", _("Maßnahme")
    TEXT = "text", _("Text")


class Outcome(TextChoices):
    """What became of a voice (interface.md "Words")."""

    TAKEN_UP = "taken_up", _("aufgenommen")
    PARTLY = "partly", _("teilweise aufgenommen")
    ALREADY_COVERED = "already_covered", _("schon enthalten")
    REFERRED = "referred", _("weitergegeben")
    NOT_TAKEN_UP = "not_taken_up", _("nicht aufgenommen")


class MapKind(TextChoices):
    """How an element of one version relates to an element of another."""

    SAME = "same", _("gleich")
    MOVED = "moved", _("verschoben")
    SPLIT = "split", _("geteilt")
    MERGED = "merged", _("zusammengeführt")
    DROPPED = "dropped", _("gestrichen")


class TitleFault(TextChoices):
    """Why a line of a list of titles cannot be read."""

    NO_TITLE = "no_title", _("Der Titel fehlt.")
    NO_NUMBER = "no_number", _("Das ist keine Gliederungsnummer wie 2 oder 2.1.")
    TWICE = "twice", _("Diese Nummer gibt es schon.")
    NO_PARENT = "no_parent", _("Das Element darüber fehlt. Es muss weiter oben in der Liste stehen.")
    UNKNOWN_KIND = "unknown_kind", _("Diese Art gibt es nicht. Möglich sind zum Beispiel Handlungsfeld und Ziel.")
    WRONG_PLACE = "wrong_place", _("Diese Art kann hier nicht stehen.")


class TargetFault(TextChoices):
    """What keeps a target from being SMART; the label tells the author what to do."""

    MISSING = "missing", _("Wählen Sie eine Zahlenreihe – oder schreiben Sie, warum das Ziel noch nicht messbar ist.")
    SERIES_AND_REASON = (
        "series_and_reason",
        _("Das Ziel hat eine Zahlenreihe und ist damit messbar. Streichen Sie diese Begründung oder die Zahlenreihe."),
    )
    VALUE_WITHOUT_SERIES = "value_without_series", _("Zu diesem Wert fehlt die Zahlenreihe, an der er gemessen wird.")
    NO_VALUE = "no_value", _("Nennen Sie den Zielwert oder eine Spanne von – bis.")
    CORRIDOR_HALF = "corridor_half", _("Eine Spanne braucht beide Enden: von und bis.")
    CORRIDOR_ORDER = "corridor_order", _("Das obere Ende der Spanne muss größer sein als das untere.")
    NO_DATE = "no_date", _("Nennen Sie den Tag, bis zu dem das Ziel erreicht sein soll.")
    DATE_BEFORE_CONCEPT = "date_before_concept", _("Dieser Tag liegt vor dem Beginn des Konzepts.")
    DATE_AFTER_CONCEPT = "date_after_concept", _("Dieser Tag liegt nach dem Ende des Konzepts.")
    DATE_BEFORE_BASELINE = "date_before_baseline", _("Dieser Tag muss nach dem Stand des Ausgangswerts liegen.")
    BASELINE_DATE = "baseline_date", _("Nennen Sie den Tag, von dem der Ausgangswert stammt.")
    BASELINE_SOURCE = "baseline_source", _("Nennen Sie die Quelle des Ausgangswerts.")
    WRONG_WAY = (
        "wrong_way",
        _("Der Zielwert ist nicht besser als der Ausgangswert. Bei dieser Messgröße gilt: %(direction)s."),
    )
    NEGATIVE_TOLERANCE = "negative_tolerance", _("Die Toleranz kann nicht kleiner als null sein.")
    MILESTONE_WITHOUT_PATH = (
        "milestone_without_path",
        _("Zwischenziele brauchen einen Weg: einen Ausgangswert mit Datum und einen Zielwert, keine Spanne."),
    )
    MILESTONE_OUTSIDE = (
        "milestone_outside",
        _("Ein Zwischenziel liegt nach dem Stand des Ausgangswerts und vor dem Tag des Ziels."),
    )
    MILESTONE_TWICE = "milestone_twice", _("Für einen Tag gibt es nur ein Zwischenziel.")


class TargetGap(TextChoices):
    """What a target lacks although it is measurable: advice, never a refusal."""

    NO_BASELINE = "no_baseline", _("Es fehlt der Ausgangswert. Ohne ihn sieht niemand, wie weit der Weg ist.")
    NO_VALUES = "no_values", _("Zu dieser Zahlenreihe gibt es noch keinen Wert.")
    DAY_IS_PAST = "day_is_past", _("Der Tag, bis zu dem das Ziel erreicht sein soll, ist vorbei.")
    NOBODY = "nobody", _("Niemand ist verantwortlich.")


# --- Word documents on their way in -----------------------------------------------------------------------------
class BlockKind(TextChoices):
    """What a piece of a Word document is."""

    HEADING = "heading", _("Überschrift")
    PARAGRAPH = "paragraph", _("Absatz")
    ITEM = "item", _("Listenpunkt")
    TABLE = "table", _("Tabelle")
    NOTE = "note", _("Fußnote")


class Origin(TextChoices):
    """Where in the document a piece stood."""

    BODY = "body", _("im Text")
    BOX = "box", _("in einem Textfeld")
    TABLE = "table", _("in einer Tabelle")
    FOOTNOTE = "footnote", _("in einer Fußnote")
    ENDNOTE = "endnote", _("in einer Endnote")


class LeftBecause(TextChoices):
    """Why a piece of the document does not come into the concept."""

    CHOSEN = "chosen", _("So wurde es in der Zuordnung gewählt.")
    SECTION = "section", _("Zwischenüberschrift; was darunter steht, ist danach eingeordnet.")
    CONTENTS = "contents", _("Verzeichnis; das Konzept baut seines selbst auf.")
    HEADER = "header", _("Kopf- oder Fußzeile")
    COMMENT = "comment", _("Kommentar am Rand")
    DELETED = "deleted", _("Mit „Änderungen nachverfolgen“ gestrichen")
    MOVED = "moved", _("Mit „Änderungen nachverfolgen“ von hier weggeschoben; steht an der neuen Stelle")
    HIDDEN = "hidden", _("Als verborgen formatiert")
    FIELD = "field", _("Feldanweisung, die niemand liest")
    PLACEHOLDER = "placeholder", _("Platzhalter eines nicht ausgefüllten Feldes")
    PICTURE = "picture", _("Bild; bitte von Hand einfügen")
    CHART = "chart", _("Diagramm oder Schaubild; bitte von Hand einfügen")
    EMBEDDED = "embedded", _("Eingebettete Datei; bitte von Hand einfügen")


class BlockUse(TextChoices):
    """What becomes of a piece of the document: an element of its own, or a part of the one before."""

    FIELD = "field", _("Handlungsfeld")
    PRINCIPLE = "principle", _("Leitsatz")
    CHALLENGE = "challenge", _("Herausforderung")
    GOAL = "goal", _("Ziel")
    INITIATIVE = "initiative", _("Maßnahme")
    TEXT = "text", _("Text mit eigener Überschrift")
    BODY = "body", _("Text zum Element davor")
    CONTINUES = "continues", _("setzt den Absatz davor fort")
    ACCOUNTABLE = "accountable", _("wer verantwortlich ist")
    LEFT = "left", _("nicht übernehmen")


class WordState(TextChoices):
    """How far a Word document is on its way into the draft."""

    OPEN = "open", _("wird zugeordnet")
    RUNNING = "running", _("wird eingelesen")
    DONE = "done", _("eingelesen")


# --- consultations on a version ----------------------------------------------------------------------------------
class Audience(TextChoices):
    """Who is asked about a version."""

    EVERYBODY = "everybody", _("alle")
    GROUPS = "groups", _("eingeladene Gruppen mit Zugangscode")
    ACCOUNTS = "accounts", _("interne Runde: Menschen mit einem Zugang hier")


class RemarkKind(TextChoices):
    """What somebody says about the text."""

    COMMENT = "comment", _("Anmerkung")
    PROPOSAL = "proposal", _("Vorschlag für einen anderen Wortlaut")


class RemarkOutcome(TextChoices):
    """What became of a remark in a newer version."""

    WORKED_IN = "worked_in", _("eingearbeitet")
    PARTLY = "partly", _("teilweise eingearbeitet")
    NOT_TAKEN_UP = "not_taken_up", _("nicht übernommen")
    OBSOLETE = "obsolete", _("trifft nicht mehr zu")
    OPEN = "open", _("offen")


# --- texts in other languages -------------------------------------------------------------------------------------
class TextStatus(TextChoices):
    """Who stands behind a text in another language."""

    DRAFT = "draft", _("Entwurf")
    MACHINE = "machine", _("maschinell übersetzt")
    CHECKED = "checked", _("von einem Menschen geprüft")


class TextState(TextChoices):
    """How an element stands in a language, for the people who write: what is most urgent comes first."""

    MISSING = "missing", _("fehlt")
    OUTDATED = "outdated", _("veraltet")
    DRAFT = "draft", _("Entwurf")
    MACHINE = "machine", _("maschinell")
    CHECKED = "checked", _("geprüft")


class TextRowState(TextChoices):
    """What becomes of a row of a table that a translator sent back."""

    NEW = "new", _("neu")
    CHANGED = "changed", _("geändert")
    GERMAN_CHANGED = "german_changed", _("Das Deutsche hat sich geändert; kommt hinein, gilt als veraltet")
    TEXT_CHANGED = "text_changed", _("Dieser Text wurde hier inzwischen geändert; bleibt draußen")
    INCOMPLETE = "incomplete", _("Titel oder Text fehlt; bleibt draußen")
    TWICE = "twice", _("steht zweimal in der Tabelle; nur die erste Zeile zählt")
    UNKNOWN = "unknown", _("Dieses Element gibt es hier nicht; bleibt draußen")
    SAME = "same", _("unverändert")
    EMPTY = "empty", _("noch ohne Text")


class WritingAdvice(TextChoices):
    """What a person who writes Leichte Sprache may look at again (kernel.plain_language)."""

    LONG_SENTENCE = "long_sentence", _("Langer Satz. Machen Sie zwei Sätze daraus.")
    LONG_WORD = "long_word", _("Langes Wort. Trennen Sie es mit Bindestrich oder Mediopunkt: Bundes-Land.")
    PASSIVE = "passive", _("Wohl Passiv. Schreiben Sie, wer etwas tut: Wir bauen den Weg.")
    GENITIVE = "genitive", _("Wohl Genitiv. Schreiben Sie „von“: das Haus von dem Verein.")
    SUBJUNCTIVE = "subjunctive", _("Konjunktiv. Schreiben Sie „vielleicht“ oder was ist.")
    NEGATION = "negation", _("Verneinung. Sagen Sie, wenn es geht, was ist.")
    NUMBER_WORD = "number_word", _("Zahlwort. Schreiben Sie die Ziffer.")
    ABBREVIATION = "abbreviation", _("Abkürzung. Schreiben Sie sie aus.")


class Verb(TextChoices):
    """What can happen to the concept."""

    CONCEPT_OPENED = "concept.opened", _("hat das Konzept %(subject)s angelegt")
    ELEMENT_ADDED = "element.added", _("hat %(subject)s in das Konzept aufgenommen")
    ELEMENT_REVISED = "element.revised", _("hat %(subject)s neu gefasst")
    ELEMENT_MOVED = "element.moved", _("hat %(subject)s an eine andere Stelle gesetzt")
    ELEMENT_WITHDRAWN = "element.withdrawn", _("hat %(subject)s aus dem Entwurf genommen")
    ELEMENT_SPLIT = "element.split", _("hat %(subject)s geteilt")
    ELEMENTS_MERGED = "element.merged", _("hat Elemente zu %(subject)s zusammengeführt")
    ANSWER_CARRIED = "answer.carried", _("hat die Antwort auf %(subject)s an ein anderes Element mitgenommen")
    VERSION_FROZEN = "version.frozen", _("hat die Fassung %(subject)s festgehalten")
    CONTRIBUTION_CONSIDERED = "contribution.considered", _("hat %(subject)s abgewogen")
    ANSWER_WITHDRAWN = "answer.withdrawn", _("hat die Antwort auf %(subject)s zurückgenommen")
    ANSWER_PUBLISHED = "answer.published", _("hat die Antwort auf %(subject)s veröffentlicht")
    CONTRIBUTION_INCORPORATED = "contribution.incorporated", _("hat %(subject)s in den Text eingearbeitet")
    ELEMENT_MAPPED = "element.mapped", _("hat %(subject)s einem Element der anderen Fassung zugeordnet")
    PREDECESSOR_IMPORTED = "predecessor.imported", _("hat %(subject)s als Vorgänger-Konzept erfasst")
    WORD_OPENED = "word.opened", _("hat das Word-Dokument %(subject)s vorgelegt")
    WORD_MAPPED = "word.mapped", _("hat zugeordnet, was aus %(subject)s wird")
    WORD_STARTED = "word.started", _("hat begonnen, %(subject)s einzulesen")
    WORD_IMPORTED = "word.imported", _("hat %(subject)s in den Entwurf eingelesen")
    WORD_DISCARDED = "word.discarded", _("hat das Word-Dokument %(subject)s verworfen")
    DOCUMENT_IMPORTED = "document.imported", _("hat eine Datei in den Entwurf von %(subject)s eingelesen")
    CONSULTATION_OPENED = "consultation.opened", _("hat die Beratung %(subject)s eröffnet")
    CONSULTATION_CLOSED = "consultation.closed", _("hat die Beratung %(subject)s beendet")
    REMARK_MADE = "remark.made", _("hat geschrieben: %(subject)s")
    REMARK_WITHDRAWN = "remark.withdrawn", _("hat zurückgezogen: %(subject)s")
    REMARK_PUBLISHED = "remark.published", _("hat veröffentlicht: %(subject)s")
    REMARK_WITHHELD = "remark.withheld", _("hält zurück: %(subject)s")
    REMARK_ANSWERED = "remark.answered", _("hat beantwortet: %(subject)s")
    REMARK_AUTHOR_TOLD = "remark.author_told", _("hat Bescheid gegeben: %(subject)s")
    REMARK_ADDRESS_LEFT = "remark_address.left", _("hat hinterlassen: %(subject)s")
    REMARK_ADDRESS_CONFIRMED = "remark_address.confirmed", _("hat bestätigt: %(subject)s")
    REMARK_ADDRESS_REMOVED = "remark_address.removed", _("hat gelöscht: %(subject)s")
    TEXT_WRITTEN = "text.written", _("hat den Text %(subject)s geschrieben")
    TEXT_CHECKED = "text.checked", _("hat den Text %(subject)s geprüft")
    TEXTS_PROPOSED = "texts.proposed", _("hat Texte für %(subject)s maschinell übersetzen lassen")
    TEXTS_IMPORTED = "texts.imported", _("hat eine Tabelle mit Texten für %(subject)s eingelesen")
    WORD_TEMPLATE_USED = "word_template.used", _("hat %(subject)s für die Dokumente des Konzepts eingesetzt")
    WORD_TEMPLATE_DROPPED = "word_template.dropped", _("ist mit %(subject)s zur mitgelieferten Vorlage zurückgekehrt")
