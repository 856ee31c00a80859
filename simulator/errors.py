"""The refusals of the Bot API, in Telegram's own words.

A client library tells errors apart by these descriptions, so each is the text that the real server sends.
"""

from __future__ import annotations

from typing import Any


class ApiError(Exception):
    """A call that is refused: the body's error_code and description, for a flood retry_after in seconds, and
    for a group that was upgraded the id that it has since."""

    def __init__(
        self, code: int, description: str, retry_after: int | None = None, migrate_to: int | None = None
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after
        self.migrate_to = migrate_to

    def body(self) -> dict[str, Any]:
        """The JSON body that a client gets with this refusal."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.retry_after is not None:
            body["parameters"] = {"retry_after": self.retry_after}
        if self.migrate_to is not None:
            body["parameters"] = {"migrate_to_chat_id": self.migrate_to}
        return body


def bad_request(reason: str) -> ApiError:
    """400: the call is wrong and will stay wrong."""
    return ApiError(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> ApiError:
    """403: the person or group does not want the bot, or never met it."""
    return ApiError(403, f"Forbidden: {reason}")


def upgraded(to: int) -> ApiError:
    """400: the group is a supergroup since, with another id."""
    text = "Bad Request: group chat was upgraded to a supergroup chat"
    return ApiError(400, text, migrate_to=to)


def conflict(reason: str) -> ApiError:
    """409: two ways of receiving updates exclude each other."""
    return ApiError(409, f"Conflict: {reason}")


def unauthorized() -> ApiError:
    """401: the token is not that of the bot."""
    return ApiError(401, "Unauthorized")


def not_found() -> ApiError:
    """404: there is no such method."""
    return ApiError(404, "Not Found")


def too_many_requests(retry_after: int) -> ApiError:
    """429: calls of this kind are refused for `retry_after` seconds."""
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", retry_after)
