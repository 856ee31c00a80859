"""What can go wrong below, in two kinds.

StorageError
├── StorageTrouble   it may pass: disk full, locked, database away. Do not acknowledge; try again later
└── StorageRefused   it will not pass by waiting: somebody has to do what the text says
"""

from __future__ import annotations

from typing import cast

from sqlalchemy.exc import DBAPIError


class StorageError(Exception):
    """Anything that the database, and not our own code, is the cause of."""


class StorageTrouble(StorageError):  # noqa: N818  not an error of the program
    """Nothing was stored, or nobody knows whether it was: offer the same work again later."""


class StorageRefused(StorageError):  # noqa: N818  not an error of the program
    """Nothing was stored and waiting does not help. `what` happened and the `fix`, for the operator."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(f"{what} — {fix}")
        self.what = what
        self.fix = fix


# https://sqlite.org/rescode.html: primary result codes
_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 8, 10, 11, 13, 14, 26

_PASSING: dict[int | None, str] = {
    _BUSY: "the database is locked by another process",
    _LOCKED: "the database is locked by another process",
    _FULL: "the disk of the database is full",
    _IOERR: "the disk of the database is full or failing",
}
_WRITABLE = "give the user that runs Vinkje write permission on the file and on its folder"
_REFUSED: dict[int | None, tuple[str, str]] = {
    _READONLY: ("the database cannot be written", _WRITABLE),
    _CANTOPEN: ("the database cannot be opened", _WRITABLE),
    _CORRUPT: ("the database file is damaged", "stop Vinkje and put the last backup back"),
    _NOTADB: (
        "the database cannot be read with this key, or the file is not a database",
        "check the file with the key; without the right key nothing can be read, also not by us",
    ),
}

# https://www.postgresql.org/docs/current/errcodes-appendix.html
_SERIALIZATION, _DEADLOCK = "40001", "40P01"
# connection, rollback, resources, not in the right state, operator, system
_PASSING_CLASSES = ("08", "40", "53", "55", "57", "58")
_NOT_ALLOWED = "42501"


def misfit() -> StorageRefused:
    """A file that this key does not open, or that is no database at all."""
    return StorageRefused(*_REFUSED[_NOTADB])


def sqlite_code(error: DBAPIError) -> int | None:
    """The primary result code of SQLite, None when the error came from elsewhere."""
    code = cast("int | None", getattr(error.orig, "sqlite_errorcode", None))
    return None if code is None else code & 0xFF


def _state(error: DBAPIError) -> str | None:
    return cast("str | None", getattr(error.orig, "sqlstate", None))


def may_run_again(error: DBAPIError) -> bool:
    """Whether the same unit, at once, has a fair chance: somebody else was in the way."""
    return sqlite_code(error) in (_BUSY, _LOCKED) or _state(error) in (_SERIALIZATION, _DEADLOCK)


def told(error: DBAPIError) -> Exception:
    """The same error in our words, or the error itself when our own statement is at fault.

    The text holds no parameters: they may be answers.
    """
    code, state = sqlite_code(error), _state(error)
    if code in _REFUSED:
        return StorageRefused(*_REFUSED[code])
    if state == _NOT_ALLOWED:
        return StorageRefused(
            f"the database refuses: {error.orig}", "grant the user of Vinkje its rights on the database"
        )
    if code in _PASSING:
        return StorageTrouble(_PASSING[code])
    if error.connection_invalidated or (state is not None and state[:2] in _PASSING_CLASSES):
        return StorageTrouble(f"the database is away or overloaded (SQLSTATE {state})")
    if code is None and state is None and type(error.orig).__name__ == "OperationalError":
        return StorageTrouble("the database cannot be reached")  # no connection, so no state
    return error
