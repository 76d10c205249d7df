"""What is not public appears on no page, in no list, in no export and in no thread."""

import pytest
from django.urls import reverse

from tests.public.addresses import addresses
from tests.public.world import SECRET, hide_things


@pytest.fixture
def hidden(world):
    return hide_things(world)


def test_no_public_page_shows_what_is_hidden(client, whole_world, hidden):
    pages = {name: client.get(address).content.decode() for name, address in addresses(whole_world).items()}
    leaking = [name for name, html in pages.items() if SECRET in html]

    assert leaking == []


def test_hidden_things_have_no_address(client, world, hidden):
    tried = {
        "contribution": [[world.process.slug, each.number] for each in (hidden.pending, hidden.withheld)],
        "contribution_short": [[hidden.pending.number], [hidden.withheld.number]],
        "goal": [[hidden.goal.pk]],
        "initiative": [[hidden.initiative.pk]],
        "version": [["arbeitsstand"], ["entwurf"]],
        "field": [["arbeitsstand", world.field.slug]],
        "resolution": [[hidden.of_closed_paper.pk], [hidden.of_closed_meeting.pk]],
        "report": [[hidden.group_edition.pk], [hidden.unpublished.pk]],
        "thread": [
            ["beitrag", hidden.pending.pk], ["beitrag", hidden.withheld.pk], ["thema", hidden.theme.pk],
            ["element", hidden.goal.pk], ["element", hidden.initiative.pk], ["beschluss", hidden.of_closed_paper.pk],
            ["beschluss", hidden.of_closed_meeting.pk], ["bericht", hidden.group_edition.pk],
            ["bericht", hidden.unpublished.pk],
        ],
    }  # fmt: skip

    answers = {
        address: client.get(address).status_code
        for name, lists in tried.items()
        for address in (reverse(f"public:{name}", args=args) for args in lists)
    }

    assert set(answers.values()) == {404}, answers


def test_export_holds_published_voices_only(client, world, hidden):
    lines = client.get(reverse("public:contributions_csv")).getvalue().decode("utf-8-sig").splitlines()

    assert len(lines) == 2
    assert SECRET not in "".join(lines)


@pytest.mark.parametrize("which", ["pending", "withheld"])
def test_card_of_an_unpublished_voice_says_so_and_why_without_its_words(page_client, world, hidden, which):
    voice = getattr(hidden, which)

    html = page_client.get(reverse("public:card_status", args=[voice.code.code])).content.decode()

    reason = f"Grund {SECRET}"
    assert (reason in html) == (which == "withheld")
    assert SECRET not in html.replace(reason, "")
    assert ("Jemand liest sie gerade" in html) == (which == "pending")
    assert ("wir zeigen sie nicht öffentlich" in html) == (which == "withheld")


def test_numbers_count_published_voices_only(page_client, world, hidden):
    html = page_client.get(reverse("public:outcomes")).content.decode()

    assert "1 Beiträge, 1 mit einer begründeten Antwort" in html
