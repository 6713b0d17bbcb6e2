"""Draws what flows from initiatives through outcomes to measures; where no measure is, the flow ends in a stub.

A full ribbon is the plan's own words, a hollow one with a broken edge a reading.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from strategy_graph.explorer.links import Theme
from strategy_graph.explorer.pictures import legend
from strategy_graph.explorer.pictures.boxes import Box, Placed, draw_box, place
from strategy_graph.explorer.pictures.coins import NO_THEME
from strategy_graph.explorer.pictures.order import ordered
from strategy_graph.explorer.pictures.svg import BOLD, PAPER, SERIES_COLOURS, WARNING, drawing, element, label
from strategy_graph.explorer.pictures.text_layout import wrap

WIDTH: Final = 1180.0
COLUMN: Final = 300.0
_STEP: Final = (WIDTH - 3 * COLUMN) / 2 + COLUMN
_GAP: Final = 8.0
_TOP: Final = 34.0
_RIBBON: Final = 7.0
_SPACE: Final = 3.0
_STUB_WIDTH: Final = 120.0
_HEADINGS: Final = ("Initiatives", "Outcomes", "Measures")
_KINDS: Final = ("initiative", "outcome", "measure")


_SIGNS: Final = (
    legend.ribbon("full: the plan’s own words", own_words=True),
    legend.ribbon("hollow: our reading", own_words=False),
    legend.stub("ends: no measure"),
)


@dataclass(frozen=True)
class Ribbon:
    """A link from the left to the right.

    :ivar own_words: whether a source's own words give it.
    :ivar series: the number of its theme's colour.
    """

    left: str
    right: str
    own_words: bool
    series: int
    title: str


@dataclass(frozen=True)
class Flow:
    """What is drawn.

    :ivar columns: initiatives, outcomes and measures, in the order of the plan.
    :ivar unmeasured: the keys of the outcomes that end in a stub.
    """

    columns: tuple[Sequence[Box], Sequence[Box], Sequence[Box]]
    ribbons: Sequence[Ribbon]
    unmeasured: Sequence[str]

    @property
    def without_theme(self) -> bool:
        """Whether an outcome stands under no theme."""
        return any(box.letter == NO_THEME for box in self.columns[1])


def draw(title: str, flow: Flow, *, description: str = "", themes: Sequence[Theme] = (), file: bool = False) -> Markup:
    """Return the picture.

    :param themes: those that the key of a file explains.
    """
    stubs = {f"stub {key}": Box(f"stub {key}", "no measure") for key in flow.unmeasured}
    ends = [Ribbon(key, f"stub {key}", own_words=False, series=0, title="") for key in flow.unmeasured]
    boxes = {box.key: box for column in flow.columns for box in column} | stubs
    keys = [[box.key for box in column] for column in flow.columns]
    keys[2] += stubs
    order = ordered(keys, [(each.left, each.right) for each in (*flow.ribbons, *ends)])
    top = _TOP + (10 + 19 * len(wrap(title, WIDTH / BOLD)) if file else 0)
    placed = _placed(order, boxes, {*stubs}, flow.ribbons, top)
    height = max((each.y + each.height for each in placed.values()), default=top) + 4
    joined = [each for each in flow.ribbons if each.left in placed and each.right in placed]
    ribbons = [_ribbon(each, start, end, placed) for each, start, end in _ports(joined, placed)]
    heads = [
        label(text, _STEP * index, top - 14, width=COLUMN, font_weight=700, class_="heading")
        for index, text in enumerate(_HEADINGS)
    ]
    parts = [label(title, 0, 20, width=WIDTH / BOLD, font_weight=700)] if file else []
    if file and joined:
        none = [legend.lettered(0, NO_THEME, "No theme")] if flow.without_theme else []
        key, height = legend.below([*_SIGNS, *legend.themes(themes), *none], height, WIDTH)
        parts += key
    kinds = {key: kind for column, kind in zip(order, _KINDS, strict=True) for key in column}
    return drawing(
        WIDTH,
        height,
        title,
        *parts,
        *heads,
        element("g", *ribbons, class_="ribbons"),
        *(_stub(placed[each.left], placed[each.right]) for each in ends),
        *(draw_box(each, kinds[key]) for key, each in placed.items() if key not in stubs),
        class_="flow",
        description=description,
        file=file,
    )


def _placed(
    order: Sequence[Sequence[str]], boxes: Mapping[str, Box], stubs: set[str], ribbons: Sequence[Ribbon], top: float
) -> dict[str, Placed]:
    """Return the boxes at their places, high enough for their names and ribbons; all columns are equally high."""
    starts: dict[str, int] = {}
    ends: dict[str, int] = {}
    for each in ribbons:
        starts[each.left] = starts.get(each.left, 0) + 1
        ends[each.right] = ends.get(each.right, 0) + 1
    columns: list[list[Placed]] = []
    for index, column in enumerate(order):
        sized = []
        for key in column:
            least = max(starts.get(key, 0), ends.get(key, 0)) * (_RIBBON + _SPACE) + _SPACE
            sized.append(place(boxes[key], _STEP * index, 0, _STUB_WIDTH if key in stubs else COLUMN, least))
        columns.append(sized)
    whole = max((sum(each.height + _GAP for each in column) for column in columns), default=0.0)
    found: dict[str, Placed] = {}
    for boxes_in in columns:
        spare = whole - sum(one.height + _GAP for one in boxes_in)
        step = spare / max(len(boxes_in), 1)
        y = top + step / 2
        for one in boxes_in:
            found[one.box.key] = one.at(y)
            y += one.height + _GAP + step
    return found


def _ports(ribbons: Sequence[Ribbon], placed: Mapping[str, Placed]) -> list[tuple[Ribbon, float, float]]:
    """Return each ribbon with the heights at which it starts and ends, so that ribbons of one box cross little."""
    starts = _slots(ribbons, placed, [(each.left, each.right) for each in ribbons])
    ends = _slots(ribbons, placed, [(each.right, each.left) for each in ribbons])
    return [(each, starts[index], ends[index]) for index, each in enumerate(ribbons)]


def _slots(
    ribbons: Sequence[Ribbon], placed: Mapping[str, Placed], sides: Sequence[tuple[str, str]]
) -> dict[int, float]:
    """Return the heights of the ribbons at their boxes, by the heights of what they lead to."""
    at: dict[str, list[int]] = {}
    for index, (here, _) in enumerate(sides):
        at.setdefault(here, []).append(index)
    found: dict[int, float] = {}
    for here, indexes in at.items():
        indexes.sort(key=lambda index: placed[sides[index][1]].middle)
        y = placed[here].middle - (len(indexes) - 1) * (_RIBBON + _SPACE) / 2
        for index in indexes:
            found[index] = y
            y += _RIBBON + _SPACE
    return found


def _ribbon(each: Ribbon, start: float, end: float, placed: Mapping[str, Placed]) -> Markup:
    x0, x1 = placed[each.left].right, placed[each.right].x
    bend, half = (x1 - x0) / 2, _RIBBON / 2
    colour = SERIES_COLOURS[each.series]
    path = (
        f"M{x0:.1f} {start - half:.1f}C{x0 + bend:.1f} {start - half:.1f} {x1 - bend:.1f} {end - half:.1f} "
        f"{x1:.1f} {end - half:.1f}V{end + half:.1f}C{x1 - bend:.1f} {end + half:.1f} "
        f"{x0 + bend:.1f} {start + half:.1f} {x0:.1f} {start + half:.1f}Z"
    )
    return element(
        "path",
        element("title", each.title),
        d=path,
        fill=colour if each.own_words else PAPER,
        stroke=colour,
        stroke_width=1,
        fill_opacity=0.6 if each.own_words else 1,
        stroke_dasharray=None if each.own_words else "4 3",
        class_=f"ribbon series-{each.series} {'own' if each.own_words else 'reading'}",
        data_from=each.left,
        data_to=each.right,
    )


def _stub(outcome: Placed, end: Placed) -> Markup:
    """Return the line from an outcome to where its measure would be."""
    x0, x1, bend = outcome.right, end.x, (end.x - outcome.right) / 2
    line = element(
        "path",
        d=f"M{x0:.1f} {outcome.middle:.1f}C{x0 + bend:.1f} {outcome.middle:.1f} {x1 - bend:.1f} {end.middle:.1f} "
        f"{x1 - 8:.1f} {end.middle:.1f}",
        fill="none",
        stroke=WARNING,
        stroke_width=2,
        stroke_dasharray="2 5",
        class_="stub",
    )
    mark = element(
        "path",
        d=f"M{x1 - 8:.1f} {end.middle - 9:.1f}V{end.middle + 9:.1f}",
        stroke=WARNING,
        stroke_width=3,
        class_="stub",
    )
    text = element("text", "no measure", x=x1 + 2, y=end.middle + 5, font_size=14, fill=WARNING, class_="missing")
    return element("g", element("title", f"{outcome.box.text}: no measure"), line, mark, text, class_="gap")
