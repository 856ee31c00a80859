"""A file system that a test may make read-only: its own mounts, in a child process, as root on Linux."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

from tests.machine.dying import FINISHED, in_a_child

_NEW_MOUNTS = 0x00020000
_READ_ONLY, _REMOUNT, _ALL_BELOW, _PRIVATE = 1, 32, 16384, 1 << 18


def own_disk(folder: Path) -> None:
    """Give this process mounts of its own, and an empty disk in memory at `folder`. Raises OSError."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_NEW_MOUNTS) != 0:
        raise OSError(ctypes.get_errno(), "no mounts of its own")
    _mount("none", "/", None, _ALL_BELOW | _PRIVATE)  # nothing of this is seen outside
    _mount("tmpfs", str(folder), "tmpfs", 0)


def make_read_only(folder: Path, *, on: bool = True) -> None:
    """Mount that disk again, for reading alone. Raises OSError while a file on it is open for writing."""
    _mount("none", str(folder), None, _REMOUNT | (_READ_ONLY if on else 0))


def why_not(folder: Path) -> str | None:
    """Why such a disk cannot be had here, None when it can."""
    if not hasattr(os, "fork") or os.geteuid() != 0:
        return "mounting a disk takes root on Linux"
    code, words = in_a_child(lambda: own_disk(folder))
    return None if code == FINISHED else f"no disk can be mounted here: {words}"


def _mount(source: str, target: str, kind: str | None, flags: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    kind_bytes = kind.encode() if kind is not None else None
    if libc.mount(source.encode(), target.encode(), kind_bytes, ctypes.c_ulong(flags), None) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{os.strerror(number)} at {target}")
