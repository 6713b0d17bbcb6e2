"""``content.toml``: what is read, the defaults, and errors that name file, key and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from strategy_graph.dataset.content import find_content
from strategy_graph.dataset.manifest import Manifest, read_manifest
from strategy_graph.errors import StrategyGraphError
from tests.support.content import write

ROOT = Path(__file__).resolve().parents[2]


def test_ours() -> None:
    manifest = read_manifest(ROOT)
    assert (manifest.profile, manifest.languages) == ("aotearoa", ("en", "mi"))
    assert manifest.base == "https://w3id.org/digital-strategy-graph/id/"
    assert manifest.title and manifest.licence


def test_a_missing_file_and_missing_keys_mean_the_defaults(tmp_path: Path) -> None:
    assert read_manifest(tmp_path) == Manifest(title="", profile="", base="", languages=(), licence="")
    write(tmp_path / "content.toml", '[content]\ntitle = "خطّة"\n')
    assert read_manifest(tmp_path) == Manifest(title="خطّة")
    write(tmp_path / "content.toml", "# nothing yet\n")
    assert read_manifest(tmp_path) == Manifest()


@pytest.mark.parametrize(
    ("text", "said", "hint"),
    [
        ("[content]\nbase = 'x", "not valid TOML", "Write each key"),
        ('profile = "x"', "'profile' is not known here", "Write it below [content]"),
        ("content = 5", "content is no table", "Write [content]"),
        ('[content]\nlanguage = ["en"]', "the key language is not known", "Did you mean languages?"),
        ("[content]\nzzz = 1", "the key zzz is not known", "There is: title, profile, base, languages, licence"),
        ('[content]\nlanguages = "en"', "languages is 'en'", "Give a list of language tags"),
        ('[content]\nlanguages = ["English (UK)"]', "languages is ['English (UK)']", "Give a list of language tags"),
        ('[content]\nbase = "https://example.org"', "base is 'https://example.org'", "ends in / or #"),
        ('[content]\nbase = "example.org/"', "base is 'example.org/'", "ends in / or #"),
        ('[content]\nprofile = "../x"', "profile is '../x'", "shapes/profiles/"),
        ("[content]\nprofile = true", "profile is True", "shapes/profiles/"),
        ('[content]\nlicence = "CC BY 4.0"', "licence is 'CC BY 4.0'", "the web address of the licence"),
        ('[content]\ntitle = " x"', "title is ' x'", "a text on one line"),
    ],
)
def test_an_error_names_file_key_and_what_to_do(tmp_path: Path, text: str, said: str, hint: str) -> None:
    path = write(tmp_path / "content.toml", text)
    with pytest.raises(StrategyGraphError) as raised:
        read_manifest(tmp_path)
    assert said in raised.value.message
    assert hint in str(raised.value.hint)
    assert str(raised.value.where).startswith(str(path))


def test_toml_that_is_not_valid_is_named_by_line_and_column(tmp_path: Path) -> None:
    path = write(tmp_path / "content.toml", '[content]\ntitle = "x" y\n')
    with pytest.raises(StrategyGraphError) as raised:
        read_manifest(tmp_path)
    assert raised.value.where == f"{path}:2:13"


def test_a_broken_manifest_is_told_when_the_content_is_found(tmp_path: Path) -> None:
    write(tmp_path / "data" / "x.ttl", "")
    write(tmp_path / "content.toml", "[content]\nprofil = 'x'")
    with pytest.raises(StrategyGraphError, match="the key profil is not known"):
        find_content(tmp_path)
