"""Restricts the worker process before its first query: memory, network, new programs, core dumps."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import resource
import struct
import sys
from pathlib import Path
from typing import Final

_PR_SET_NO_NEW_PRIVS: Final = 38
_PR_SET_SECCOMP: Final = 22
_SECCOMP_MODE_FILTER: Final = 2
_RETURN_ALLOW: Final = 0x7FFF0000
_RETURN_ERRNO: Final = 0x00050000
_LOAD_WORD: Final = 0x20
_JUMP_EQUAL: Final = 0x15
_JUMP_GREATER_EQUAL: Final = 0x35
_RETURN: Final = 0x06

# By machine: the audit architecture (linux/audit.h), and the numbers of socket, execve and execveat.
_MACHINES: Final = {
    "x86_64": (0xC000003E, (41, 59, 322)),
    "aarch64": (0xC00000B7, (198, 221, 281)),
}
_OTHER_ABI: Final = 0x40000000
"""On x86_64, system call numbers from here on are the x32 variants."""


def limit_memory(extra: int) -> None:
    """Limit the address space to the current size plus ``extra`` bytes, disable core dumps, and prefer this process
    as the victim of the out-of-memory killer."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        used = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + extra, used + extra))
        with contextlib.suppress(OSError):
            Path("/proc/self/oom_score_adj").write_text("1000", "ascii")


def forbid_network() -> bool:
    """Forbid this process new sockets and new programs by seccomp; return whether the kernel supports that.

    Open sockets stay open. The guard refuses SERVICE earlier; this is the second line of defence.
    """
    machine = _MACHINES.get(os.uname().machine)
    if sys.platform != "linux" or machine is None:
        return False
    architecture, calls = machine
    program = _filter(architecture, calls)
    code = ctypes.create_string_buffer(program, len(program))

    class Program(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("code", ctypes.c_void_p)]

    whole = Program(len(program) // 8, ctypes.addressof(code))
    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return bool(library.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(whole)) == 0)


def _filter(architecture: int, calls: tuple[int, ...]) -> bytes:
    """Return a classic BPF program over ``struct seccomp_data``: system call number at 0, architecture at 4."""
    refuse = len(calls) + 4
    steps = [
        (_LOAD_WORD, 0, 0, 4),
        (_JUMP_EQUAL, 0, refuse - 1, architecture),
        (_LOAD_WORD, 0, 0, 0),
        (_JUMP_GREATER_EQUAL, refuse - 3, 0, _OTHER_ABI),
    ]
    steps += [(_JUMP_EQUAL, len(calls) - index, 0, call) for index, call in enumerate(calls)]
    steps += [(_RETURN, 0, 0, _RETURN_ALLOW), (_RETURN, 0, 0, _RETURN_ERRNO | errno.EPERM)]
    return b"".join(struct.pack("HBBI", *step) for step in steps)
