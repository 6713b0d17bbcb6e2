"""IRIs and the paths at which they are served."""

from __future__ import annotations

import pytest

from strategy_graph.linked_data.addresses import Addresses, key_of, normalised
from strategy_graph.linked_data.resource_index import ResourceIndex

ROOT = "https://example.org/"
ADDRESSES = Addresses((ROOT,))


@pytest.mark.parametrize(
    ("iri", "path"),
    [
        ("id/theme/trust", "/id/theme/trust"),
        ("id/theme/māori", "/id/theme/m%C4%81ori"),
        ("id/theme/m%C4%81ori", "/id/theme/m%C4%81ori"),
        ("id/a%2Fb", "/id/a%2Fb"),
        ("id/a,b:c", "/id/a,b:c"),
        ("ontology#Initiative", "/ontology#Initiative"),
        ("ontology/0.1.0", "/ontology/0.1.0"),
    ],
)
def test_an_iri_is_percent_encoded_once(iri: str, path: str) -> None:
    assert ADDRESSES.path_of(ROOT + iri) == path


@pytest.mark.parametrize("iri", [ROOT, "https://example.com/id/x", ROOT + "id?x=1"])
def test_what_is_under_no_root_has_no_path(iri: str) -> None:
    assert ADDRESSES.path_of(iri) is None


def test_keys_ignore_how_an_iri_is_written() -> None:
    decomposed = "id/ma\u0304ori"
    assert key_of("id/m%C4%81ori") == key_of("id/māori") == key_of(decomposed) == normalised(decomposed)
    assert key_of("id/%FF") == "id/%FF"


def test_fragments_belong_to_their_document() -> None:
    index = ResourceIndex(ADDRESSES, [ROOT + "ontology#B", ROOT + "ontology#", ROOT + "ontology", ROOT + "ontology#A"])
    assert index.find("ontology") == [ROOT + "ontology" + end for end in ("", "#", "#A", "#B")]
    assert index.find("ontology#A") == []


def test_iris_that_differ_in_encoding_only_are_told_apart_by_the_raw_path() -> None:
    index = ResourceIndex(ADDRESSES, [ROOT + "a/b", ROOT + "a%2Fb"])
    assert index.find("a/b", "a%2Fb") == [ROOT + "a%2Fb"]
    assert index.find("a/b", "a/b") == [ROOT + "a/b"]


def test_near_matches_are_of_the_same_kind_or_have_the_same_name() -> None:
    index = ResourceIndex(ADDRESSES, [ROOT + path for path in ("id/theme/trust", "id/theme/growth", "id/goal/trusty")])
    assert index.near("id/theme/trsut") == ["/id/theme/trust"]
    assert index.near("id/topic/trust") == ["/id/theme/trust"]
    assert index.near("nothing/like/it") == []


def test_a_folder_lists_its_documents() -> None:
    index = ResourceIndex(ADDRESSES, [ROOT + path for path in ("id/theme/b", "id/theme/a", "id/goal/c")])
    assert index.documents_in("id/theme") == [ROOT + "id/theme/a", ROOT + "id/theme/b"]
    assert {name: len(slugs) for name, slugs in index.containers.items()} == {"id/goal": 1, "id/theme": 2}
