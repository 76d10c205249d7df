"""Every public address that shows rows, for tests that open all of them."""

from types import SimpleNamespace

from django.urls import reverse

from tests.public.helping import help_arguments


def addresses(world: SimpleNamespace) -> dict[str, str]:
    """Route → address, with things of `world`; threads and filtered lists by a name of their own."""
    arguments: dict[str, list[object]] = {
        "start": [], "process": [world.process.slug], "heard": [world.process.slug],
        "emphases": [world.process.slug], "events": [],
        "event": [world.event.slug], "event_documentation": [world.event.slug], "register": [world.event.slug],
        "registrations": [], "registration": [world.guest.code], "registration_change": [world.guest.code],
        "invited": [world.invitee.code], "contribute": [world.process.slug], "card": [], "card_status": [world.code],
        "contributions": [], "contribution": [world.process.slug, world.voice.number], "outcomes": [], "synopsis": [],
        "version": ["vorlage"], "excerpt_choose": ["vorlage"], "excerpt": ["vorlage", "feld", world.field.slug],
        "field": ["vorlage", world.field.slug],
        "compare": ["vorlage", "vorlage"], "version_about": ["vorlage"], "element_history": [world.goal.pk],
        "goals": [], "goal": [world.goal.pk], "initiatives": [], "initiatives_schedule": [],
        "initiative": [world.initiative.pk], "resolutions": [], "resolution": [world.resolution.pk], "reports": [],
        "report": [world.edition.pk], "municipalities": [], "municipality": [world.area.slug], "figures": [],
        "figure": [world.series.definition.indicator.slug], "plain_language": [], "accessibility": [], "privacy": [],
        "imprint": [], "dashboard": [], "compare_figures": [], "data": [],
        "embedded_goal": [world.goal.pk], "embedded_figure": [world.series.definition.indicator.slug],
    }  # fmt: skip
    if hasattr(world, "services"):
        arguments |= help_arguments(world)
    found = {name: reverse(f"public:{name}", args=args) for name, args in arguments.items()}
    threads = {
        "beitrag": world.voice.pk, "thema": world.theme.pk, "element": world.goal.pk, "beschluss": world.resolution.pk,
        "bericht": world.edition.pk,
    }  # fmt: skip
    found |= {f"thread {kind}": reverse("public:thread", args=[kind, pk]) for kind, pk in threads.items()}
    found["dashboard of a town"] = f"{found['dashboard']}?kommune={world.area.slug}"
    found["goals compared"] = f"{found['compare_figures']}?art=ziele"
    found["contributions of a goal"] = f"{found['contributions']}?ziel={world.goal.pk}&suche=kurse&ordnung=kurz"
    return found
