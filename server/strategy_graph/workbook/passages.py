"""Makes evidence of the passages that rows give themselves, by source, section and phrase."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode

from strategy_graph.workbook.names import short_hash, slug


@dataclass(frozen=True)
class Passage:
    """What a row says of the place that it rests on. Two rows with the same passage share its evidence."""

    source: NamedNode
    section: NamedNode | None
    phrase: Literal | None
    place: tuple[Literal, ...] = ()

    @property
    def words(self) -> str:
        return self.phrase.value if self.phrase else " ".join(place.value for place in self.place)


@dataclass
class Passages:
    """The passages of a file, and the evidence that each is given.

    :ivar known: evidence that rows of the sheet Evidence describe; a passage that one of them gives is not made again.
    """

    known: dict[Passage, NamedNode] = field(default_factory=dict)
    _users: dict[Passage, list[NamedNode]] = field(default_factory=lambda: defaultdict(list))

    def add_use(self, subject: NamedNode, passage: Passage) -> None:
        """Note that a thing rests on a passage."""
        self._users[passage].append(subject)

    def users(self, passage: Passage) -> list[NamedNode]:
        return self._users[passage]

    def named(self, base: str) -> Iterable[tuple[Passage, NamedNode, bool]]:
        """Yield each passage with its evidence and whether that is new.

        The IRI depends on the passage alone, but for a hash where two begin with the same words.
        """
        ids: dict[str, list[Passage]] = defaultdict(list)
        for passage in self._users:
            if passage in self.known:
                yield passage, self.known[passage], False
            else:
                ids[_id(passage)].append(passage)
        taken = {node.value for node in self.known.values()}
        for name, passages in ids.items():
            for passage in passages:
                alone = len(passages) == 1 and f"{base}evidence/{name}" not in taken
                whole = name if alone else f"{name}-{short_hash(repr(passage))}"
                yield passage, NamedNode(f"{base}evidence/{whole}"), True


def _id(passage: Passage) -> str:
    source = passage.source.value.rsplit("/", 1)[-1]
    return f"{source}-{slug(passage.words) or short_hash(passage.words)}"
