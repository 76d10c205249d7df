"""What was learnt lies on disk as plain arrays with a checksum, and nothing that could run code is read."""

import io
import pickle

import numpy as np
import pytest

from roterfaden.sorting.errors import EncoderUnavailable, EncoderUnknown, ModelBroken
from roterfaden.sorting.methods import store
from roterfaden.sorting.methods.encoders import HttpEncoder, encoder_named
from roterfaden.sorting.methods.learning import Lesson, chances, fit, read
from roterfaden.sorting.methods.texts import card
from tests.sorting.test_methods import lessons


def test_what_is_kept_comes_back(tmp_path):
    known = fit(lessons())
    store.save(tmp_path / "1", known, inputs="abc")
    again = store.load(tmp_path / "1")
    asked = card(0, "Die Miete für den Kurs")

    assert known.fields is not None
    assert again.fields is not None
    assert chances(again.fields, read(again, asked)) == pytest.approx(
        chances(known.fields, read(known, asked)), abs=1e-5
    )
    assert store.meta_of(tmp_path / "1")["learnt"] == 8


def test_nothing_learnt_can_be_kept_too(tmp_path):
    store.save(tmp_path, fit([Lesson(card(1, "Ein Satz"))]), inputs="")

    assert store.load(tmp_path).fields is None


def test_no_word_of_a_card_is_kept(tmp_path):
    store.save(tmp_path, fit(lessons()), inputs="")
    content = (tmp_path / store.ARRAYS).read_bytes() + (tmp_path / store.META).read_bytes()

    assert b"miet" not in content.lower()
    assert b"kurs" not in content.lower()


def test_files_belong_to_the_program_alone(tmp_path):
    store.save(tmp_path / "1", fit(lessons()), inputs="")

    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "1").iterdir()} == {0o600}


def test_changed_file_is_noticed(tmp_path):
    store.save(tmp_path, fit(lessons()), inputs="")
    path = tmp_path / store.ARRAYS
    path.write_bytes(path.read_bytes()[:-1] + b"x")

    with pytest.raises(ModelBroken):
        store.load(tmp_path)


def test_pickled_object_is_refused_even_with_the_right_checksum(tmp_path):
    class Trap:
        def __reduce__(self):
            return (pytest.fail, ("a pickle was loaded",))

    store.save(tmp_path, fit(lessons()), inputs="")
    buffer = io.BytesIO()
    np.savez(buffer, keys=np.array([Trap()], dtype=object))
    (tmp_path / store.ARRAYS).write_bytes(buffer.getvalue())
    meta = (tmp_path / store.META).read_text()
    checksum = store.sha256(buffer.getvalue()).hexdigest()
    (tmp_path / store.META).write_text(meta.replace(store.meta_of(tmp_path)["checksum"], checksum))

    with pytest.raises(ModelBroken):
        store.load(tmp_path)


def test_plain_pickle_is_no_model(tmp_path):
    (tmp_path / store.META).write_bytes(pickle.dumps({"version": 1}))

    assert store.meta_of(tmp_path) is None


# --- language models --------------------------------------------------------------------------------------------------
def test_no_encoder_unless_named():
    assert encoder_named("") is None


@pytest.mark.parametrize(
    "address",
    [
        "http://evil.example/v1/embeddings",
        "http://localhost@evil.example/",
        "http://user:word@localhost/",
        "file:///etc/passwd",
        "ftp://localhost/",
    ],
)
def test_encoder_goes_to_allowed_hosts_only(address):
    with pytest.raises(EncoderUnknown):
        HttpEncoder(address, model="", timeout=1, hosts=["localhost"])


def test_unknown_encoder_is_refused():
    with pytest.raises(EncoderUnknown):
        encoder_named("gpt")


def test_silent_server_is_a_refusal_with_a_name():
    with pytest.raises(EncoderUnavailable):
        HttpEncoder("http://127.0.0.1:9/", model="m", timeout=0.2, hosts=["127.0.0.1"]).encode(["Text"])


class Letters:
    """An encoder for tests: counts of the vowels."""

    name = "letters 1"

    def encode(self, texts):
        return np.array([[text.count(sign) + 0.1 for sign in "aeiou"] for text in texts], dtype=np.float32)


def test_encoder_adds_to_the_words_and_is_kept(tmp_path):
    known = fit(lessons(), Letters())
    store.save(tmp_path, known, inputs="")
    again = store.load(tmp_path)
    assert again.fields is not None
    reading = read(again, card(0, "Die Miete"), Letters())

    assert again.encoder == "letters 1"
    assert reading.model is not None
    assert chances(again.fields, reading).sum() == pytest.approx(1.0)
