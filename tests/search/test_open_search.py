"""The description for browsers, and the form of suggestions."""

from __future__ import annotations

import json
from xml.etree import ElementTree

from strategy_graph.search.open_search import description, suggestions

SPACE = "{http://a9.com/-/spec/opensearch/1.1/}"


def test_the_description_keeps_to_the_limits_of_the_specification() -> None:
    title = 'A very long title of a "strategy" & <plan> in \x0b many words that does not end'
    root = ElementTree.fromstring(description(title, ["en", "mi"], lambda path: "https://a.example/b" + path))
    texts = {element.tag.removeprefix(SPACE): element.text or "" for element in root}
    assert texts["ShortName"] == "A very long" and len(texts["LongName"]) <= 48
    assert '"strategy" & <plan>' in texts["Description"]
    urls = {(url.get("rel"), url.get("type")): url.get("template", "") for url in root.iter(SPACE + "Url")}
    assert urls["results", "text/html"] == "https://a.example/b/search?q={searchTerms}&page={startPage?}"
    assert urls["suggestions", "application/x-suggestions+json"].endswith("/search/suggestions?q={searchTerms}")
    assert [element.text for element in root.iter(SPACE + "Language")] == ["en", "mi"]


def test_one_long_word_is_cut() -> None:
    root = ElementTree.fromstring(description("x" * 99, [], str))
    assert root.findtext(SPACE + "ShortName") == "x" * 16


def test_suggestions() -> None:
    assert json.loads(suggestions("dā", [("Name", "kind", "https://a.example/")])) == [
        *("dā", ["Name"], ["kind"], ["https://a.example/"])
    ]
