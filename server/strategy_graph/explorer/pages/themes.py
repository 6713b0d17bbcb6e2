"""The page ``/explore/themes``: which themes the initiatives combine by the outcomes that they feed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from strategy_graph.explorer.addresses import focus_of
from strategy_graph.explorer.links import Theme, read_outcomes
from strategy_graph.explorer.page import Page
from strategy_graph.explorer.page_queries import PageQueries
from strategy_graph.explorer.pictures import themes as picture
from strategy_graph.explorer.sentence import Sentence, plain_text
from strategy_graph.named_queries.result_table import Row
from strategy_graph.text import counted

QUERY: Final = "theme-combinations"


@dataclass(frozen=True)
class ThemesPage:
    """The combinations of themes, with the drawing of each.

    :ivar crossing: the number of initiatives that reach more than one theme.
    :ivar every: the number of initiatives that feed an outcome.
    """

    themes: list[Theme]
    combinations: list[tuple[picture.Combination, Markup]]
    crossing: int
    every: int

    @property
    def sentence(self) -> Sentence:
        return (
            f"{self.crossing} of {counted(self.every, 'initiative')} that feed an outcome reach more than one theme.",
        )


def read(queries: PageQueries, values: Mapping[str, str]) -> ThemesPage:
    """Ask the queries of the page."""
    themes, _ = read_outcomes(queries)
    combined = read_combinations(queries, themes)
    every = sum(combination.initiatives for combination, _ in combined)
    crossing = sum(combination.initiatives for combination, _ in combined if len(combination.themes) > 1)
    return ThemesPage(themes, combined, crossing, every)


def read_combinations(queries: PageQueries, themes: Sequence[Theme]) -> list[tuple[picture.Combination, Markup]]:
    """Return the combinations, each with its drawing for a row of a table."""
    rows = [row for row in queries.ask(QUERY).rows if _text(row, "initiativeNames")]
    combinations = [_combination(row, themes, queries.root) for row in rows]
    most = max((combination.initiatives for combination in combinations), default=1)
    return [(combination, picture.draw_row(themes, combination, most)) for combination in combinations]


def draw(page: ThemesPage) -> Markup:
    """Return the combinations as an SVG file."""
    return picture.draw(plain_text(page.sentence), page.themes, [combination for combination, _ in page.combinations])


def _combination(row: Row, themes: Sequence[Theme], root: str) -> picture.Combination:
    iris = _text(row, "themeIris").split()
    chosen = [theme for theme in themes if theme.name.iri in iris]
    names, initiatives = _text(row, "initiativeNames").split("; "), _text(row, "initiativeIris").split()
    # Two of one name, or a name with a semicolon: which is which is not told.
    hrefs = [focus_of("initiative", iri, root) for iri in initiatives] if len(names) == len(initiatives) else []
    pairs = [*zip(names, hrefs, strict=True)] if hrefs else [(name, None) for name in names]
    return picture.Combination(chosen, int(_text(row, "initiatives")), pairs)


def _text(row: Row, column: str) -> str:
    cell = row.get(column)
    return cell.text if cell else ""


PAGE: Final = Page(
    name="themes",
    title="How do initiatives combine the themes?",
    answers="The combinations of themes that initiatives reach by their outcomes, and which initiatives these are.",
    query=QUERY,
    filters=("basis", "prospective"),
    read=read,
    draw=draw,
)
