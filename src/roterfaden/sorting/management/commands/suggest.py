"""`manage suggest`: write suggestions now, or measure how good they are on labelled cards."""

from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from roterfaden.kernel.actors import Actor, System
from roterfaden.kernel.errors import DomainError
from roterfaden.kernel.tables import read_table
from roterfaden.participation.models import Process
from roterfaden.sorting.methods.disturbing import Found, disturbed, told
from roterfaden.sorting.methods.labelled_files import LabelledFile, labelled_file, usable
from roterfaden.sorting.methods.pairs import has_marks, marked_pairs
from roterfaden.sorting.methods.validation import LEAST_FOLDS, Remembering, Row, compared, folds_of, labelled
from roterfaden.sorting.queries import lessons_of
from roterfaden.sorting.tasks import encoder, suggest
from roterfaden.topics.queries import fields_of_action

FOLDS = 5
MOST_FOLDS = 20


class PrintedProgress:
    """The progress of a job that runs here and now."""

    uid = ""
    cancelled = False

    def __init__(self, command: BaseCommand) -> None:
        self.actor: Actor = System("sorting.suggest")
        self._command = command

    def set(self, done: int, total: int, note: str = "") -> None:
        """Say how far it is."""
        self._command.stdout.write(f"{done} von {total} {note}" if total else note)

    def finish(self, result: Any) -> None:
        """Say what came out."""
        self._command.stdout.write(
            f"{result['suggestions']} neue Vorschläge für {result['cards']} Karten, "
            f"gelernt aus {result['learnt']} Zuordnungen."
        )


class Command(BaseCommand):
    """Writes suggestions for waiting cards; with --evaluate it measures instead and writes nothing."""

    help = "Schreibt Vorschläge für Karten ohne Thema, oder misst mit --evaluate, wie gut sie sind."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--process", default="", help="nur dieses Verfahren (Kurzname); sonst alle")
        parser.add_argument("--evaluate", metavar="DATEI", help="CSV, XLSX oder ODS mit Texten und Beschriftungen")
        parser.add_argument("--evaluate-process", metavar="KURZNAME", help="an den sortierten Karten eines Verfahrens")
        parser.add_argument("--text-column", default="", help="Spalte(n) mit dem Text, durch Komma getrennt")
        parser.add_argument("--label-column", default="", help="Spalte mit der Beschriftung")
        parser.add_argument("--folds", type=int, default=FOLDS, help=f"Teile der Kreuzvalidierung (2 bis {MOST_FOLDS})")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["evaluate"] or options["evaluate_process"]:
            self._evaluate(**options)
            return
        processes = Process.objects.order_by("pk")
        if options["process"]:
            processes = processes.filter(slug=options["process"])
            if not processes:
                raise CommandError(f"Das Verfahren „{options['process']}“ gibt es nicht.")
        for process in processes:
            self.stdout.write(f"{process.title} ({process.slug})")
            suggest(PrintedProgress(self), process=process.slug)

    def _evaluate(self, *, folds: int, **options: Any) -> None:
        if not LEAST_FOLDS <= folds <= MOST_FOLDS:
            raise CommandError(f"--folds muss zwischen {LEAST_FOLDS} und {MOST_FOLDS} liegen.")
        try:
            file = self._file(**options) if options["evaluate"] else self._own(options["evaluate_process"])
            model = encoder()
        except DomainError as error:
            raise CommandError(str(error)) from error
        data = labelled(file.cards, file.labels)
        parts = folds_of(data, folds)
        rows = compared(data, parts, Remembering(model) if model else None)
        self._say_fields(rows, folds)
        self._say_duplicates(file)

    def _file(self, *, evaluate: str, text_column: str, label_column: str, **_options: Any) -> LabelledFile:
        path = Path(evaluate)
        try:
            content = path.read_bytes()
        except OSError as error:
            raise CommandError(f"„{evaluate}“ lässt sich nicht lesen: {error.strerror}.") from error
        columns = [name for name in text_column.split(",") if name.strip()]
        file = labelled_file(read_table(content, path.name), text_columns=columns, label_column=label_column)
        self._say_what(path.name, file)
        return file

    def _own(self, slug: str) -> LabelledFile:
        """Cards of a process that lie in a theme, labelled with its field; split cards count by their parts."""
        process = Process.objects.filter(slug=slug).first()
        if process is None:
            raise CommandError(f"Das Verfahren „{slug}“ gibt es nicht.")
        names = {field.pk: field.name for field in fields_of_action()}
        lessons = [row for row in lessons_of(process).lessons if not row.is_name and row.field is not None]
        cards = [replace(lesson.card, key=number) for number, lesson in enumerate(lessons, start=1)]
        file = usable(cards, [names[lesson.field] for lesson in lessons if lesson.field is not None])
        self._say_what(process.title, file)
        return file

    def _say_what(self, name: str, file: LabelledFile) -> None:
        left_out = f"; ausgelassen: {file.empty} ohne Text oder Beschriftung, {file.rare} mit einer Beschriftung, die "
        left_out += "nur einmal vorkommt"
        self.stdout.write(
            f"{name}: {len(file.cards)} Texte, {len(set(file.labels))} Beschriftungen{left_out}\n"
            f"Text: {' + '.join(file.text_columns)} · Beschriftung: {file.label_column}"
        )

    def _say_fields(self, rows: Sequence[Row], folds: int) -> None:
        self.stdout.write(
            f"\nHandlungsfeld vorschlagen – {folds}-fache Kreuzvalidierung, geschichtet, fester Startwert, "
            "Beinahe-Duplikate nie in zwei Teilen.\n"
            "Jede Karte bekommt eine Antwort: Precision, Recall und F1 sind mikro-gemittelt gleich der Genauigkeit.\n"
        )
        self.stdout.write(
            "| Verfahren | Genauigkeit = mikro P/R/F1 | makro P | makro R | makro F1 | MRR | nDCG@3 | ECE |\n"
            "|---|---:|---:|---:|---:|---:|---:|---:|"
        )
        for row in rows:
            s = row.scores
            numbers = (s.accuracy, s.precision, s.recall, s.f1, s.reciprocal_rank, s.ndcg, s.calibration_error)
            self.stdout.write(f"| {row.method} | {' | '.join(f'{number:.3f}' for number in numbers)} |")

    def _say_duplicates(self, file: LabelledFile) -> None:
        if has_marks(file.pairs):
            found = [marked_pairs(file.cards, file.pairs)]
            self.stdout.write(
                f"\nDuplikate – {found[0].pairs} Paare, die Menschen in der Spalte {file.pair_column} markiert haben.\n"
            )
        else:
            pairs = disturbed(file.cards)
            same = sum(pair.same for pair in pairs)
            if not pairs:
                self.stdout.write("\nDuplikate – keine Texte, die lang genug sind.")
                return
            found = told(file.cards, pairs)
            self.stdout.write(
                f"\nDuplikate – SYNTHETISCH: {same} nach Regeln verschriebene Kopien, die gefunden werden sollen, und "
                f"{len(pairs) - same} Kopien mit umgekehrtem Sinn oder anderer Zahl, die es nicht sein sollen.\n"
            )
        self.stdout.write("| Verfahren | Precision | Recall | F1 | MRR | nDCG@3 |\n|---|---:|---:|---:|---:|---:|")
        for row in found:
            self.stdout.write(_line(row))


def _line(row: Found) -> str:
    numbers = (row.precision, row.recall, row.f1, row.reciprocal_rank, row.ndcg)
    return f"| {row.method} | {' | '.join(f'{number:.3f}' for number in numbers)} |"
