"""Processes that end with their parent."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="PR_SET_PDEATHSIG is a call of Linux")

PARENT_OF_ONE = """
import os, sys, time
from strategy_graph.process_tree import end_with_parent

parent = os.getpid()
number = os.fork()
if number == 0:
    while {too_early} and os.getppid() == parent:
        time.sleep(0.001)
    end_with_parent(parent)
    print("runs", flush=True)
    time.sleep(60)
{parent_then}
"""
ENDS_AT_ONCE = "os._exit(0)"
WAITS = "time.sleep(60)"


def test_a_child_ends_with_its_parent() -> None:
    program = PARENT_OF_ONE.format(too_early=False, parent_then=WAITS)
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"runs\n"
        parent.kill()
        began = time.monotonic()
        assert parent.stdout.read() == b"", "the child has closed its standard output"
        assert time.monotonic() - began < 30


def test_a_child_whose_parent_ended_before_it_asked_ends_too() -> None:
    program = PARENT_OF_ONE.format(too_early=True, parent_then=ENDS_AT_ONCE)
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=30)
    assert (ended.stdout, ended.stderr) == (b"", b"")
