"""Vocabulary of figures."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Direction(TextChoices):
    """Which way is good. `none` is for context indicators that nobody should be judged by."""

    UP = "up", _("mehr ist besser")
    DOWN = "down", _("weniger ist besser")
    CORRIDOR = "corridor", _("innerhalb einer Spanne")
    HOLD = "hold", _("halten")
    NONE = "none", _("ohne Wertung")


class Accountability(TextChoices):
    """Population against performance accountability (Results-Based Accountability, Friedman 2005)."""

    CONDITION = "condition", _("Lage im Landkreis")
    PERFORMANCE = "performance", _("eigene Leistung")


class ObservationStatus(TextChoices):
    """What the printed sign means (signs of official statistics). A dash never becomes zero silently."""

    NORMAL = "normal", _("Wert")
    NIL = "nil", _("nichts vorhanden (–)")
    UNKNOWN = "unknown", _("unbekannt oder geheim (.)")
    UNRELIABLE = "unreliable", _("nicht sicher genug (/)")
    LIMITED = "limited", _("eingeschränkt sicher ( )")
    BLOCKED = "blocked", _("nicht sinnvoll (x)")
    LATER = "later", _("liegt noch nicht vor (…)")
    PROVISIONAL = "provisional", _("vorläufig")
    ESTIMATED = "estimated", _("geschätzt")
    MISSING = "missing", _("nicht geliefert (–)")


class Notation(TextChoices):
    """How a source writes numbers. `auto` accepts only what can be read in one way."""

    AUTO = "auto", _("eindeutig")
    GERMAN = "german", _("1.234,5")
    ENGLISH = "english", _("1,234.5")


class RowOutcome(TextChoices):
    """What became of one row of an import."""

    ADDED = "added", _("neu eingetragen")
    REVISED = "revised", _("neuer Stand")
    UNCHANGED = "unchanged", _("schon vorhanden")
    REFUSED = "refused", _("abgewiesen")
    ELSEWHERE = "elsewhere", _("anderes Gebiet")
    UNUSED = "unused", _("nicht zugeordnet")


class FigureFormat(TextChoices):
    """The kinds of files figures come in."""

    FLAT = "flat", _("Flat-Datei der amtlichen Statistik (neue Form)")
    OLD_FLAT = "old_flat", _("Flat-Datei der amtlichen Statistik (alte Form)")
    OPEN_SDG = "open_sdg", _("Open SDG")
    SHEET = "sheet", _("amtliche Tabelle mit mehrzeiligem Kopf (XLSX)")
    TABLE = "table", _("einfache Tabelle (CSV, XLSX, ODS)")


class DashMeaning(TextChoices):
    """What a dash means in one source. None of them is chosen silently: the profile says which."""

    NIL = "nil", _("nichts vorhanden – ohne Zahl")
    ZERO = "zero", _("genau null")
    MISSING = "missing", _("nicht geliefert")


class YearMeaning(TextChoices):
    """What a bare year stands for."""

    WHOLE = "whole", _("das ganze Jahr")
    LAST_DAY = "12-31", _("den 31. Dezember")
    MID_YEAR = "06-30", _("den 30. Juni")


class TableColumn(TextChoices):
    """What a column of a simple table holds."""

    AREA = "area", _("Gebietsschlüssel")
    PERIOD = "period", _("Jahr oder Stichtag")
    VALUE = "value", _("Wert")
    UNIT = "unit", _("Einheit")
    VARIABLE = "variable", _("was gezählt wird")
    QUALITY = "quality", _("Qualitätszeichen")
    PART = "part", _("Gliederung")
    NONE = "none", _("nicht einlesen")


class CatalogueGroup(TextChoices):
    """Where the indicators of the starter catalogue come from."""

    STATE = "state", _("Amtliche Statistik und Landesmonitoring")
    COUNTY = "county", _("Eigene Erhebungen")
    PROCESS = "process", _("Beratung, Kurse und Beteiligung")


class RunState(TextChoices):
    """How far a file is."""

    DRAFT = "draft", _("zugeordnet wird noch")
    RUNNING = "running", _("wird eingelesen")
    DONE = "done", _("eingelesen")
    FAILED = "failed", _("abgebrochen")


class FetchRhythm(TextChoices):
    """How often an address is looked at."""

    DAILY = "daily", _("jeden Tag")
    WEEKLY = "weekly", _("jede Woche")
    MONTHLY = "monthly", _("jeden Monat")
    QUARTERLY = "quarterly", _("jedes Vierteljahr")

    @property
    def days(self) -> int:
        """The pause between two looks."""
        return {"daily": 1, "weekly": 7, "monthly": 30, "quarterly": 91}[self.value]


class FetchState(TextChoices):
    """What the last look at an address brought."""

    NEW = "new", _("noch nicht abgerufen")
    READ = "read", _("eingelesen")
    UNCHANGED = "unchanged", _("unverändert")
    FAILED = "failed", _("gescheitert")


class InboxState(TextChoices):
    """What became of a file in the drop-in folder."""

    READING = "reading", _("wird eingelesen")
    READ = "read", _("eingelesen")
    KNOWN = "known", _("war schon eingelesen")
    FAILED = "failed", _("nicht eingelesen")


class Protection(TextChoices):
    """What may be shown of a value. `linked` does not tell a small value from one that only stands beside it."""

    FREE = "free", _("wird gezeigt")
    WAITING = "waiting", _("wird noch geprüft")
    SMALL = "small", _("zu klein")
    SMALL_AREA = "small_area", _("zu klein")  # under the higher limit of a small area: no other limit is named
    LINKED = "linked", _("nicht gezeigt")


class FigureCheck(TextChoices):
    """What can look wrong about figures, the most serious first."""

    IDENTICAL = "identical", _("wie im Vorjahr")
    SUM = "sum", _("Summe stimmt nicht")
    RATIO = "ratio", _("Quote stimmt nicht")
    UNIT_SHIFT = "unit_shift", _("andere Einheit?")
    DASHES = "dashes", _("Striche statt Zahlen")
    CONFLICT = "conflict", _("zwei Quellen, zwei Werte")
    PEER_OUTLIER = "peer_outlier", _("anders als die anderen")
    JUMP = "jump", _("Sprung")
    BASE = "base", _("andere Grundlage")
    DATES = "dates", _("widersprüchlicher Stichtag")
    ROUNDING = "rounding", _("anders gerundet")
    GAP = "gap", _("Lücke")
    ENDS_EARLY = "ends_early", _("hört früher auf")
    SMALL_CELLS = "small_cells", _("kleine Zahlen")


class FindingState(TextChoices):
    """What somebody made of a finding."""

    EXPLAINED = "explained", _("erklärt")
    CORRECTED = "corrected", _("berichtigt")
    IGNORED = "ignored", _("zurückgestellt")


class Verb(TextChoices):
    """What can happen to figures."""

    INDICATOR_DEFINED = "indicator.defined", _("hat die Messgröße %(subject)s festgelegt")
    BREAK_MARKED = "break.marked", _("hat einen Bruch in der Reihe %(subject)s vermerkt")
    OBSERVATION_RECORDED = "observation.recorded", _("hat einen Wert für %(subject)s eingetragen")
    FIGURES_IMPORTED = "figures.imported", _("hat Zahlen eingelesen: %(subject)s")
    IMPORT_OPENED = "figures.opened", _("hat eine Datei mit Zahlen vorgelegt: %(subject)s")
    IMPORT_PLANNED = "figures.planned", _("hat die Zuordnung einer Datei festgelegt: %(subject)s")
    IMPORT_DISCARDED = "figures.discarded", _("hat eine Datei mit Zahlen verworfen: %(subject)s")
    PROFILE_SAVED = "profile.saved", _("hat das Einleseprofil %(subject)s gespeichert")
    PROFILE_MATCHED = "profile.matched", _("hat dem Einleseprofil %(subject)s ein Muster für Dateinamen gegeben")
    SOURCE_SAVED = "source.saved", _("hat die Quelle von Zahlen %(subject)s gespeichert")
    SOURCE_READ = "source.read", _("hat die Quelle von Zahlen %(subject)s abgerufen")
    INBOX_TAKEN = "inbox.taken", _("hat eine Datei aus dem Eingangsordner genommen: %(subject)s")
    INBOX_SETTLED = "inbox.settled", _("hat eine Datei im Eingangsordner für erledigt erklärt: %(subject)s")
    PROTECTION_RENEWED = "figures.protected", _("hat kleine Zahlen geschützt: %(subject)s")
    BREAKDOWN_NAMED = "breakdown.named", _("hat eine Gliederung benannt: %(subject)s")
    FIGURES_CHECKED = "figures.checked", _("hat die Zahlen geprüft: %(subject)s")
    FINDING_ANSWERED = "figures.answered", _("hat zu einer Auffälligkeit Stellung genommen: %(subject)s")
    FINDING_REOPENED = "figures.reopened", _("hat eine Auffälligkeit wieder aufgenommen: %(subject)s")
    SMALL_AREAS_LIMITED = "indicator.limited", _("hat die Mindestzahl für kleine Gebiete festgelegt: %(subject)s")
    CATALOGUE_ADOPTED = "catalogue.adopted", _("hat %(subject)s aus dem Katalog übernommen")
