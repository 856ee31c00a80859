"""What people send besides text, as it arrives: a bot has to say something sensible to each of these."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from simulator.chats import Account
from simulator.uploads import StoredFile, Upload
from simulator.world import World

PIXEL = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\nIDATx\x9cc\x00\x01\x00\x00\x05\x00\x01\r\n-\xb4\x00\x00\x00\x00IEND\xaeB`\x82"
)


def _file(world: World, kind: str, name: str, data: bytes) -> StoredFile:
    return world.files.keep(kind, Upload(name, data))


def _voice(world: World, sender: Account) -> dict[str, Any]:
    sound = {"duration": 3, "mime_type": "audio/ogg"}
    return {"voice": _file(world, "voice", "voice.ogg", b"OggS").wire() | sound}


def _sticker(world: World, sender: Account) -> dict[str, Any]:
    look = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
    return {"sticker": _file(world, "sticker", "sticker.webp", b"RIFF").wire() | look}


def _photo(world: World, sender: Account) -> dict[str, Any]:
    return {"photo": [_file(world, "photo", "photo.png", PIXEL).wire() | {"width": 1, "height": 1}]}


def _document(world: World, sender: Account) -> dict[str, Any]:
    named = {"file_name": "verslag.pdf", "mime_type": "application/pdf"}
    return {"document": _file(world, "document", "verslag.pdf", b"%PDF-1.7").wire() | named}


def _video(world: World, sender: Account) -> dict[str, Any]:
    size = {"width": 64, "height": 64, "duration": 2}
    return {"video": _file(world, "video", "video.mp4", b"ftyp").wire() | size}


def _contact(world: World, sender: Account) -> dict[str, Any]:
    named = {"phone_number": "+31612345678", "first_name": sender.first_name, "user_id": sender.id}
    return {"contact": named}


def _location(world: World, sender: Account) -> dict[str, Any]:
    return {"location": {"latitude": 52.3702, "longitude": 4.8952}}


def _poll(world: World, sender: Account) -> dict[str, Any]:
    days = enumerate(("Maandag", "Dinsdag"))
    options = [{"persistent_id": str(n), "text": day, "voter_count": 0} for n, day in days]
    return {
        "poll": {
            "id": str(world.chance.getrandbits(60)), "question": "Wanneer?", "options": options,
            "total_voter_count": 0, "is_closed": False, "is_anonymous": True, "type": "regular",
            "allows_multiple_answers": False, "allows_revoting": True, "members_only": False,
        }
    }  # fmt: skip


CONTENTS: dict[str, Callable[[World, Account], dict[str, Any]]] = {
    "voice": _voice,
    "sticker": _sticker,
    "photo": _photo,
    "document": _document,
    "video": _video,
    "contact": _contact,
    "location": _location,
    "poll": _poll,
}
"""Every kind of content that a person can send, by the name of its field in a Message."""
