"""Methods by which updates reach the bot."""

from __future__ import annotations

import re
from typing import Any

from simulator.errors import bad_request
from simulator.request import Call
from simulator.updates import MAX_CONNECTIONS
from simulator.webhook import is_near
from simulator.world import World

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


async def get_updates(world: World, call: Call) -> list[dict[str, Any]]:
    """getUpdates: the offset confirms, the time-out is in seconds, allowed_updates is remembered."""
    limit, timeout = call.get("limit", 100), call.get("timeout", 0)
    if not 1 <= limit <= 100:
        raise bad_request("limit must be between 1 and 100")
    if timeout < 0:
        raise bad_request("timeout must not be negative")
    if call.get("allowed_updates") is not None:
        world.queue.allow(call.get("allowed_updates"))
    return await world.queue.get(call.get("offset", 0), limit, timeout)


def set_webhook(world: World, call: Call) -> bool:
    """setWebhook: getUpdates is refused from now on, and updates go to an address of this machine."""
    url = call.get("url")
    if url and not url.startswith("https://") and not is_near(url):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if not _SECRET.fullmatch(call.get("secret_token", "x")):
        raise bad_request("secret token contains unallowed characters")
    if not 1 <= call.get("max_connections", MAX_CONNECTIONS) <= 100:
        raise bad_request("max_connections must be between 1 and 100")
    _drop_pending(world, call)
    if call.get("allowed_updates") is not None:
        world.queue.allow(call.get("allowed_updates"))
    world.queue.webhook_url = url
    world.queue.secret = call.get("secret_token", "")
    world.queue.max_connections = call.get("max_connections", MAX_CONNECTIONS)
    return True


def delete_webhook(world: World, call: Call) -> bool:
    """deleteWebhook."""
    _drop_pending(world, call)
    world.queue.webhook_url = ""
    return True


def get_webhook_info(world: World, call: Call) -> dict[str, Any]:
    """getWebhookInfo; what went wrong last stands in it without its time."""
    queue = world.queue
    return {
        "url": queue.webhook_url,
        "has_custom_certificate": False,
        "pending_update_count": len(queue.waiting),
        "max_connections": queue.max_connections,
        "allowed_updates": sorted(queue.allowed),
    } | ({"last_error_message": queue.last_error} if queue.last_error else {})


def _drop_pending(world: World, call: Call) -> None:
    if call.get("drop_pending_updates"):
        world.queue.forget_all()
