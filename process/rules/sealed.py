"""The seal on answers that are not to be seen yet."""

from __future__ import annotations

from typing import Generic, NoReturn, TypeVar

T = TypeVar("T")


class Sealed(Generic[T]):
    """A value that exists and may not be looked at: it has no contents to print, compare or copy.

    Only `process.rules.gate` opens it, once everybody who must have answered has answered.
    """

    __slots__ = ("__value",)

    def __init__(self, value: T) -> None:
        self.__value = value

    def _reveal(self) -> T:
        """For `process.rules.gate` alone; a test reads the source for any other caller."""
        return self.__value

    def __repr__(self) -> str:
        return "Sealed()"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a sealed value cannot be copied or pickled: pass it to process.rules.gate")
