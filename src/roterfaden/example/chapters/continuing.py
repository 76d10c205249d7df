"""The concept before: known only by its titles, taken over after the resolution, with what became of each."""

from roterfaden.concept import actions as concept
from roterfaden.concept.enums import ElementKind
from roterfaden.concept.methods.continuing import TitleLine, title_tree
from roterfaden.concept.models import Concept, Element
from roterfaden.example.read import moment, toml
from roterfaden.example.story import Story


def tell(story: Story) -> None:
    """Fill the predecessor the drafting has opened, then say of every title where it continues."""
    script = toml("predecessor.toml")
    now, planner = moment(script["meta"]["taken_over_at"]), story.person("strategy_officer")
    lines = [TitleLine(place, row["number"], "", row["title"]) for place, row in enumerate(script["line"], start=1)]
    entries, _faults = title_tree(lines, {str(kind.label).casefold(): kind.value for kind in ElementKind})
    named = Concept.objects.get(successors=story.concept)  # the chapter `drafting` has opened it
    before = concept.import_predecessor(
        actor=planner, successor=story.concept, slug=named.slug, title=named.title, starts_on=named.starts_on,
        ends_on=named.ends_on, entries=entries, now=now,
    )  # fmt: skip
    for element, row in zip(Element.objects.filter(concept=before).order_by("pk"), script["line"], strict=True):
        concept.continue_element(
            actor=planner, from_element=element, successor=story.concept, kind=row["kind"],
            to_elements=[story.elements[key] for key in row["into"]], reason=row["reason"], now=now,
        )  # fmt: skip
