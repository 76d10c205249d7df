"""Areas, the instance, fields of action and the people who work here."""

from decimal import Decimal

from django.utils.text import slugify

from roterfaden.accounts import actions as accounts
from roterfaden.example.read import at, day, table, toml
from roterfaden.example.story import EXAMPLE, Story
from roterfaden.places import actions as places
from roterfaden.topics import actions as topics

SET_UP = at("2016-12-01")


def tell(story: Story, *, password: str) -> None:
    """Set up the house on the first of December 2016."""
    _areas(story)
    places.set_up_instance(
        actor=EXAMPLE,
        now=SET_UP,
        county=story.areas["03459"],
        name="Beispiel Landkreis Osnabrück",
        contact_unit="Referat für Strategische Planung (Beispiel)",
        contact_email="strategie@example.org",
        is_example=True,
    )
    for row in toml("concept.toml")["field"]:
        story.fields[row["slug"]] = topics.add_field_of_action(
            actor=EXAMPLE,
            now=SET_UP,
            slug=row["slug"],
            number=row["number"],
            name=row["name"],
            short_name=row["short_name"],
            orientation=row["orientation"],
        )
    _people(story, password)


def _areas(story: Story) -> None:
    rows = table("areas.csv")
    for row in sorted(rows, key=lambda found: ["county", "unitary", "joint", "member"].index(found["kind"])):
        story.areas[row["key"]] = places.add_area(
            actor=EXAMPLE,
            now=SET_UP,
            key=row["key"],
            ars=row["ars"],
            ags=row["ags"] or None,
            regional_key=row["regional_key"],
            slug=slugify(row["short_name"].replace("ü", "ue").replace("ö", "oe").replace("ä", "ae"))
            + ("-sg" if row["kind"] == "joint" else ""),
            name=row["name"],
            short_name=row["short_name"],
            kind=row["kind"],
            is_town=row["is_town"] == "1",
            parent=story.areas.get(row["parent_key"]),
            area_km2=Decimal(row["area_km2"]),
            latitude=Decimal(row["lat"]),
            longitude=Decimal(row["lon"]),
            valid_from=day(row["valid_from"]),
        )


def _people(story: Story, password: str) -> None:
    for row in toml("people.toml")["person"]:
        person = accounts.invite_user(
            actor=EXAMPLE,
            now=SET_UP,
            email=row["email"],
            name=row["name"],
            language=row["language"],
            password=password,
        )
        in_county = row["scope_kind"] == "county"
        accounts.grant_role(
            actor=EXAMPLE,
            now=SET_UP,
            user=person,
            role=row["role"],
            scope_kind=row["scope_kind"],
            scope_key="" if in_county else row["scope_key"],
        )
        story.people.setdefault(row["role"], person)
