"""Files that were uploaded, and the ids under which they can be sent again or downloaded."""

from __future__ import annotations

import hashlib
import mimetypes
import random
import struct
from dataclasses import dataclass
from typing import Any

from simulator.errors import ApiError, bad_request

PHOTO_LIMIT = 10 * 1024 * 1024
UPLOAD_LIMIT = 50 * 1024 * 1024
DOWNLOAD_LIMIT = 20 * 1024 * 1024
SIDES_LIMIT = 10_000
RATIO_LIMIT = 20


@dataclass(frozen=True)
class Upload:
    """A part of a multipart request: the name and the bytes that the bot sent."""

    name: str
    data: bytes


@dataclass(frozen=True)
class StoredFile:
    """An uploaded file; width and height in pixels for a photo, else 0."""

    file_id: str
    kind: str
    name: str
    data: bytes
    width: int = 0
    height: int = 0

    @property
    def unique_id(self) -> str:
        """The same for the same contents, whoever sent it."""
        return "AQAD" + hashlib.sha256(self.data).hexdigest()[:12]

    @property
    def path(self) -> str:
        """Where it can be downloaded, below `/file/bot<token>/`."""
        return f"{self.kind}s/{self.file_id}"

    @property
    def mime_type(self) -> str:
        """By its name, as the server guesses."""
        return mimetypes.guess_type(self.name)[0] or "application/octet-stream"

    def wire(self) -> dict[str, Any]:
        """The fields that every kind of file has."""
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": len(self.data)}


class Files:
    """All files that the server keeps."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._kept: dict[str, StoredFile] = {}

    def keep(self, kind: str, upload: Upload) -> StoredFile:
        """Check an upload and give it an id. Raises ApiError for what Telegram does not take."""
        size = len(upload.data)
        if size == 0:
            raise bad_request("file must be non-empty")
        if size > UPLOAD_LIMIT:
            raise ApiError(413, "Request Entity Too Large")
        width = height = 0
        if kind == "photo":
            if size > PHOTO_LIMIT:
                raise bad_request(f"file of size {size} bytes is too big for a photo")
            width, height = photo_size(upload.data)
        file_id = f"BQAC{self._chance.getrandbits(160):040x}"
        stored = StoredFile(file_id, kind, upload.name, upload.data, width, height)
        self._kept[file_id] = stored
        return stored

    def find(self, file_id: str) -> StoredFile:
        """The file with this id. Raises ApiError when there is none."""
        if file_id not in self._kept:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return self._kept[file_id]

    def at(self, path: str) -> StoredFile | None:
        """The file that can be downloaded at this path."""
        return next((file for file in self._kept.values() if file.path == path), None)


def photo_size(data: bytes) -> tuple[int, int]:
    """Width and height of a PNG or JPEG in pixels. ApiError when Telegram would not take it as a photo."""
    size = _png_size(data) or _jpeg_size(data)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size
    if not width or not height or width + height > SIDES_LIMIT or max(size) > RATIO_LIMIT * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return width, height


def _png_size(data: bytes) -> tuple[int, int] | None:
    if not data.startswith(b"\x89PNG\r\n\x1a\n") or len(data) < 24:
        return None
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2
    while data.startswith(b"\xff\xd8\xff") and at + 9 <= len(data) and data[at] == 0xFF:
        kind = data[at + 1]
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):  # a frame header
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None
