"""Kept files: what comes in, how it is kept, how it goes out."""

import io
import uuid
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from roterfaden.audit.models import Event
from roterfaden.files import actions, errors, queries
from roterfaden.files.methods import tidy_name
from roterfaden.files.models import KeptFile
from roterfaden.kernel.containers import (
    DamagedFile,
    EmptyFile,
    EncryptedFile,
    FileTooLarge,
    FileWithMacros,
    OldOfficeFile,
    UnpacksTooLarge,
    WrongType,
)
from roterfaden.kernel.errors import NotAllowed
from roterfaden.web.files import send_file
from tests import factories, samples
from tests.factories import NOW


@pytest.fixture
def keep_image(system, db):
    def keep(data: bytes, name: str = "IMG_1.jpg", **values) -> KeptFile:
        given = {"purpose": "test.photo", "alt": "Wand mit Karten"} | values
        return actions.keep_image(actor=system, upload=ContentFile(data, name=name), now=NOW, **given)

    return keep


@pytest.fixture
def keep_document(system, db):
    def keep(data: bytes, name: str = "Brief.pdf", purpose: str = "test.letter") -> KeptFile:
        return actions.keep_document(actor=system, upload=ContentFile(data, name=name), purpose=purpose, now=NOW)

    return keep


def picture(kept: KeptFile, *, preview: bool = False) -> Image.Image:
    return Image.open(io.BytesIO(queries.content(kept, preview=preview)))


# --- pictures ------------------------------------------------------------------------------------------------------
def test_photo_loses_camera_and_place(keep_image):
    original = samples.photo()
    assert Image.open(io.BytesIO(original)).getexif().get_ifd(0x8825) != {}

    kept = keep_image(original)

    for preview in (False, True):
        image = picture(kept, preview=preview)
        assert dict(image.getexif()) == {}
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}
        assert b"Muster" not in queries.content(kept, preview=preview)


def test_photo_is_turned_upright(keep_image):
    kept = keep_image(samples.photo(width=400, height=300, orientation=6))  # held sideways: turn it clockwise

    assert (kept.width, kept.height) == (300, 400)
    red, _green, blue = picture(kept).convert("RGB").getpixel((150, 40))
    assert red > blue, "what was on the left is now at the top"


def test_large_photo_is_scaled_and_gets_a_preview(keep_image):
    kept = keep_image(samples.photo(width=5000, height=2500))

    assert (kept.width, kept.height) == (2400, 1200)
    assert picture(kept).size == (2400, 1200)
    assert picture(kept, preview=True).size == (480, 240)
    assert kept.size == len(queries.content(kept))


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_other_pictures_become_jpeg(keep_image, kind):
    kept = keep_image(samples.photo(kind=kind), name="bild.jpg")

    assert (kept.media_type, picture(kept).format) == ("image/jpeg", "JPEG")
    assert dict(picture(kept).getexif()) == {}


def test_transparent_picture_lies_on_white(keep_image):
    file = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(file, "PNG")

    assert picture(keep_image(file.getvalue())).getpixel((20, 20)) == (255, 255, 255)


def test_decompression_bomb_is_refused_before_it_is_unpacked(keep_image):
    file = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(file, "PNG")

    with pytest.raises(errors.TooManyPixels) as refused:
        keep_image(file.getvalue())

    assert "Millionen" in str(refused.value)


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", EmptyFile),
        (samples.photo()[:2000], DamagedFile),
        (b"\xff\xd8\xff" + bytes(200), DamagedFile),
        (samples.pdf(), errors.NotAnImage),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", errors.NotAnImage),
        (b"\x00\x00\x00\x18ftypheic" + bytes(100), errors.AppleImage),
        (samples.photo() + bytes(21 * 1024 * 1024), FileTooLarge),
    ],
)
def test_what_is_no_picture_is_refused(keep_image, data, refusal):
    with pytest.raises(refusal) as refused:
        keep_image(data, name="harmlos.jpg")

    assert refused.value.field == "upload"
    assert KeptFile.objects.count() == 0


# --- documents -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("data", "name", "media_type"),
    [
        (samples.pdf(), "Brief.pdf", "application/pdf"),
        (samples.docx(), "x", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (samples.xlsx(["A"], ["b"]), "x", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (samples.ods(["A"]), "x", "application/vnd.oasis.opendocument.spreadsheet"),
        ("Sehr geehrte Damen und Herren, ä".encode("cp1252"), "brief.txt", "text/plain"),
        (b"<html><script>alert(1)</script>", "brief.html", "text/plain"),
    ],
)
def test_document_is_kept_as_it_came(keep_document, data, name, media_type):
    kept = keep_document(data, name)

    assert kept.media_type == media_type
    assert queries.content(kept) == data
    assert kept.width is None


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", EmptyFile),
        (b"%PDF-1.7 abgeschnitten", DamagedFile),
        (samples.docx()[:-30], WrongType),
        (samples.docx({"word/vbaProject.bin": "x"}), FileWithMacros),
        (samples.docx({"[Content_Types].xml ": "", "Basic/Standard/M.xml": "x"}), FileWithMacros),
        (samples.zip_bomb(), UnpacksTooLarge),
        (samples.encrypted_office(), EncryptedFile),
        (samples.old_office(), OldOfficeFile),
        (samples.photo(), WrongType),
        (b"MZ\x00\x00programm", WrongType),
        (samples.pdf() + bytes(26 * 1024 * 1024), FileTooLarge),
    ],
)
def test_what_could_do_harm_is_refused(keep_document, data, refusal):
    with pytest.raises(refusal):
        keep_document(data)

    assert KeptFile.objects.count() == 0


