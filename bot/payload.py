"""An `Incoming` as bytes, to set aside what failed and offer it again later."""

from __future__ import annotations

import json
from typing import get_args

from pydantic import TypeAdapter

from process.incoming import Act, Incoming

_ACTS = {kind.__name__: kind for kind in get_args(Act)}
_INCOMING: TypeAdapter[Incoming] = TypeAdapter(Incoming)


def write(incoming: Incoming) -> bytes:
    """The JSON of all that came in, with the name of its act."""
    fields = _INCOMING.dump_python(incoming, mode="json")
    return json.dumps({**fields, "kind": type(incoming.act).__name__}).encode()


def read(payload: bytes) -> Incoming:
    """What `write` was given. Raises ValueError for anything else."""
    try:
        fields = json.loads(payload)
    except RecursionError:  # brackets without end: nothing that was written here
        raise ValueError("not a payload of an incoming event") from None
    try:
        kind, act = _ACTS[fields.pop("kind")], fields["act"]
    except (KeyError, AttributeError, TypeError):
        raise ValueError("not a payload of an incoming event") from None
    return _INCOMING.validate_python({**fields, "act": TypeAdapter(kind).validate_python(act)})
