"""Reads ``content.toml``, in which a content folder says what it publishes and which profile of shapes it keeps to."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

from strategy_graph.errors import StrategyGraphError
from strategy_graph.utf8 import read

MANIFEST_NAME: Final = "content.toml"
_TABLE: Final = "content"
_LINE = re.compile(r"\S(?:.*\S)?")
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_PLACE = re.compile(r"^(?P<what>.*) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$", re.DOTALL)


@dataclass(frozen=True)
class Manifest:
    """What a content folder says about itself; the defaults are those of a folder without ``content.toml``.

    :ivar title: the name of the publication.
    :ivar profile: the name of the profile of shapes besides the core; empty for the core alone.
    :ivar base: the beginning of the IRIs of the publication's things; empty if there is no common one.
    :ivar languages: tags of the languages of names and texts, the main one first; empty for any.
    :ivar licence: the IRI of the licence.
    :ivar notice: a sentence at the foot of every page.
    :ivar description: what the publication is about, in the main language.
    :ivar keywords: words to find it by, in the main language.
    :ivar themes: IRIs of themes of data catalogues, such as the EU's.
    """

    title: str = ""
    profile: str = ""
    base: str = ""
    languages: tuple[str, ...] = ()
    licence: str = ""
    notice: str = ""
    description: str = ""
    keywords: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()


def read_manifest(root: Path) -> Manifest:
    """Return the manifest of a content folder.

    :raises StrategyGraphError: the file cannot be read or is not TOML, or a key is unknown or has an invalid value.
    """
    path = root / MANIFEST_NAME
    if not path.exists():
        return Manifest()
    tables = _parse(path)
    for name in tables.keys() - {_TABLE}:
        raise StrategyGraphError(f"'{name}' is not known here", where=str(path), hint=f"Write it below [{_TABLE}]")
    table = tables.get(_TABLE, {})
    if not isinstance(table, dict):
        raise StrategyGraphError(f"{_TABLE} is no table", where=str(path), hint=f"Write [{_TABLE}] and the keys below")
    _check_keys(path, table)
    return Manifest(
        title=_text(path, table, "title", _LINE, "a text on one line"),
        profile=_text(path, table, "profile", _NAME, "the name of a folder in shapes/profiles/, in small letters"),
        base=_base(path, table),
        languages=_texts(path, table, "languages", _LANGUAGE, 'a list of language tags, such as ["en", "mi"]'),
        licence=_text(path, table, "licence", _WEB_ADDRESS, "the web address of the licence"),
        notice=_text(path, table, "notice", _LINE, "a sentence on one line"),
        description=_text(path, table, "description", _LINE, "a text on one line"),
        keywords=_texts(path, table, "keywords", _LINE, 'a list of words, such as ["digital strategy"]'),
        themes=_texts(path, table, "themes", _WEB_ADDRESS, "a list of web addresses"),
    )


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(read(path))
    except tomllib.TOMLDecodeError as error:
        match = _PLACE.match(str(error))
        what = match["what"] if match else str(error)
        place = f":{match['line']}:{match['column']}" if match and match["line"] else ""
        raise StrategyGraphError(
            f"not valid TOML: {what[:1].lower()}{what[1:]}",
            where=f"{path}{place}",
            hint='Write each key as key = "value"',
        ) from error


def _check_keys(path: Path, table: Mapping[str, Any]) -> None:
    known = [field.name for field in fields(Manifest)]
    for key in table:
        if key not in known:
            close = difflib.get_close_matches(key, known, n=1)
            hint = f"Did you mean {close[0]}?" if close else f"There is: {', '.join(known)}"
            raise StrategyGraphError(f"the key {key} is not known", where=str(path), hint=hint)


def _text(path: Path, table: Mapping[str, Any], key: str, pattern: re.Pattern[str], wanted: str) -> str:
    value = table.get(key, "")
    if value != "" and not (isinstance(value, str) and pattern.fullmatch(value)):
        raise _invalid(path, key, value, wanted)
    return str(value)


def _base(path: Path, table: Mapping[str, Any]) -> str:
    wanted = "a web address that ends in / or #, such as https://data.example.org/plan/"
    base = _text(path, table, "base", _WEB_ADDRESS, wanted)
    if base and not base.endswith(("/", "#")):
        raise _invalid(path, "base", base, wanted)
    return base


def _texts(path: Path, table: Mapping[str, Any], key: str, pattern: re.Pattern[str], wanted: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(text, str) and pattern.fullmatch(text) for text in value):
        raise _invalid(path, key, value, wanted)
    return tuple(dict.fromkeys(value))


def _invalid(path: Path, key: str, value: object, wanted: str) -> StrategyGraphError:
    return StrategyGraphError(f"{key} is {value!r}", where=str(path), hint=f"Give {wanted}, or leave the key out")
