"""The door: closed months become figures, once; small numbers do not cross."""

from datetime import UTC, date, datetime, timedelta

import pytest

from roterfaden.advice.models import Consultation
from roterfaden.bridges.carrying import carry_counts, definitions
from roterfaden.bridges.counting import COUNTS, LEAST_PEOPLE
from roterfaden.indicators.enums import Protection
from roterfaden.indicators.models import Observation
from tests import factories

KINDS = ("people", "measure", "offers")
CLOSED = datetime(2017, 7, 12, 10, 0, tzinfo=UTC)


@pytest.fixture
def talks(counsellor):
    """In June: eight in one municipality, two in another, one elsewhere; eight in Arabic, three in Polish."""
    factories.instance()
    areas = [factories.municipality(), factories.municipality()]
    fields = [factories.field(slug="wohnen"), factories.field(slug="arbeit")]
    for number in range(11):
        talk = Consultation.objects.create(
            counsellor=counsellor, held_on=date(2017, 6, 1 + number), duration_minutes=20, recorded_at=CLOSED,
            language="ar" if number < 8 else "pl", area=areas[0] if number < 8 else areas[1] if number < 10 else None,
            purpose="proof", delete_on=date(2019, 6, 1),
        )  # fmt: skip
        talk.topics.set(fields if number < 5 else fields[:1])
    return areas


def values(slug):
    rows = Observation.objects.filter(series__definition__indicator__slug=slug).select_related("series__area")
    return {(row.series.area.key, row.series.breakdown): (int(row.value), row.protection) for row in rows}


def test_closed_month_crosses_once_with_small_numbers_hidden(talks):
    found = carry_counts(now=CLOSED)

    free = Protection.FREE
    talked = values("beratungen-im-monat")
    assert talked["03459", ""] == (11, free)
    assert talked[talks[0].key, ""][0] == 8
    assert talked[talks[1].key, ""][1] != free
    assert talked["03459", "sprache=ar"][0] == 8
    assert values("beratungsanliegen-im-monat") == {
        ("03459", ""): (16, free), ("03459", "handlungsfeld=wohnen"): (11, free),
        ("03459", "handlungsfeld=arbeit"): (5, free),
    }  # fmt: skip
    assert found == {"beratungen-im-monat": len(talked), "beratungsanliegen-im-monat": 3}
    Consultation.objects.order_by("pk").first().delete()
    assert carry_counts(now=CLOSED + timedelta(days=1)) == {}


def test_month_that_is_not_closed_and_one_that_may_be_deleted_do_not_cross(talks):
    assert carry_counts(now=CLOSED - timedelta(days=2)) == {}
    assert carry_counts(now=datetime(2019, 6, 2, 10, 0, tzinfo=UTC)) == {}
    assert not Observation.objects.exists()


def test_every_count_has_a_definition_and_hides_small_numbers():
    """Counts of people by the protection of the indicators, measures by the number of people behind them."""
    by_kind = {kind: [each for each in definitions().values() if each["of"] == kind] for kind in KINDS}

    assert {count.slug for count in COUNTS} == set(definitions())
    assert sum(map(len, by_kind.values())) == len(COUNTS)
    assert all(each["minimum_count"] >= 3 for each in by_kind["people"])
    assert all((each["minimum_count"], each["least_people"]) == (0, LEAST_PEOPLE) for each in by_kind["measure"])
    assert [each["slug"] for each in by_kind["offers"]] == ["freie-kursplaetze"]
