"""The part of the access table for figures that come by themselves and for small areas, and what its lines need."""

from types import SimpleNamespace

from roterfaden.indicators.enums import InboxState
from tests import factories
from tests.access.lines import MOVED, Line

FIGURE_SOURCES = (
    Line("office:figure_small_areas", "planner", lambda w: [w.indicator.slug]),
    Line("office:figure_sources", "planner"),
    Line("office:figure_source_new", "planner"),
    Line("office:figure_source", "planner", lambda w: [w.figure_source.pk]),
    Line("office:figure_source_fetch", "planner", lambda w: [w.figure_source.pk], status=MOVED, method="post"),
    Line("office:figure_profile", "planner", lambda w: [w.figure_source.profile.slug]),
    Line("office:figure_inbox_settle", "planner", lambda w: [w.inbox_file.pk], status=MOVED, method="post"),
)


def build_figure_sources(world: SimpleNamespace) -> None:
    """A source with its profile, and a file of the drop-in folder that was not read."""
    world.figure_source = factories.figure_source()
    world.inbox_file = factories.inbox_file(state=InboxState.FAILED, message="Kein Profil.")
