"""The command line, ``strategy-graph``.

Exit codes: 0 success; 1 the content fails a check (violations, phrases not found), or diff finds a difference; 2 wrong
usage or invalid input; 70 an internal error (a bug); 130 interrupted (128 + SIGINT); 141 broken pipe (128 + SIGPIPE).
"""

from __future__ import annotations

import errno
import importlib
import importlib.util
import keyword
import os
import sys
import traceback
from collections.abc import Sequence
from typing import Any, Final, NoReturn

import click

from strategy_graph import __version__
from strategy_graph.cli.streams import prepare, say
from strategy_graph.errors import StrategyGraphError

INTERNAL_ERROR: Final = 70
INTERRUPTED: Final = 130
BROKEN_PIPE: Final = 141

_OUTPUT_FAILED: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})
"""The errors of a write to standard output. Such an error about a file has a file name."""

# Imported on demand, so that a command does not load the libraries of another.
_COMMANDS: Final = {
    "agreement": "strategy_graph.cli.agreement",
    "bench": "strategy_graph.cli.bench",
    "build": "strategy_graph.cli.build",
    "diff": "strategy_graph.cli.diff",
    "dump": "strategy_graph.cli.dump",
    "export": "strategy_graph.cli.export",
    "import": "strategy_graph.cli.import_",
    "new": "strategy_graph.cli.new",
    "patch": "strategy_graph.cli.patch",
    "publish": "strategy_graph.cli.publish",
    "query": "strategy_graph.cli.query",
    "serve": "strategy_graph.cli.serve",
    "validate": "strategy_graph.cli.validate",
    "verify-sources": "strategy_graph.cli.verify_sources",
}


class OutputClosedError(Exception):
    """The reader of the output has closed the pipe."""


class CommandLine(click.Group):
    """A group that imports its commands lazily, and prints each error on one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(name for name, module in _COMMANDS.items() if importlib.util.find_spec(module))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = _COMMANDS.get(cmd_name)
        if module is None or importlib.util.find_spec(module) is None:
            return None
        name = cmd_name.replace("-", "_") + ("_" if keyword.iskeyword(cmd_name) else "")
        command = getattr(importlib.import_module(module), name)
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            # click would exit with code 1, which means that the content fails a check.
            raise OutputClosedError from error

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any) -> NoReturn:  # type: ignore[override]
        given = list(sys.argv[1:] if args is None else args)
        # Accepted at any position, since users append it to a command that has just failed.
        debug = "--debug" in given
        extra["standalone_mode"] = False
        prepare()
        if sys.stdout is None:
            # It was closed at the start; a file that is opened later would get its descriptor.
            _print_error("cannot write the output: it is closed")
            sys.exit(2)
        try:
            status = super().main([arg for arg in given if arg != "--debug"], prog_name or "strategy-graph", **extra)
            sys.stdout.flush()
        except Exception as error:
            sys.exit(_report_error(error, debug))
        except KeyboardInterrupt:
            sys.exit(INTERRUPTED)
        sys.exit(status if isinstance(status, int) else 0)


def _report_error(error: Exception, debug: bool) -> int:
    """Print the error and return the exit code."""
    if isinstance(error, BrokenPipeError | OutputClosedError):
        # Python would report the broken pipe again when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return BROKEN_PIPE
    if isinstance(error, click.Abort):
        return INTERRUPTED
    if debug:
        traceback.print_exception(error)
    if isinstance(error, OSError) and error.filename is None and error.errno in _OUTPUT_FAILED:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        _print_error(f"cannot write the output: {error.strerror}")
        return 2
    if isinstance(error, StrategyGraphError):
        _print_error(str(error))
        return error.exit_code
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return error.exit_code
    if isinstance(error, click.ClickException):
        context = getattr(error, "ctx", None)
        advice = f". Try {context.command_path} --help" if context else ""
        _print_error(error.format_message().rstrip(".") + advice)
        return error.exit_code
    advice = "" if debug else " Run it again with --debug for the details."
    _print_error(f"unexpected {type(error).__name__}: {error}. This is a bug.{advice}")
    return INTERNAL_ERROR


def _print_error(message: str) -> None:
    say("error: " + " ".join(message.split()), err=True)


@click.command(cls=CommandLine, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="strategy-graph")
@click.option("--debug", is_flag=True, expose_value=False, help="Show a traceback with an error.")
def main() -> None:
    """New Zealand's digital strategy as checked, queryable linked data."""