# --- keeping -------------------------------------------------------------------------------------------------------
def test_same_content_for_the_same_purpose_is_kept_once(keep_document):
    first = keep_document(samples.pdf(), "Brief.pdf")

    again = keep_document(samples.pdf(), "Kopie von Brief.pdf")
    elsewhere = keep_document(samples.pdf(), purpose="test.other")

    assert again == first
    assert elsewhere != first
    assert Event.objects.filter(verb="file.kept").count() == 2


def test_log_names_neither_file_nor_person(keep_document):
    keep_document(samples.pdf(), "Kündigung Erika Muster.pdf")

    event = Event.objects.get(verb="file.kept")
    assert event.subject_label == "PDF (test.letter)"


def test_torn_content_is_replaced(keep_document):
    kept = keep_document(samples.pdf())
    default_storage.delete(kept.stored_as)
    default_storage.save(kept.stored_as, ContentFile(b"%PDF"))

    keep_document(samples.pdf())

    assert queries.content(kept) == samples.pdf()


def test_somebody_without_a_role_brings_nothing(outsider, participant):
    with pytest.raises(NotAllowed):
        actions.keep_image(
            actor=outsider, upload=samples.named(samples.photo(), "a.jpg"), purpose="test.photo", now=NOW
        )

    assert actions.keep_image(
        actor=participant, upload=samples.named(samples.photo(), "a.jpg"), purpose="test.photo", now=NOW
    )


def test_orphans_are_named_after_a_day(keep_document):
    kept = keep_document(samples.pdf())

    assert list(queries.orphans(kept_before=NOW)) == []
    assert list(queries.orphans(kept_before=NOW + timedelta(days=1))) == [kept]


def test_a_file_nothing_refers_to_is_deleted_with_its_content(keep_image, system, django_capture_on_commit_callbacks):
    first = keep_image(samples.photo(), alt="Wand")
    second = keep_image(samples.photo(), alt="dieselbe Wand")

    with django_capture_on_commit_callbacks(execute=True):
        actions.discard_file(actor=system, kept=first, now=NOW)
    still_there = default_storage.exists(second.stored_as)
    with django_capture_on_commit_callbacks(execute=True):
        actions.discard_file(actor=system, kept=second, now=NOW)

    assert still_there
    assert not default_storage.exists(second.stored_as)
    assert not default_storage.exists(second.preview_stored_as)


def test_a_file_in_use_is_not_deleted(system, db):
    run = factories.import_run(factories.process())

    with pytest.raises(errors.StillReferred):
        actions.discard_file(actor=system, kept=run.file, now=NOW)

    assert queries.content(run.file)
    assert run.file not in queries.orphans(kept_before=NOW + timedelta(days=1))


@pytest.mark.parametrize(
    ("given", "tidy"),
    [
        ("C:\\Users\\Erika\\Brief an den Landrat.pdf", "Brief an den Landrat.pdf"),
        ("../../etc/passwd", "passwd"),
        ('a"\r\nSet-Cookie: x.pdf', "aSet-Cookie x.pdf"),
        ("fdp\u202egpj.exe", "fdpgpj.exe"),
        ("x" * 300 + ".pdf", "x" * 140 + ".pdf"),
        ("", ""),
    ],
)
def test_names_are_tidied(given, tidy):
    assert tidy_name(given) == tidy


# --- going out -----------------------------------------------------------------------------------------------------
def test_document_goes_out_as_a_download_that_cannot_act(keep_document):
    kept = keep_document(b"<script>alert(1)</script>", "Brief.html")

    response = send_file(kept, as_attachment=False)

    assert response["Content-Type"] == "text/plain"
    assert response["Content-Disposition"] == 'attachment; filename="Brief.txt"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert b"".join(response.streaming_content) == b"<script>alert(1)</script>"


def test_picture_may_be_shown_in_a_page(keep_image):
    kept = keep_image(samples.photo(width=1000, height=800), name="Wand.HEIC.png")

    response = send_file(kept, as_attachment=False, preview=True)

    assert response["Content-Disposition"] == 'inline; filename="Wand.HEIC.jpg"'
    assert Image.open(io.BytesIO(b"".join(response.streaming_content))).size == (480, 384)


def test_uid_is_not_guessable(keep_document):
    assert isinstance(keep_document(samples.pdf()).uid, uuid.UUID)
