"""Phrases must be in the section that the evidence names."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from strategy_graph.dataset import Content, find_content
from strategy_graph.dataset.quotations.source_text import Passage, Section, SourceText, normalise
from strategy_graph.dataset.quotations.verification import Outcome, verify_sources
from strategy_graph.errors import StrategyGraphError
from tests.support.content import PREFIXES, write

ROOT = Path(__file__).resolve().parents[3]
SUMMARY = Path(os.environ.get("SUMMARY_TEXT", ROOT.parent / "shared/domain/action-plan-executive-summary.txt"))

TEXT = """\
A plan for Cyber security and more. Many contribute to multiple outcomes.
Alpha
First words of alpha, which speak of Beta.
Cyber security strategy has no part here, nor has Betamax.
· [bookmark: _Hlk1]Beta – The second item’s text, [image: a logo]in two
lines. Ma\u0304ori data too.
Gamma:
The third\u00a0item  says \u201cyes\u201d.
"""

SECTIONS = [("intro", None), ("alpha", "Alpha"), ("beta", "Beta"), ("gamma", "Gamma"), ("lost", "Delta")]


def evidence(name: str, phrase: str, section: str | None) -> str:
    named = f"dsg:inSection <urn:section:{section}> ;" if section else ""
    quoted = phrase.replace('"', '\\"')
    return f"""
<urn:evidence:{name}> a dsg:Evidence ; oa:hasSource <urn:source> ; {named}
    oa:hasSelector [ a oa:TextQuoteSelector ; oa:exact "{quoted}"@en ] .
