"""Kinds and states of weighing, and what can happen in it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LeftOut(TextChoices):
    """Why a voice is not part of a common answer, or keeps it when the others lose it."""

    ANSWERED = "answered", _("hat eine eigene Antwort")
    ANSWERED_SINCE = "answered_since", _("wurde seither neu beantwortet")
    PUBLISHED = "published", _("die Antwort ist schon veröffentlicht")
    WITHHELD = "withheld", _("ist nicht mehr veröffentlicht")
    SPLIT = "split", _("ist geteilt; antworten Sie auf die Teile")
    GAP = "gap", _("eine Lücke im Text lässt sich hier nicht füllen")
    PART_GONE = "part_gone", _("ist inzwischen anders geteilt")


class Recommendation(TextChoices):
    """What a unit advises: the words of an outcome, or that it cannot tell."""

    TAKEN_UP = "taken_up", _("aufnehmen")
    PARTLY = "partly", _("teilweise aufnehmen")
    ALREADY_COVERED = "already_covered", _("ist schon enthalten")
    REFERRED = "referred", _("an eine andere Stelle weitergeben")
    NOT_TAKEN_UP = "not_taken_up", _("nicht aufnehmen")
    NO_ADVICE = "no_advice", _("können wir nicht beurteilen")


class Verdict(TextChoices):
    """Whether an answer meets the point."""

    YES = "yes", _("ja")
    PARTLY = "partly", _("teilweise")
    NO = "no", _("nein")


class NewsKind(TextChoices):
    """What somebody hears of."""

    ANSWERED = "answered", _("erste Antwort")
    CHANGED = "changed", _("geänderte Antwort")
    DECIDED = "decided", _("Beschluss")
    MOVED = "moved", _("neue Zahl")
    REPORTED = "reported", _("neuer Bericht")


class CheckKind(TextChoices):
    """What a check of the answers can find; the most serious first."""

    SAME_DIFFERENT = "same_different", _("Dasselbe gesagt, verschieden beantwortet")
    PART_OPEN = "part_open", _("Teil ohne Antwort")
    ELEMENT_WITHDRAWN = "element_withdrawn", _("Stelle im Konzept gibt es nicht mehr")
    TEXT_NEWER = "text_newer", _("Antwort älter als der Text")
    VERSION_REPLACED = "version_replaced", _("Antwort zu einer älteren Fassung")
    THEME_DIFFERENT = "theme_different", _("Gleiches Thema, verschieden beantwortet")
    GROUP_TURNED_DOWN = "group_turned_down", _("Akteursgruppe öfter abgelehnt")
    AREA_TURNED_DOWN = "area_turned_down", _("Kommune öfter abgelehnt")
    LANGUAGE_TURNED_DOWN = "language_turned_down", _("Sprache öfter abgelehnt")
    NOT_WORKED_IN = "not_worked_in", _("Aufgenommen, aber nicht eingearbeitet")
    NO_REPLY = "no_reply", _("Weitergegeben, ohne Rückmeldung")
    REASON_SHORT = "reason_short", _("Begründung sehr kurz")
    FILE_REASON_SHORT = "file_reason_short", _("Begründung für die Akte sehr kurz")
    REASON_JARGON = "reason_jargon", _("Begründung nur aus Amtswörtern")
    REASON_WITHOUT_VERB = "reason_without_verb", _("Begründung ohne Verb")
    REASON_HARD = "reason_hard", _("Begründung schwer zu lesen")
    REASON_OVERUSED = "reason_overused", _("Dieselbe Begründung sehr oft")


class Verb(TextChoices):
    """What can happen at the weighing desk."""

    ITEM_PUT = "desk.put", _("hat %(subject)s auf einen Tisch gelegt")
    ITEM_HANDED_OVER = "desk.handed_over", _("hat %(subject)s weitergegeben")
    ITEM_TAKEN_OFF = "desk.taken_off", _("hat %(subject)s vom Tisch genommen")
    MODULE_ADDED = "module.added", _("hat den Textbaustein %(subject)s angelegt")
    MODULE_REVISED = "module.revised", _("hat den Textbaustein %(subject)s neu gefasst")
    MODULE_RETIRED = "module.retired", _("hat den Textbaustein %(subject)s aus dem Gebrauch genommen")
    MODULE_USED = "module.used", _("hat einen Textbaustein benutzt: %(subject)s")
    BATCH_OPENED = "batch.opened", _("hat mehreren Beiträgen gemeinsam geantwortet: %(subject)s")
    BATCH_ANSWERED = "batch.answered", _("ist fertig mit: %(subject)s")
    BATCH_UNDONE = "batch.undone", _("hat zurückgenommen: %(subject)s")
    UNIT_ADDED = "unit.added", _("hat die Fachstelle %(subject)s angelegt")
    UNIT_RETIRED = "unit.retired", _("fragt die Fachstelle %(subject)s nicht mehr")
    ADVICE_REQUESTED = "advice.requested", _("hat um fachlichen Rat gebeten: %(subject)s")
    ADVICE_REMINDED = "advice.reminded", _("hat an den fachlichen Rat erinnert: %(subject)s")
    ADVICE_REVOKED = "advice.revoked", _("hat die Bitte um fachlichen Rat zurückgenommen: %(subject)s")
    ADVICE_SAVED = "advice.saved", _("hat am fachlichen Rat weitergeschrieben: %(subject)s")
    ADVICE_GIVEN = "advice.given", _("hat fachlichen Rat gegeben: %(subject)s")
    ADVICE_RELEASED = "advice.released", _("hat den fachlichen Rat veröffentlicht: %(subject)s")
    REPLY_GIVEN = "reply.given", _("hat gesagt, ob die Antwort auf %(subject)s das Anliegen trifft")
    REPLY_HANDLED = "reply.handled", _("hat die Rückmeldung zu %(subject)s bearbeitet")
    REPLY_ERASED = "reply.erased", _("hat die Worte der Rückmeldung zu %(subject)s gelöscht")
    ANSWERS_PUBLISHED = "answers.published", _("hat Antworten gemeinsam veröffentlicht: %(subject)s")
    NEWS_WRITTEN = "news.written", _("hat eine Sammelnachricht geschrieben (%(subject)s)")
    NEWS_STOPPED = "news.stopped", _("hat Nachrichten abbestellt (%(subject)s)")
    NEWS_FORGOTTEN = "news.forgotten", _("hat alte Sammelnachrichten gelöscht (%(subject)s)")
    CHECKS_RUN = "checks.run", _("hat die Antworten geprüft: %(subject)s")
    FINDING_DISMISSED = "finding.dismissed", _("hat einen Hinweis abgehakt: %(subject)s")
    FINDING_REOPENED = "finding.reopened", _("hat einen Hinweis wieder aufgenommen: %(subject)s")
