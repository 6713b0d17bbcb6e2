"""How texts are cut into words, and which differences make none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy_graph.search.words import fold, printable, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Māori Data", ["maori", "data"]),
        ("MA\u0304ORI", ["maori"]),  # the macron as a character of its own
        ("Te Rautaki Matihiko mō Aotearoa – M1", ["te", "rautaki", "matihiko", "mo", "aotearoa", "m1"]),
        ("Stats NZ's co-design", ["stats", "nz", "s", "co", "design"]),
        ("Straße", ["strasse"]),
        ("الرقميّة", ["الرقمية"]),
        ("الرَّقْمِيَّة", ["الرقمية"]),
        ("أمن رقمــي", ["امن", "رقمي"]),
        ("שָׁלוֹם", ["שלום"]),
        ("数字战略", ["数", "字", "战", "略"]),
        ("AI数字", ["ai", "数", "字"]),
        ("naïve\u00adly", ["naively"]),
        ("ΟΔΟΣ οδος", ["οδοσ", "οδοσ"]),
        ("!?*\"'\x00", []),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert [word.folded for word in words(text)] == expected


@given(st.text())
def test_words_are_where_they_say(text: str) -> None:
    end = 0
    for word in words(text):
        assert end <= word.start < word.end <= len(text)
        assert word.folded == fold(text[word.start : word.end])
        assert not set(word.folded) & set(' "*()^:+-')
        end = word.end


@given(st.text())
def test_a_folded_word_stays_as_it_is(text: str) -> None:
    for word in words(text):
        assert "".join(each.folded for each in words(word.folded)) == word.folded


def test_control_characters_are_not_shown() -> None:
    assert printable("a\x00b\n c\ud800") == "a b c"
