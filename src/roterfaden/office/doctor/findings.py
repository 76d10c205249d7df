"""From facts to findings: what is wrong, how bad it is, and what to do. Pure; texts are German, operators read them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum

from django.core import checks

from roterfaden.office.doctor.database import Unreachable
from roterfaden.office.doctor.facts import Facts

LITTLE_SPACE, NO_SPACE = 2 * 1024**3, 256 * 1024**2
"""Free bytes below which somebody should look, and below which writing may fail any moment."""
PATIENCE = timedelta(minutes=30)
"""How long a job may wait although somebody works."""
OLDEST_POSTGRES = 15
CLOCKS_DIFFER = timedelta(minutes=2)
"""By how much clocks may differ before it is told."""
OLD_BACKUP = timedelta(days=2)
NAMED = 5
"""Files a finding names at most."""


class Level(IntEnum):
    """How bad it is: good to know, should be mended, something does not work or is not safe."""

    NOTE = 0
    WARNING = 1
    ERROR = 2


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong. `code` stays the same for ever, so that a watch can ignore it."""

    level: Level
    code: str
    text: str
    remedy: str


def findings(facts: Facts | Unreachable | None) -> list[Finding]:
    """Everything that is wrong, the worst first, in a fixed order. Without facts the tables are missing."""
    if isinstance(facts, Unreachable):
        return [Finding(Level.ERROR, "D007", facts.text, facts.remedy)]
    if facts is None:
        return [Finding(Level.ERROR, "D001", "Die Datenbank ist leer.", "Führen Sie aus: ./faden manage migrate")]
    found = [
        *_settings(facts), *_database(facts), *_files(facts), *_people(facts), *_background(facts), *_mail(facts),
        *_figures(facts), *_clock(facts), *_backup(facts),
    ]  # fmt: skip
    return sorted(found, key=lambda each: (-each.level, each.code))


def _settings(facts: Facts) -> Iterator[Finding]:
    """What the house says about its settings, and the errors of Django; advice on policy is left to the house."""
    for each in facts.settings_faults:
        if each.id == "security.W009":
            yield Finding(
                Level.ERROR, "D006", "FADEN_SECRET_KEY ist zu kurz oder zu einfach: Sitzungen lassen sich fälschen.",
                "Löschen Sie die Variable; ./faden legt dann einen guten Schlüssel an. Alle melden sich neu an.",
            )  # fmt: skip
        elif (each.id or "").startswith("roterfaden.") or each.level >= checks.ERROR:
            level = Level.ERROR if each.level >= checks.ERROR else Level.WARNING
            yield Finding(level, each.id or "", each.msg, each.hint or "Siehe docs/settings.md.")


def _database(facts: Facts) -> Iterator[Finding]:
    if facts.pending_migrations:
        yield Finding(
            Level.ERROR, "D002", f"{facts.pending_migrations} Änderungen an der Datenbank stehen noch aus.",
            "Sichern Sie die Datenbank und führen Sie aus: ./faden manage migrate",
        )  # fmt: skip
    if facts.engine == "postgresql" and facts.database_version < OLDEST_POSTGRES:
        yield Finding(
            Level.ERROR, "D003", f"PostgreSQL {facts.database_version} ist zu alt.",
            f"Nötig ist PostgreSQL {OLDEST_POSTGRES} oder neuer.",
        )  # fmt: skip
    if facts.network_filesystem:
        yield Finding(
            Level.ERROR, "D004", f"Die SQLite-Datenbank liegt auf einem Netzlaufwerk ({facts.network_filesystem}).",
            "Dort kann sie Schaden nehmen. Legen Sie FADEN_DATA auf eine eigene Platte, oder nehmen Sie PostgreSQL.",
        )  # fmt: skip
    if facts.log_is_intact is False:
        yield Finding(
            Level.ERROR, "D005", "Das Protokoll wurde an der Datenbank vorbei verändert.",
            "Sichern Sie die Datenbank, ändern Sie nichts und rufen Sie die Revision.",
        )  # fmt: skip


