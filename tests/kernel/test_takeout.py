"""Everything a house owns, in open formats: what is in it, what is not, and that it is what its schema says."""

import csv
import io
import json
import zipfile

import pytest
from django.core.management import CommandError, call_command
from jsonschema import Draft202012Validator

from roterfaden.concept.models import Target
from roterfaden.kernel.archive.rows import columns, stored
from roterfaden.kernel.privacy import Level, level_of
from roterfaden.kernel.takeout import our_models, schema_of, shown_columns, write_takeout
from roterfaden.kernel.vault import SealedField
from tests import factories


def test_no_personal_column_leaves_unasked_and_no_sealed_one_ever():
    for model in our_models():
        unasked, asked = (shown_columns(model, with_personal=flag) for flag in (False, True))

        assert [field for field in unasked if level_of(model, field.name) == Level.PERSONAL] == []
        assert [field for field in asked if isinstance(field, SealedField) or field.name == "password"] == []
        assert set(unasked) <= set(asked) <= set(columns(model))


def test_column_that_reads_as_objects_is_written_as_it_is_kept():
    kept = [{"on": "2020-12-31", "value": "1.50", "reason": "Halbzeit"}]
    field = Target._meta.get_field("milestones")
    row = Target(milestones=field.to_python(kept))

    assert json.loads(json.dumps(stored(field, row))) == kept


def test_takeout_holds_each_table_twice_with_its_schema_and_people_only_when_asked(db, settings, tmp_path):
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    kept = settings.MEDIA_ROOT / "photo" / "ab" / "abc.jpg"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"picture")
    house, person = factories.instance(name="=Haus; mit „Zeichen“"), factories.user(name="Petra Person")

    write_takeout(tmp_path / "a.zip", now=factories.NOW, using="default")
    write_takeout(tmp_path / "b.zip", now=factories.NOW, using="default", with_personal=True)

    Draft202012Validator.check_schema(schema_of(type(house), shown_columns(type(house), with_personal=True)))
    with zipfile.ZipFile(tmp_path / "a.zip") as plain, zipfile.ZipFile(tmp_path / "b.zip") as full:
        manifest = json.loads(plain.read("manifest.json"))
        assert set(manifest["tables"]) == {model._meta.label_lower for model in our_models()}
        for label in ("places.area", "places.instance", "accounts.user"):
            rows = json.loads(plain.read(f"daten/{label}.json"))
            assert len(rows) == manifest["tables"][label]["rows"]
            Draft202012Validator(json.loads(plain.read(f"schema/{label}.json"))).validate(rows)
        table = csv.DictReader(io.StringIO(plain.read("daten/places.instance.csv").decode("utf-8-sig")), delimiter=";")
        assert [row["name"] for row in table] == [f"'{house.name}"]
        assert b"Petra" not in plain.read("daten/accounts.user.json") + plain.read("daten/accounts.user.csv")
        assert not [name for name in plain.namelist() if name.startswith("dateien/")]
        assert "email" in manifest["tables"]["accounts.user"]["left_out"]
        people = json.loads(full.read("daten/accounts.user.json"))
        assert [(row["name"], "password" in row) for row in people if row["id"] == person.pk] == [
            ("Petra Person", False)
        ]
        assert full.read("dateien/photo/ab/abc.jpg") == b"picture"
        assert "ACHTUNG" in full.read("LIESMICH.txt").decode()
    assert (tmp_path / "b.zip").stat().st_mode & 0o077 == 0
    with pytest.raises(CommandError, match="nicht überschrieben"):
        call_command("export_all", tmp_path / "a.zip", stdout=io.StringIO())
