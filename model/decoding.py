"""Bytes to text: UTF-8 first, then what the page declares, then what the bytes look like; what is no text is refused.

    decode(path.read_bytes()).text

Text that was decoded wrongly before it was saved ("â€œ" for a quotation mark) is repaired, line by line, and only where
the repair is sure; everything else stays as it is, since places in it are counted.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = (
    b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"7z\xbc\xaf", b"\x7fELF",
    b"\xd0\xcf\x11\xe0", b"{\\rtf", b"BZh", b"\xfd7zXZ", b"SQLite format 3",
)  # fmt: skip
"""How files begin that are no text, whatever their name says."""

_LOOKED_AT = 65_536
"""Bytes of a file that tell what it is."""

_CONTROLS = bytes({*range(32), 127} - {*b"\t\n\r\f\v\x1b"})
_MOST_CONTROLS = 0.01
"""Share of control characters above which bytes are no text."""

_WESTERN = 0.03
"""Share of bytes that are not ASCII up to which a text is taken for Western (windows-1252), as browsers do: quotation
marks, dashes and a few accents. Above it a guess from the bytes is the better one."""

_NOT_ASCII = bytes(range(128))
_DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s{0,4}=\s{0,4}["']?([\w.:-]{2,40})""", re.I)
_ALLOWED = "allowed: text, best in UTF-8"


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, and a few words on what was not as it should be (`None`: nothing)."""

    text: str
    note: str | None = None


def decode(raw: bytes, *, page: bool = False) -> Decoded:
    """The text of a file, a byte order mark aside.

    Args:
        raw: all bytes of the file.
        page: whether it is HTML, which may declare its encoding.

    Raises:
        ValueError: the bytes are no text; the message says why, and what is allowed.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _marked(raw[len(mark) :], encoding)
    _refuse_binary(raw)
    try:
        return _repaired(raw.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    declared = _declared(raw) if page else None
    if declared is not None:
        return Decoded(raw.decode(declared, "replace"))
    if _is_utf8_with_faults(raw):
        return Decoded(raw.decode("utf-8", "replace"), "bytes that are not UTF-8 are shown as \ufffd")
    return _guessed(raw)


def sound(text: str) -> str:
    """The text with halves of characters, which no file can hold, replaced one for one."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= character <= "\udfff" else character for character in text)
    return text


def _marked(raw: bytes, encoding: str) -> Decoded:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        return Decoded(raw.decode(encoding, "replace"), f"bytes that are not {encoding} are shown as \ufffd")
    return _repaired(text)


def _refuse_binary(raw: bytes) -> None:
    if raw.startswith(_BINARY):
        raise ValueError(f"it begins as a binary file does ({raw[:4]!r}); {_ALLOWED}")
    head = raw[:_LOOKED_AT]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls > max(8, _MOST_CONTROLS * len(head)):
        raise ValueError(f"{controls:,} of its first {len(head):,} bytes are control characters; {_ALLOWED}")


def _declared(raw: bytes) -> str | None:
    """The encoding that an HTML page declares, where Python knows it."""
    match = _DECLARED.search(raw, 0, 4096)
    if match is None:
        return None
    try:
        name = codecs.lookup(match[1].decode("ascii", "ignore")).name
    except LookupError:
        return None
    return None if name.startswith(("utf-8", "utf-16")) else "cp1252" if name == "iso8859-1" else name


def _is_utf8_with_faults(raw: bytes) -> bool:
    """Whether most of what is not ASCII is UTF-8 all the same: cut off in a character, or glued from two files."""
    text = raw.decode("utf-8", "replace")
    faults = text.count("\ufffd")
    return sum(character > "\x7f" for character in text) - faults > 2 * faults


def _guessed(raw: bytes) -> Decoded:
    share = len(raw.translate(None, _NOT_ASCII)) / len(raw)
    if share <= _WESTERN:
        try:
            return Decoded(raw.decode("cp1252"), "read as windows-1252")
        except UnicodeDecodeError:
            pass
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:_LOOKED_AT]).best()
    if best is None:
        raise ValueError(f"its encoding is not known; {_ALLOWED}")
    return Decoded(raw.decode(best.encoding, "replace"), f"read as {best.encoding}")


def _repaired(text: str) -> Decoded:
    """The text with lines mended that were decoded wrongly before."""
    if text.isascii():
        return Decoded(text)
    from ftfy.badness import is_bad

    if not is_bad(text):
        return Decoded(text)
    lines = text.split("\n")
    mended = [_mended(line) for line in lines]
    count = sum(new != old for new, old in zip(mended, lines, strict=True))
    if not count:
        return Decoded(text)
    return Decoded("\n".join(mended), f"characters that were decoded wrongly are repaired in {count:,} lines")


def _mended(line: str) -> str:
    from ftfy import fix_encoding
    from ftfy.badness import badness

    before = badness(line)
    if not before:
        return line
    fixed = fix_encoding(line)
    return fixed if len(fixed) < len(line) and badness(fixed) < before else line
