"""Provides the release that a command uses: the current one if it is up to date, else a new one."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from strategy_graph.cli.output import report_lines
from strategy_graph.cli.progress import progress
from strategy_graph.cli.streams import say
from strategy_graph.dataset import (
    Content,
    Release,
    ReleaseRefused,
    assemble,
    build_release,
    current_release,
    default_target,
    is_stale,
)
from strategy_graph.dataset.content import shape_files
from strategy_graph.dataset.release.folder import CannotWrite
from strategy_graph.dataset.validation.report import Severity
from strategy_graph.settings import Settings


def releases_to_keep(given: int | None) -> int:
    """Return how many releases a build keeps: the flag, or the setting.

    :raises SettingError: it is out of its range.
    """
    return Settings.from_environment().with_flags(keep=given).keep


def fresh_release(content: Content, root: Path | None, keep: int | None = None) -> Release:
    """Return an up-to-date release of the content; if none can be written, the current one, with a warning.

    :param root: the content folder given by the user, if any, for the command in the hint.
    :param keep: how many releases stay, if a new one is built; ``None`` for the setting.
    :raises StrategyGraphError: as :func:`strategy_graph.dataset.build_release` does.
    """
    target, kept = default_target(content), releases_to_keep(keep)
    release = current_release(target)
    if release is not None and not is_stale(content, release):
        return release
    try:
        with explaining_refusals(content, root), progress() as report_step:
            return build_release(content, target, progress=report_step, keep=kept)
    except CannotWrite as error:
        if release is None:
            raise
        say(
            f"warning: {error.where}: {error.message}, so the release of {release.built} is used, "
            "although the content or the software has changed since",
            err=True,
        )
        return release


@contextmanager
def explaining_refusals(content: Content, root: Path | None) -> Iterator[None]:
    """Print the violations for which a release is refused in the block, and locate an invalid shape."""
    from strategy_graph.dataset.validation.shape_errors import locating_shape_errors

    try:
        with locating_shape_errors(lambda: assemble(content), lambda: shape_files(content)):
            yield
    except ReleaseRefused as refusal:
        if not content.rules.is_dir():
            refusal.hint = f"There is no folder {content.rules}, so nothing was derived: restore it"
            raise
        for line in report_lines(refusal.report, (Severity.VIOLATION,)):
            say(line, err=True)
        more = sum(len(refusal.report.of(severity)) for severity in (Severity.WARNING, Severity.INFO))
        named = f" --content {shlex.quote(str(root))}" if root else ""
        refusal.hint = f"strategy-graph validate{named} shows the warnings and notes too" if more else "Correct them"
        raise
