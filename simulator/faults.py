"""What can go wrong between a bot and Telegram, on demand.

A fault is a value: whether the call is carried out all the same, and what comes back instead of its answer.
A new kind of trouble is a new constructor here, and nothing else changes.
"""

from __future__ import annotations

import json
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from simulator.errors import ApiError, too_many_requests
from simulator.schema import bot_api

EVERY_METHOD = "*"


class Ending(Enum):
    """How the connection ends."""

    ANSWER = auto()  # with `status` and `body`
    CUT_ANSWER = auto()  # with the first half of the true answer
    RESET = auto()
    SILENCE = auto()  # nothing comes, until the client gives up


@dataclass(frozen=True)
class Fault:
    """One kind of trouble."""

    name: str
    ending: Ending
    carried_out: bool = False
    status: int = 200
    body: bytes = b""
    content_type: str = "application/json"

    @classmethod
    def refuses(cls, code: int, description: str) -> Fault:
        """An answer of the Bot API with this error code and description."""
        return cls._of(ApiError(code, description), f"refuses {code}")

    @classmethod
    def server_error(cls, code: int = 502) -> Fault:
        """Telegram itself fails; the call was not carried out."""
        words = {500: "Internal Server Error", 502: "Bad Gateway", 504: "Gateway Timeout"}
        return cls._of(ApiError(code, words.get(code, "Internal Server Error")), f"server error {code}")

    @classmethod
    def server_error_after(cls, code: int = 502) -> Fault:
        """Telegram fails after it carried out the call."""
        plain = cls.server_error(code)
        return cls(f"{plain.name} after", plain.ending, True, plain.status, plain.body)

    @classmethod
    def flood(cls, retry_after: int) -> Fault:
        """429: try again after this many seconds."""
        return cls._of(too_many_requests(retry_after), f"flood {retry_after}")

    @classmethod
    def hang(cls) -> Fault:
        """No answer ever comes; the call was not carried out."""
        return cls("hang", Ending.SILENCE)

    @classmethod
    def hang_after(cls) -> Fault:
        """No answer ever comes, but the call was carried out."""
        return cls("hang after", Ending.SILENCE, carried_out=True)

    @classmethod
    def reset_before(cls) -> Fault:
        """The connection breaks before the call is carried out."""
        return cls("reset before", Ending.RESET)

    @classmethod
    def reset_after(cls) -> Fault:
        """The connection breaks after the call is carried out: the bot cannot know."""
        return cls("reset after", Ending.RESET, carried_out=True)

    @classmethod
    def cut_answer(cls) -> Fault:
        """The call is carried out and half of the answer arrives: JSON that does not end."""
        return cls("cut answer", Ending.CUT_ANSWER, carried_out=True)

    @classmethod
    def html(cls, status: int = 502) -> Fault:
        """A proxy on the way answers with a page."""
        page = b"<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"
        return cls("html", Ending.ANSWER, status=status, body=page, content_type="text/html")

    @classmethod
    def _of(cls, error: ApiError, name: str) -> Fault:
        return cls(name, Ending.ANSWER, status=error.code, body=json.dumps(error.body()).encode())


Rule = Callable[[str], Fault | None]
"""Which fault a call of this method meets, if any."""


class Faults:
    """The trouble that is still to come, per method; in the order in which it was asked for.

    `rule` is asked about every call for which nothing was asked: for trouble that lasts, or comes by chance.
    """

    def __init__(self) -> None:
        self._coming: dict[str, deque[Fault]] = defaultdict(deque)
        self.rule: Rule | None = None
        self.happened: list[tuple[str, Fault]] = []

    def next(self, method: str, fault: Fault, times: int = 1) -> None:
        """The next `times` calls of this method (EVERY_METHOD: of any) meet this fault.

        Raises ValueError for a method that does not exist: its fault would never happen, and nobody notice.
        """
        if method != EVERY_METHOD and method not in bot_api().methods:
            raise ValueError(f"there is no method {method!r}; see simulator/api/bot-api.json")
        self._coming[method].extend([fault] * times)

    def clear(self) -> None:
        """No more trouble."""
        self._coming.clear()
        self.rule = None

    def take(self, method: str) -> Fault | None:
        """The fault that this call meets, if any."""
        fault = self._asked_for(method)
        if fault is None and self.rule is not None:
            fault = self.rule(method)
        if fault is not None:
            self.happened.append((method, fault))
        return fault

    def _asked_for(self, method: str) -> Fault | None:
        for key in (method, EVERY_METHOD):
            if self._coming[key]:
                return self._coming[key].popleft()
        return None
