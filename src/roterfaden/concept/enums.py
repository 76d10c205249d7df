"""Vocabulary of the concept."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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


class Verb(TextChoices):
    """What can happen to the concept."""

    CONCEPT_OPENED = "concept.opened", _("hat das Konzept %(subject)s angelegt")
    ELEMENT_ADDED = "element.added", _("hat %(subject)s in das Konzept aufgenommen")
    ELEMENT_REVISED = "element.revised", _("hat %(subject)s neu gefasst")
    ELEMENT_MOVED = "element.moved", _("hat %(subject)s an eine andere Stelle gesetzt")
    ELEMENT_WITHDRAWN = "element.withdrawn", _("hat %(subject)s aus dem Entwurf genommen")
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
