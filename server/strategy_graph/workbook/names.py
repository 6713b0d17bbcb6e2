"""Makes the last part of an IRI from a name."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l"}
)
_LETTERS |= str.maketrans({"đ": "d", "Đ": "d", "þ": "th", "Þ": "th", "ð": "d", "Ð": "d", "ı": "i", "’": "", "'": ""})

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST = 60


def slug(name: str) -> str:
    """Return a name in small letters, digits and hyphens; empty if it has no Latin letter and no digit.

    A long one is cut between words, and told apart by a hash of the whole.
    """
    letters = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    words = re.findall(r"[a-z0-9]+", "".join(c for c in letters if not unicodedata.combining(c)).lower())
    whole = "-".join(words)
    if len(whole) <= LONGEST:
        return whole
    cut = whole[: LONGEST - 7].rpartition("-")[0] or whole[: LONGEST - 7]
    return f"{cut}-{short_hash(whole)}"


def short_hash(text: str) -> str:
    """Return six hexadecimal digits that depend on the text alone."""
    return hashlib.sha256(text.encode()).hexdigest()[:6]


def composed(text: str) -> str:
    """Return a text in composed characters (NFC), without outer spaces, its lines ended by a line feed."""
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").strip()


def comparable(name: str) -> str:
    """Return the form in which two names are compared: composed, small letters, single spaces."""
    return " ".join(composed(name).casefold().split())
