"""The part of the access table for bundles of other houses and the look of this one."""

from types import SimpleNamespace

from roterfaden.transfer.models import Arrival, Origin, Takeout
from tests import factories
from tests.access.lines import INVALID, MISSING, MOVED, Line, public
from tests.factories import NOW

TRANSFER = (
    public("public:house_style"),
    public("public:house_logo", status=MOVED),
    Line("office:look", "administrator"),
    Line("office:transfer", "planner"),
    Line("office:transfer_upload", "planner", status=INVALID, method="post"),
    Line("office:transfer_give", "planner", status=INVALID, method="post"),
    Line("office:transfer_arrival", "planner", lambda w: [w.arrival.uid]),
    Line("office:transfer_take", "planner", lambda w: [w.arrival.uid], status=MOVED, method="post"),
    Line("office:takeout", "administrator"),
    Line("office:takeout_file", "administrator", lambda w: [w.takeout.uid], status=MISSING),  # ordered by somebody else
    Line("office:transfer_discard", "planner", lambda w: [w.arrival.uid], status=MOVED, method="post"),
)


def build_transfer(world: SimpleNamespace) -> None:
    """A bundle that arrived and waits, and a file somebody who has left ordered."""
    world.takeout = Takeout.objects.create(
        ordered_by=factories.user(), ordered_at=NOW, recipient="age1…", expires_at=NOW, ended_at=NOW
    )
    origin = Origin.objects.create(
        public_key="A" * 43 + "=", name="Kreis Dithmarschen", area_key="01051", first_seen_at=NOW
    )
    world.arrival = Arrival.objects.create(
        origin=origin, sha256="0" * 64, made_at=NOW, received_at=NOW,
        parts={"fields": [{"key": "wohnen", "number": 2, "name": "Wohnen", "short_name": "Wohnen", "orientation": ""}]},
        sender={
            "house": "Kreis Dithmarschen", "area": "Kreis Dithmarschen", "area_short": "Dithmarschen",
            "area_key": "01051", "unit": "Stabsstelle", "municipalities": ["Eider"],
        },
    )  # fmt: skip