def _files(facts: Facts) -> Iterator[Finding]:
    if facts.free_bytes < LITTLE_SPACE:
        megabytes = facts.free_bytes // 1024**2
        yield Finding(
            Level.ERROR if facts.free_bytes < NO_SPACE else Level.WARNING, "D010",
            f"Auf der Platte mit FADEN_DATA sind nur noch {megabytes} MB frei.",
            "Schaffen Sie Platz. Ist die Platte voll, kann niemand mehr etwas speichern.",
        )  # fmt: skip
    if facts.closed_places:
        yield Finding(
            Level.ERROR, "D016",
            f"Das Konto, das dies ausführt, darf hier nicht lesen oder schreiben: {_listed(facts.closed_places)}.",
            "Führen Sie den Befehl mit dem Konto des Programms aus, oder geben Sie ihm FADEN_DATA (chown -R).",
        )  # fmt: skip
    if facts.strange_owners:
        yield Finding(
            Level.ERROR, "D017",
            f"In FADEN_DATA gehört einem anderen Konto als der Ordner selbst: {_listed(facts.strange_owners)}.",
            "Meist lief ein Befehl als root. Das Programm kann dort nicht schreiben: chown -R KONTO FADEN_DATA",
        )  # fmt: skip
    for name in facts.readable_secrets:
        yield Finding(
            Level.WARNING, "D011", f"{name} können auch andere Konten dieses Rechners lesen.",
            f"Führen Sie im Ordner FADEN_DATA aus: chmod 600 {name}",
        )  # fmt: skip
    if not facts.keys_open:
        yield Finding(
            Level.ERROR, "D012", "Verschlossene Worte lassen sich nicht öffnen: Der Schlüssel dazu fehlt.",
            "Holen Sie sealing.keys aus der Sicherung, oder setzen Sie FADEN_SEALING_KEYS auf die alten Werte.",
        )  # fmt: skip
    if not facts.static_is_collected:
        yield Finding(
            Level.ERROR, "D013", "Gestaltung und Schriften sind nicht bereitgelegt; Seiten erscheinen nackt.",
            "Führen Sie aus: ./faden manage collectstatic --noinput",
        )  # fmt: skip
    if not facts.scanner_answers:
        yield Finding(
            Level.ERROR, "D015", "Die Prüfung auf Schadprogramme antwortet nicht: Keine Datei wird angenommen.",
            "Starten Sie das Prüfprogramm, oder berichtigen Sie FADEN_UPLOAD_SCANNER.",
        )  # fmt: skip
    if facts.missing_catalogues:
        yield Finding(
            Level.WARNING, "D014", f"Übersetzungen sind nicht übersetzt: {', '.join(facts.missing_catalogues)}.",
            "Führen Sie aus: python scripts/catalogues.py compile",
        )  # fmt: skip


def _people(facts: Facts) -> Iterator[Finding]:
    if not facts.house_is_set_up:
        yield Finding(
            Level.WARNING, "D020", "Noch ist kein Haus eingerichtet.",
            "Führen Sie aus: ./faden manage setup --help, oder öffnen Sie im Büro „Einrichtung“.",
        )  # fmt: skip
    if not facts.administrators:
        yield Finding(
            Level.ERROR, "D021", "Niemand hat die Rolle Administration.",
            "Führen Sie aus: ./faden manage create_administrator",
        )  # fmt: skip
    elif facts.administrators == 1:
        yield Finding(
            Level.NOTE, "D022", "Nur eine Person hat die Rolle Administration.",
            "Laden Sie eine zweite ein, damit im Urlaub jemand Zugänge öffnen kann.",
        )  # fmt: skip
    if facts.without_second_factor:
        yield Finding(
            Level.WARNING, "D023",
            f"Zugänge mit der Rolle Administration ohne zweiten Faktor: {facts.without_second_factor}.",
            "Der zweite Faktor wird beim nächsten Anmelden eingerichtet. Bitten Sie diese Menschen, es bald zu tun.",
        )  # fmt: skip


