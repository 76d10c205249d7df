"""The directory of help and three guides: a table taken in, a correction that waits, a translation that is outdated."""

from datetime import timedelta

from django.core.files.base import ContentFile

from roterfaden.directory import actions as directory
from roterfaden.directory.actions import ServiceContent
from roterfaden.directory.enums import CorrectionKind
from roterfaden.directory.methods import LinkedOrganisation, Spell, parse_specials
from roterfaden.directory.models import CheckLink, Organisation, Service, Site
from roterfaden.directory.queries import DueCheck, hours_of
from roterfaden.example.read import DATA, toml
from roterfaden.example.story import EXAMPLE, Story
from roterfaden.kernel.languages import SOURCE
from roterfaden.kernel.time import local_day

COLUMN, CHECKED = "Geprüft vor Tagen", "Geprüft am"
SIX_WEEKS = timedelta(days=42)


def tell(story: Story) -> None:
    """What there is when the example is loaded, and what has happened to it since."""
    _services(story)
    _correction(story)
    _guides(story)


def _services(story: Story) -> None:
    """The table, with the days of the checks counted from today; then a site that closes over Christmas."""
    counsellor, now = story.person("counsellor"), story.loaded_at - SIX_WEEKS
    upload = ContentFile(_table(story).encode(), name="angebote.csv")
    listing = directory.prepare_listing(actor=counsellor, upload=upload, now=now)
    directory.take_listing(actor=counsellor, listing=listing, now=story.loaded_at)
    year = story.loaded_at.year
    centre = Site.objects.get(organisation__name="Migrationszentrum Beispielkreis", name="Kreishaus")
    hours: dict[int, list[Spell]] = {}
    for each in hours_of(centre):
        hours.setdefault(each.weekday, []).append(each.spell)
    days = f"24.12.{year}–31.12.{year} geschlossen Zwischen den Jahren"
    directory.change_site(
        actor=counsellor, site=centre, now=story.loaded_at, specials=parse_specials(days),
        hours=hours,
    )  # fmt: skip


def _table(story: Story) -> str:
    head, *lines = (DATA / "services.csv").read_text(encoding="utf-8").splitlines()
    place, today = head.split(";").index(COLUMN), local_day(story.loaded_at)
    rows = [head.replace(COLUMN, CHECKED)]
    for line in lines:
        cells = line.split(";")
        if cells[place]:
            cells[place] = (today - timedelta(days=int(cells[place]))).isoformat()
        rows.append(";".join(cells))
    return "\n".join(rows)


def _correction(story: Story) -> None:
    """An organisation was asked, confirmed one entry and says what has changed about another."""
    organisation = Organisation.objects.get(name="Volkshochschule Beispielkreis")
    services = tuple(Service.objects.filter(organisation=organisation).order_by("title", "pk"))
    asked = story.loaded_at - timedelta(days=3)
    directory.ask_for_check(actor=EXAMPLE, due=DueCheck(organisation, services), now=asked)
    link = CheckLink.objects.get(organisation=organisation)
    first, second = services[:2]
    words = "Der Kurs kostet ab Januar nichts mehr."
    directory.answer_check(
        actor=LinkedOrganisation(organisation.pk, str(organisation.pk)), link=link, right=[first],
        wrong={second: (CorrectionKind.CHANGED, words)}, now=story.loaded_at,
    )  # fmt: skip
    added = ServiceContent(title="Deutsch am Samstag", text="Neu im nächsten Halbjahr.", languages=["de"])
    directory.add_service(
        actor=story.person("counsellor"), organisation=organisation, content=added, now=story.loaded_at
    )


def _guides(story: Story) -> None:
    """Words first, then guides: German, the other languages, published; one is written anew afterwards."""
    script, counsellor, now = toml("guides.toml"), story.person("counsellor"), story.loaded_at - SIX_WEEKS
    for row in script["word"]:
        key = row.pop("key")
        for language, (word, text) in row.items():
            directory.explain_word(actor=counsellor, key=key, language=language, word=word, text=text, now=now)
    for row in script["guide"]:
        guide = directory.add_guide(
            actor=counsellor, slug=row["slug"], title=row["title"], position=row["position"],
            field=story.fields[row["field"]], now=now,
        )  # fmt: skip
        for page in row["page"]:
            directory.write_page(actor=counsellor, guide=guide, is_checked=True, now=now, **page)
        directory.publish_guide(actor=counsellor, guide=guide, now=now)
        if "again" in row:
            german = next(page for page in row["page"] if page["language"] == SOURCE)
            directory.write_page(
                actor=counsellor, guide=guide, is_checked=True, now=story.loaded_at, **german | row["again"]
            )
