"""AES-GCM with 256 bits, and the keys derived from the master key."""

from __future__ import annotations

import secrets

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
_NONCE_BYTES = 12
_FORMAT = b"\x01"


def derive(master: bytes, purpose: str) -> bytes:
    """A key for one purpose, so that no key serves two ciphers."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"vinkje {purpose}".encode()).derive(master)


def new_key() -> bytes:
    """A fresh random key."""
    return secrets.token_bytes(KEY_BYTES)


def encrypt(key: bytes, plain: bytes, about: str) -> bytes:
    """Encrypt `plain` so that it opens only with the same key and the same `about`."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return _FORMAT + nonce + AESGCM(key).encrypt(nonce, plain, about.encode())


def decrypt(key: bytes, sealed: bytes, about: str) -> bytes:
    """The bytes again. Raises `cryptography.exceptions.InvalidTag` when anything was changed or moved."""
    if sealed[:1] != _FORMAT:
        raise ValueError("encrypted with a format that this program does not know")
    nonce, body = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
    return AESGCM(key).decrypt(nonce, body, about.encode())