"""


@pytest.fixture
def quoting(content: Content) -> Content:
    lines = [PREFIXES, '<urn:source> a dsg:Source ; dcterms:identifier "PLAN" .']
    lines.append('<urn:other> a dsg:Source ; dcterms:identifier "OTHER" .')
    # Written in another order than in the source.
    for order, (name, heading) in reversed(list(enumerate(SECTIONS))):
        said = f'dsg:heading "{heading}"@en' if heading else 'rdfs:label "Introduction"@en'
        lines.append(
            f"<urn:section:{name}> a dsg:Section ; dcterms:isPartOf <urn:source> ; dsg:order {order} ; {said} ."
        )
    write(content.data / "sections.ttl", "\n".join(lines))
    return content


def check(content: Content, phrase: str, section: str | None) -> tuple[Outcome, tuple[str, ...]]:
    write(content.data / "evidence.ttl", PREFIXES + evidence("e", phrase, section))
    text = write(content.root / "plan.txt", TEXT)
    result = verify_sources(content, {"plan": text})
    (phrase_result,) = result.results
    assert phrase_result.phrase == phrase
    assert phrase_result.where == f"{content.data / 'evidence.ttl'}:{len(PREFIXES.splitlines()) + 2}"
    assert result.ok is (phrase_result.outcome is Outcome.FOUND)
    return phrase_result.outcome, phrase_result.elsewhere


@pytest.mark.parametrize(
    ("phrase", "section", "outcome", "elsewhere"),
    [
        ("contribute to multiple outcomes", "intro", Outcome.FOUND, ()),
        ("First words", "alpha", Outcome.FOUND, ()),
        ("Alpha", "alpha", Outcome.FOUND, ()),
        ("Cyber security strategy", "alpha", Outcome.FOUND, ()),
        ("second item's text", "beta", Outcome.FOUND, ()),
        ("second item’s text", "beta", Outcome.FOUND, ()),
        ("text, in two lines", "beta", Outcome.FOUND, ()),
        ("Māori data", "beta", Outcome.FOUND, ()),
        ("third item says", "gamma", Outcome.FOUND, ()),
        ("“yes”", "gamma", Outcome.FOUND, ()),
        ('"yes"', "gamma", Outcome.FOUND, ()),
        ("third item says", None, Outcome.FOUND, ()),
        ("Many contribute to multiple outcomes.", "intro", Outcome.WHOLE_SENTENCE, ()),
        ("Many contribute to multiple outcomes", "alpha", Outcome.OTHER_SECTION, ("Introduction",)),
        ("The third item says “yes”", None, Outcome.WHOLE_SENTENCE, ()),
        ("third item says", "alpha", Outcome.OTHER_SECTION, ("Gamma",)),
        ("multiple outcomes", "gamma", Outcome.OTHER_SECTION, ("Introduction",)),
        ("third items say", "gamma", Outcome.NOT_FOUND, ()),
        ("Maori data", "beta", Outcome.NOT_FOUND, ()),
        ("first words", "alpha", Outcome.NOT_FOUND, ()),
        ("no such words", None, Outcome.NOT_FOUND, ()),
        ("anything", "lost", Outcome.NO_SECTION, ()),
        ("First words", "lost", Outcome.NO_SECTION, ("Alpha",)),
    ],
)
def test_the_section_of_a_phrase_is_checked(
    quoting: Content, phrase: str, section: str | None, outcome: Outcome, elsewhere: tuple[str, ...]
) -> None:
    assert check(quoting, phrase, section) == (outcome, elsewhere)


def test_headings_are_taken_in_order_and_only_at_the_start_of_a_line() -> None:
    text = "Beta\nAlpha beta\nAlpha\nnot Beta\nBetas\nBeta – text\n"
    sections = [Section("a", "a", "Alpha", 1), Section("b", "b", "Beta", 2)]
    source = SourceText(text, sections)
    alpha, beta = source.body("a"), source.body("b")
    assert alpha is not None and alpha.text == "Alpha beta Alpha not Beta Betas"
    assert beta is not None and beta.text == "Beta – text"


SENTENCES = """\
Opening remarks
The first sentence names Dr. Reed, i.e. her. Is this the second? “The third!” And 2.5 million make the fourth.
A heading without a stop
· The item: This item says one thing. It says another (so it does).
· Item – Virtual things can help, and
so they do.
· a name only
Website: https://example.org/a.b
"""


@pytest.mark.parametrize(
    "phrase",
    [
        "The first sentence names Dr. Reed, i.e. her",
        "The first sentence names Dr. Reed, i.e. her.",
        "Is this the second",
        "“The third!”",
        "And 2.5 million make the fourth",
        "This item says one thing",
        "The item: This item says one thing.",
        "It says another (so it does)",
        "This item says one thing. It says another (so it does).",
        "Virtual things can help, and so they do",
    ],
)
def test_a_whole_sentence_is_no_short_phrase(quoting: Content, phrase: str) -> None:
    assert normalise(phrase) in Passage([normalise(line) for line in SENTENCES.splitlines()])
    write(quoting.data / "evidence.ttl", PREFIXES + evidence("e", phrase, None))
    result = verify_sources(quoting, {"plan": write(quoting.root / "plan.txt", SENTENCES)})
    assert [found.outcome for found in result.results] == [Outcome.WHOLE_SENTENCE]
    assert not result.ok


@pytest.mark.parametrize(
    "phrase",
    [
        "Opening remarks",
        "A heading without a stop",
        "a name only",
        "The item",
        "https://example.org/a.b",
        "first sentence names Dr. Reed, i.e. her",
        "The first sentence names Dr",
        "names Dr. Reed",
        "2.5 million make the fourth",
        "Virtual things can help",
        "this",
        ".",
    ],
)
def test_headings_names_and_parts_of_sentences_may_be_quoted(phrase: str) -> None:
    assert not Passage([normalise(line) for line in SENTENCES.splitlines()]).is_whole_sentence(normalise(phrase))


def test_normalising_is_done_once() -> None:
    messy = unicodedata.normalize("NFD", "\ufeffKa\u00adupapa  Māori\u00a0‘x’\t[bookmark: y]“z”")
    assert normalise(messy) == "Kaupapa Māori 'x' \"z\""
    assert normalise(normalise(messy)) == normalise(messy)


def test_sources_whose_text_was_not_given_are_counted(quoting: Content) -> None:
    lines = evidence("e", "First words", "alpha") + evidence("f", "x", None).replace("<urn:source>", "<urn:other>")
    write(quoting.data / "evidence.ttl", PREFIXES + lines)
    result = verify_sources(quoting, {"PLAN": write(quoting.root / "plan.txt", TEXT)})
    assert result.ok
    assert len(result.results) == 1
    assert result.unchecked == {"OTHER": 1}


def test_an_unknown_source_is_an_error_that_lists_the_known(quoting: Content) -> None:
    write(quoting.data / "evidence.ttl", PREFIXES + evidence("e", "x", None))
    with pytest.raises(StrategyGraphError, match=r"unknown source 'plam'\. .*: PLAN"):
        verify_sources(quoting, {"plam": quoting.root / "plan.txt"})


@pytest.mark.parametrize(
    ("content_bytes", "said"), [(None, "cannot be read"), (b"\xff\xfe\x00", "not UTF-8"), (b"%PDF\0", "not plain text")]
)
def test_a_text_that_cannot_be_read_is_one_clear_error(
    quoting: Content, content_bytes: bytes | None, said: str
) -> None:
    path = quoting.root / "plan.txt"
    if content_bytes is not None:
        path.write_bytes(content_bytes)
    with pytest.raises(StrategyGraphError, match=said) as raised:
        verify_sources(quoting, {"plan": path})
    assert raised.value.where == str(path)


@pytest.mark.skipif(not SUMMARY.is_file(), reason="the text of the summary is not here (SUMMARY_TEXT names it)")
def test_every_phrase_of_the_real_data_stands_where_it_should() -> None:
    result = verify_sources(find_content(ROOT), {"summary": SUMMARY})
    assert [phrase for phrase in result.results if phrase.outcome is not Outcome.FOUND] == []
    assert len(result.results) > 150
    assert result.misplaced == ()
    # The texts of the other quoted sources are not available.
    assert "SUMMARY" not in result.unchecked


@pytest.mark.skipif(not SUMMARY.is_file(), reason="the text of the summary is not here (SUMMARY_TEXT names it)")
def test_every_sentence_of_the_real_text_is_known_as_one() -> None:
    """Check both ways of quoting a sentence in the introduction, and one after the label of a list item."""
    summary = Passage([normalise(line) for line in SUMMARY.read_text(encoding="utf-8").splitlines()])
    for sentence in (
        "The Plan will be refreshed every year",
        "Together, the initiatives and steps set out in this plan form an ambitious roadmap.",
        "Both resources will continue to expand in 2022",
        "Creating a cyber resilience measurement framework will be one contribution to this.",
    ):
        assert summary.is_whole_sentence(sentence)
    for name in ("Christchurch Call", "Digital Boost", "Te Ara Paerangi – Future Pathways", "Looking ahead"):
        assert name in summary and not summary.is_whole_sentence(name)


@pytest.mark.skipif(not SUMMARY.is_file(), reason="the text of the summary is not here (SUMMARY_TEXT names it)")
def test_a_changed_word_in_the_real_text_is_noticed(tmp_path: Path) -> None:
    changed = SUMMARY.read_text(encoding="utf-8").replace("multiple outcomes", "several outcomes")
    result = verify_sources(find_content(ROOT), {"summary": write(tmp_path / "changed.txt", changed)})
    missing = result.of(Outcome.NOT_FOUND)
    assert missing
    assert all("multiple outcomes" in phrase.phrase for phrase in missing)
