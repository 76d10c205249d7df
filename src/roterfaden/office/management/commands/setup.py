"""`manage setup`: an empty installation becomes the house of a county, town or joint municipality."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from roterfaden.kernel.actors import System
from roterfaden.kernel.errors import DomainError
from roterfaden.kernel.time import local_day
from roterfaden.office.setting_up import Choices, committee_order, set_up
from roterfaden.places.errors import OtherHouse
from roterfaden.places.methods import SetUpPlan, plan_of, read_boundaries, read_directory, with_boundaries
from roterfaden.places.models import Area
from roterfaden.places.queries import house
from roterfaden.topics.methods import model_case

ACTOR = System("setup")
NAMES_SHOWN = 8


class Command(BaseCommand):
    """Shows what will be created and creates it, all or nothing; a second time it says what is there."""

    help = "Richtet eine leere Installation für einen Landkreis, eine Stadt oder eine Samtgemeinde ein."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The directory and the key; everything else has a usual value."""
        parser.add_argument("--directory", type=Path, required=True, metavar="DATEI", help="GV100AD oder Tabelle")
        parser.add_argument("--key", required=True, metavar="SCHLÜSSEL", help="amtlicher Schlüssel, zum Beispiel 03459")
        parser.add_argument("--boundaries", type=Path, metavar="DATEI", help="Umrisse als GeoJSON (WGS 84)")
        parser.add_argument("--name", default="", help="Name der Einrichtung; sonst der des Gebiets")
        parser.add_argument("--area-name", default="", help="Name des Gebiets, wenn die Datei keinen nennt")
        parser.add_argument("--contact-unit", default="", help="zuständige Stelle")
        parser.add_argument("--contact-email", default="", help="E-Mail der zuständigen Stelle")
        parser.add_argument("--languages", nargs="+", default=(), metavar="SPRACHE", help="sonst alle")
        parser.add_argument("--valid-from", type=date.fromisoformat, metavar="TAG", help="Gebiete gelten ab diesem Tag")
        parser.add_argument("--without-fields", action="store_true", help="ohne die neun Handlungsfelder")
        parser.add_argument("--without-bodies", action="store_true", help="ohne die üblichen Gremien")
        parser.add_argument("--dry-run", action="store_true", help="nur zeigen, nichts anlegen")

    def handle(self, **options: Any) -> None:
        """Read, show, create. Nothing is created where a house stands already."""
        now = timezone.now()
        try:
            plan = self._plan(options, local_day(now))
            if self._stands_already(plan):
                return
            choices = _choices(options, plan)
            self._show(plan, choices)
            if options["dry_run"]:
                self.stdout.write("Nur gezeigt, nichts angelegt.")
                return
            if not choices.contact_unit or not choices.contact_email:
                raise CommandError("Bitte nennen Sie --contact-unit und --contact-email: Sie stehen auf jeder Seite.")
            instance = set_up(actor=ACTOR, plan=plan, choices=choices, now=now)
        except OSError as error:
            raise CommandError(f"{error.filename}: Die Datei lässt sich nicht lesen.") from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Eingerichtet: {instance.name}. Als Nächstes: create_administrator und anmelden.")

    def _plan(self, options: dict[str, Any], today: date) -> SetUpPlan:
        file: Path = options["directory"]
        directory = read_directory(file.read_bytes(), file.name)
        plan = plan_of(directory, options["key"], on=today, area_name=options["area_name"])
        if options["boundaries"]:
            plan = with_boundaries(plan, read_boundaries(options["boundaries"].read_bytes()))
        return plan

    def _stands_already(self, plan: SetUpPlan) -> bool:
        """Whether this very house stands here. Raises OtherHouse, also when nothing would be created."""
        instance = house()
        if instance is None:
            return False
        if instance.county.key != plan.house.key:
            raise OtherHouse(name=instance.name)
        areas = Area.objects.count()
        self.stdout.write(f"Schon eingerichtet: {instance.name} mit {areas} Gebieten. Nichts geändert.")
        missing = [area.name for area in plan.areas if not Area.objects.filter(key=area.key).exists()]
        if missing:
            self.stdout.write(f"In der Datei, aber nicht hier: {_some(missing)}")
        return True

    def _show(self, plan: SetUpPlan, choices: Choices) -> None:
        order = committee_order(plan.house.key, plan.kind)
        lines = [f"{plan.house.name} ({plan.house.key})"]
        lines += [f"  {count} × {kind.label}" for kind, count in plan.counts().items()]
        lines.append(f"  Ziele werden angeboten: {_some([area.name for area in plan.partners])}")
        lines.append(f"  Umrisse: {plan.with_outline} von {len(plan.areas)}")
        if choices.with_bodies:
            source = order.source or "allgemeine Reihenfolge, für dieses Land ist keine hinterlegt"
            lines.append(f"  Beratungsfolge: {' → '.join(order.names)} ({source}; bitte prüfen)")
        if choices.with_fields:
            lines.append(f"  Handlungsfelder: {', '.join(field.short_name for field in model_case())}")
        lines += [f"  Bitte ansehen – {doubt.kind.label}: {_some(list(doubt.subjects))}" for doubt in plan.doubts]
        self.stdout.write("\n".join(lines))


def _choices(options: dict[str, Any], plan: SetUpPlan) -> Choices:
    return Choices(
        name=options["name"] or plan.house.name,
        contact_unit=options["contact_unit"],
        contact_email=options["contact_email"],
        languages=options["languages"],
        valid_from=options["valid_from"],
        with_fields=not options["without_fields"],
        with_bodies=not options["without_bodies"],
    )


def _some(names: list[str]) -> str:
    rest = len(names) - NAMES_SHOWN
    return ", ".join(names[:NAMES_SHOWN]) + (f" und {rest} weitere" if rest > 0 else "")
