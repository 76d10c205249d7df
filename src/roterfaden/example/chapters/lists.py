"""A list a meeting café sent in, two of its rows faulty, and a letter three voices were written down from."""

from datetime import timedelta

from django.core.files.base import ContentFile

from roterfaden.example.read import DATA
from roterfaden.example.story import Story
from roterfaden.kernel.time import local_day
from roterfaden.participation import actions as participation
from roterfaden.participation.enums import Channel, ContributionKind, ImportField, ImportMode
from roterfaden.participation.methods import ColumnPlan

LIST, LETTER = "liste_begegnungscafe.csv", "brief_elternrat.txt"
COLUMNS = {
    "Lfd. Nr.": ImportField.OWN_ID,
    "Was gesagt wurde": ImportField.TEXT,
    "Kategorie": ImportField.KIND,
    "Gruppe": ImportField.ACTOR_GROUP,
    "Ort": ImportField.AREA,
    "Sprache": ImportField.LANGUAGE,
}
IN_THE_LETTER = {
    "Bitte stellen Sie den Schulen eine Vorlage dafür zur Verfügung.": ContributionKind.MEASURE,
    "Eine Zehnjährige sollte nicht übersetzen müssen, dass ihr Bruder sitzen bleibt.": ContributionKind.WEAKNESS,
    "Die Dolmetschenden sind gut, aber man muss sie drei Wochen vorher bestellen.": ContributionKind.WEAKNESS,
}


def tell(story: Story) -> None:
    """Both came in yesterday; what they say waits for moderation."""
    _list(story)
    _letter(story)


def _list(story: Story) -> None:
    moderator, now = story.person("moderator"), story.loaded_at
    upload = ContentFile((DATA / LIST).read_bytes(), name="Liste Begegnungscafé.csv")
    run = participation.open_import(actor=moderator, process=story.process, upload=upload, now=now)
    plan = ColumnPlan(
        columns={name: field.value for name, field in COLUMNS.items()}, channel=Channel.ORAL,
        said_on=local_day(now - timedelta(days=1)).isoformat(),
    )  # fmt: skip
    run = participation.check_import(actor=moderator, run=run, plan=plan, now=now)
    run = participation.start_import(actor=moderator, run=run, mode=ImportMode.SKIP, now=now)
    participation.import_contributions(actor=moderator, run=run, now=now)


def _letter(story: Story) -> None:
    moderator, now = story.person("moderator"), story.loaded_at
    received = local_day(now - timedelta(days=1))
    source = participation.keep_source(
        actor=moderator, process=story.process, channel=Channel.LETTER, received_on=received, now=now,
        upload=ContentFile((DATA / LETTER).read_bytes(), name="Brief Elternrat.txt"), note="Brief eines Elternrats",
        actor_group=story.groups["buerger"],
    )  # fmt: skip
    for text, kind in IN_THE_LETTER.items():
        participation.quote_source(
            actor=moderator, source=source, kind=kind, text=text, said_on=received,
            actor_group=story.groups["buerger"], now=now,
        )  # fmt: skip
