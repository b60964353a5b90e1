"""Bytes to text: encodings, repairs that touch nothing else, and refusals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.model.decoding import decode, sound

QUOTE = "“We lost,” the officer’s aide said – café."


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (QUOTE.encode(), QUOTE),
        (b"\xef\xbb\xbf" + QUOTE.encode(), QUOTE),
        (b"\xff\xfe" + QUOTE.encode("utf-16-le"), QUOTE),
        (b"\xfe\xff" + QUOTE.encode("utf-16-be"), QUOTE),
        (b"\xff\xfe\x00\x00" + QUOTE.encode("utf-32-le"), QUOTE),
        (("We lost. " * 30 + QUOTE).encode("cp1252"), "We lost. " * 30 + QUOTE),
        (QUOTE.encode() * 3 + b"\xe2\x80", QUOTE * 3 + "\ufffd"),
        (b"", ""),
        (b"a\0b", "a\0b"),
    ],
)
def test_an_encoding_is_found(raw: bytes, text: str) -> None:
    assert decode(raw).text == text


def test_russian_in_an_older_encoding_is_read() -> None:
    text = "Министерство обороны заявило, что потеряло четыре танка и сбило два вертолёта. " * 5
    assert decode(text.encode("cp1251")).text == text


def test_a_page_declares_its_encoding() -> None:
    page = '<meta charset="windows-1251"><p>Мы потеряли</p>'
    found = decode(page.encode("cp1251"), page=True)
    assert found.text == page
    assert decode(QUOTE.join(("<meta charset=iso-8859-1>", "")).encode(), page=True).text.endswith(QUOTE)


def test_text_that_was_decoded_wrongly_is_repaired_and_said_so() -> None:
    broken = "â€œWe lost,â€\u009d he said.\nA café is open.\n"
    found = decode(broken.encode())
    assert found.text == "“We lost,” he said.\nA café is open.\n"
    assert found.note is not None
    assert "1 lines" in found.note


@given(st.text(alphabet=st.characters(codec="utf-8", categories=("L", "N", "P", "Z")), max_size=200))
def test_text_of_letters_is_as_it_was(text: str) -> None:
    decoded = decode(text.encode())
    if decoded.note is None:
        assert decoded.text == text.removeprefix("\ufeff")
    else:
        assert len(decoded.text) < len(text)


@pytest.mark.parametrize(
    "text",
    [
        "naïve café, Ağdam, Łódź, Ølgod, Šibenik",
        "“‘Karabakh’ – no…”",
        "Ã la carte",
        "Дані: втрати 200",
        "阿塞拜疆国防部",
        "عربي",
    ],
)
def test_text_that_is_fine_is_left_alone(text: str) -> None:
    assert decode(text.encode()).text == text


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"%PDF-1.7 We lost.", "binary"),
        (b"PK\x03\x04", "binary"),
        (b"\x89PNG\r\n", "binary"),
        (bytes(range(256)) * 20, "control characters"),
        ("We lost.".encode("utf-16-le") * 20, "control characters"),
    ],
)
def test_what_is_no_text_is_refused(raw: bytes, says: str) -> None:
    with pytest.raises(ValueError, match=rf"{says}.*; allowed: text"):
        decode(raw)


@given(st.binary(max_size=300))
def test_any_bytes_are_text_that_can_be_written_or_refused(raw: bytes) -> None:
    try:
        text = decode(raw).text
    except ValueError as error:
        text = str(error).partition("allowed")[1]
    assert text or len(raw) <= 4  # but for nothing, or a byte order mark
    text.encode()


def test_halves_of_characters_are_replaced_one_for_one() -> None:
    assert sound("a\ud83db") == "a\ufffdb"
    assert sound("a😀b") == "a😀b"