def _background(facts: Facts) -> Iterator[Finding]:
    if not facts.workforce.is_at_work:
        yield Finding(
            Level.ERROR, "D030", "Niemand arbeitet im Hintergrund: E-Mails und Aufträge bleiben liegen.",
            "Starten Sie neben dem Server: ./faden manage work",
        )  # fmt: skip
    elif facts.oldest_job is not None and facts.now - facts.oldest_job > PATIENCE:
        yield Finding(
            Level.WARNING, "D031", "Ein Auftrag wartet seit mehr als einer halben Stunde.",
            "Starten Sie mehr Hintergrundarbeit: ./faden manage work --processes 2",
        )  # fmt: skip
    if facts.failed_jobs:
        yield Finding(
            Level.WARNING, "D032", f"In den letzten sieben Tagen sind Aufträge gescheitert: {facts.failed_jobs}.",
            "Im Büro unter „Aufträge“ steht bei jedem, warum.",
        )  # fmt: skip
    for name in facts.late_rhythms:
        yield Finding(
            Level.WARNING, "D033", f"Die regelmäßige Arbeit „{name}“ ist zuletzt gescheitert.",
            "Die Zeile dazu steht im Protokoll des Hintergrundprogramms.",
        )  # fmt: skip


def _mail(facts: Facts) -> Iterator[Finding]:
    if facts.post.failed:
        yield Finding(
            Level.WARNING, "D040", f"E-Mails ließen sich nicht zustellen: {facts.post.failed}.",
            "Im Büro unter „Einstellungen“, „Post“, können Sie sie noch einmal verschicken.",
        )  # fmt: skip
    for name in facts.resting_webhooks:
        yield Finding(
            Level.WARNING, "D041", f"Ein anderes Programm nimmt keine Benachrichtigungen an: {name}.",
            "Wenn es wieder erreichbar ist: im Büro unter „Programme“ auf „Fortsetzen“. Nichts geht verloren.",
        )  # fmt: skip


def _figures(facts: Facts) -> Iterator[Finding]:
    for title in facts.failing_sources:
        yield Finding(
            Level.WARNING, "D050", f"Die Quelle von Zahlen „{title}“ ließ sich zuletzt nicht lesen.",
            "Im Büro unter „Zahlen“, „Quellen“ steht, was nicht ging.",
        )  # fmt: skip
    if facts.inbox_fault:
        yield Finding(
            Level.WARNING, "D051", facts.inbox_fault,
            "Legen Sie den Ordner an, oder geben Sie dem Konto des Programms Rechte darin (FADEN_INBOX).",
        )  # fmt: skip
    if facts.inbox_waiting:
        yield Finding(
            Level.NOTE, "D052", f"Dateien im Eingangsordner, die nicht eingelesen sind: {facts.inbox_waiting}.",
            "Im Büro unter „Zahlen“, „Quellen“ steht bei jeder, warum.",
        )  # fmt: skip


def _clock(facts: Facts) -> Iterator[Finding]:
    if facts.newest_entry is not None and facts.newest_entry - facts.now > CLOCKS_DIFFER:
        yield Finding(
            Level.ERROR, "D008",
            f"Die Uhr dieses Rechners geht falsch: Das Protokoll hat einen Eintrag vom {facts.newest_entry:%d.%m.%Y}.",
            "Stellen Sie die Uhr (timedatectl). Fristen, Löschungen und Links richten sich nach ihr.",
        )  # fmt: skip
    apart = abs(facts.database_is_ahead)
    if apart > CLOCKS_DIFFER.total_seconds():
        yield Finding(
            Level.ERROR, "D009",
            f"Die Uhren von Datenbankserver und diesem Rechner liegen {apart:.0f} Sekunden auseinander.",
            "Lassen Sie beide Rechner die Zeit abgleichen (timedatectl set-ntp true).",
        )  # fmt: skip


def _backup(facts: Facts) -> Iterator[Finding]:
    note = facts.last_backup
    if note is None:
        yield Finding(
            Level.NOTE, "D060", "Von einer Sicherung ist hier nichts bekannt.",
            "Sichern Sie nicht anders? Dann jede Nacht mit „./faden manage backup“ (docs/how-to/operate.md).",
        )  # fmt: skip
    elif facts.now - note.made_at > OLD_BACKUP:
        yield Finding(
            Level.WARNING, "D061", f"Die letzte Sicherung ist {(facts.now - note.made_at).days} Tage alt.",
            "Sehen Sie nach, warum die nächtliche Sicherung nicht läuft (systemctl status faden-backup).",
        )  # fmt: skip


def _listed(names: tuple[str, ...]) -> str:
    """The first few names."""
    return ", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")
