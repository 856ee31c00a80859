"""What the operator decides: config.yaml, then the environment on top, checked before anything starts.

Every key is explained in config.example.yaml. In the environment the same key is written in capitals with
VINKJE_ before it and two underscores between the parts: `telegram.token` is VINKJE_TELEGRAM__TOKEN. An empty
value counts as not set. Relative paths start at the working directory.
"""

from __future__ import annotations

import base64
import binascii
import ipaddress
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    SecretStr,
    ValidationError,
)
from pydantic_core import PydanticCustomError

from bot.misconfigured import Misfit, Raw, SettingsError, gather, misfits, spoken_language
from bot.nearest import check_zone
from process.rules.attention import MONTHLY
from process.rules.keeping import TERMS, USUAL, Keeping

__all__ = ["Settings", "SettingsError", "spoken_language"]

MASTER_KEY_BYTES = 32

_SECRET = re.compile(r"[A-Za-z0-9_-]{32,256}")
"""Telegram allows these characters and at most 256; we ask for at least 32."""


def is_loopback(url: str) -> bool:
    """Whether a URL points at this machine itself."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _check_api_url(url: str) -> str:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable or "@" in url or "?" in url or "#" in url:
        raise PydanticCustomError("url", "not a web address")
    if not url.startswith("https:") and not is_loopback(url):
        raise PydanticCustomError("url_open", "not encrypted")
    return url.rstrip("/")


def _check_database_url(url: SecretStr) -> SecretStr:
    written = url.get_secret_value()
    sqlite, postgres = written.removeprefix("sqlite:///"), written.removeprefix("postgresql://")
    if (sqlite == written or not sqlite) and (postgres == written or not postgres):
        raise PydanticCustomError("database_url", "not a database address")
    return url


def _check_token(token: SecretStr) -> SecretStr:
    number, colon, rest = token.get_secret_value().partition(":")
    if not (number.isascii() and number.isdigit() and colon and rest) or any(map(str.isspace, rest)):
        raise PydanticCustomError("token", "not a bot token")
    return token


def _check_secret(secret: SecretStr) -> SecretStr:
    if not _SECRET.fullmatch(secret.get_secret_value()):
        raise PydanticCustomError("secret", "too short, or other characters")
    return secret


def _check_listen(listen: str) -> str:
    """HOST:PORT, the host a name or a number, IPv6 between brackets."""
    try:
        parts = urlsplit(f"//{listen}")
        usable = parts.hostname and parts.port and parts.netloc == listen and "@" not in listen
    except ValueError:
        usable = False
    if not usable:
        raise PydanticCustomError("listen", "not an address to listen on")
    return listen


def _check_day(written: object) -> date:
    try:
        return date.fromisoformat(str(written))
    except ValueError:
        raise PydanticCustomError("day", "not a day") from None


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Webhook(_Section):
    """Where Telegram brings updates, instead of being polled; without a url the bot polls."""

    url: Annotated[str, AfterValidator(_check_api_url)] | None = None
    secret: Annotated[SecretStr, AfterValidator(_check_secret)] | None = None
    secret_file: Path | None = None
    listen: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8080


class Telegram(_Section):
    """The bot's account at Telegram. The token may stand in a file of its own instead."""

    token: Annotated[SecretStr, AfterValidator(_check_token)] | None = None
    token_file: Path | None = None
    api_url: Annotated[str, AfterValidator(_check_api_url)] = "https://api.telegram.org"
    webhook: Webhook = Webhook()


class Database(_Section):
    """Where everything is kept: an encrypted SQLite file, or PostgreSQL."""

    url: Annotated[SecretStr, AfterValidator(_check_database_url)] = SecretStr("sqlite:///data/vinkje.db")


class Keys(_Section):
    """The master key that everything kept is encrypted with: 32 random bytes, base64, in a file."""

    master_file: Path = Path("secrets/master.key")


_Kept = Literal["free", "quiet", "work"]


class PublicHolidays(_Section):
    """What each public holiday is to the organisations here; by default as most have it."""

    new_year: _Kept = "free"
    good_friday: _Kept = "quiet"
    easter: _Kept = "free"
    kings_day: _Kept = "free"
    liberation_day: Literal["lustrum", "free", "quiet", "work"] = "lustrum"
    ascension: _Kept = "free"
    whitsun: _Kept = "free"
    christmas: _Kept = "free"


class Partnership(_Section):
    """What a new partnership starts with, and the days on which nobody works in any of them.

    `region` is that of the school holidays which rounds keep clear of, until a partnership chooses its own.
    """

    timezone: Annotated[str, AfterValidator(check_zone)] = "Europe/Amsterdam"
    region: Literal["noord", "midden", "zuid", "geen"] = "geen"
    public_holidays: PublicHolidays = PublicHolidays()
    free_days: tuple[Annotated[date, BeforeValidator(_check_day)], ...] = ()


class Responsible(_Section):
    """Who answers for this installation; shown to everyone who joins."""

    name: str
    contact: str


class Retention(_Section):
    """How long texts and names are kept after a round; with a legal duty nobody else chooses."""

    months: Annotated[int, Field(ge=1, le=1200)] = USUAL
    legal_duty: str = ""


class Attention(_Section):
    """How often a month the bot may start a conversation with somebody, over all their partnerships."""

    per_month: Annotated[int, Field(ge=1, le=31)] = MONTHLY


class Flows(_Section):
    """Folders with flows besides the library that comes along."""

    folders: tuple[Path, ...] = ()


class Health(_Section):
    """Where monitoring asks how the bot is (HOST:PORT); nowhere unless set."""

    listen: Annotated[str, AfterValidator(_check_listen)] | None = None


class Log(_Section):
    """How much is logged."""

    level: Literal["debug", "info", "warning", "error"] = "info"


@dataclass(frozen=True, repr=False)
class _Secrets:
    token: str = ""
    master_key: bytes | None = None
    webhook: str = ""


class Settings(_Section):
    """Everything the operator decides, complete and checked; nothing of it changes while running."""

    language: Literal["nl", "en"]
    telegram: Telegram = Telegram()
    database: Database = Database()
    keys: Keys = Keys()
    partnership: Partnership = Partnership()
    who_is_responsible: Responsible | None = None
    emergency_number: str = "112; Veilig Thuis 0800-2000"
    confidential_threshold: Annotated[int, Field(ge=3, le=5)] = 5
    attention: Attention = Attention()
    retention: Retention = Retention()
    flows: Flows = Flows()
    health: Health = Health()
    log: Log = Log()
    _secrets: _Secrets = PrivateAttr(default=_Secrets())

    @classmethod
    def read(cls, path: Path | None, environ: Mapping[str, str]) -> Settings:
        """Read the file (None: the environment alone). Raises SettingsError with everything that is wrong."""
        raw = gather(path, environ, cls)
        raw.values.setdefault("language", spoken_language(environ))
        try:
            settings = cls.model_validate(raw.values)
        except ValidationError as error:
            raise SettingsError(misfits(error, raw, cls), raw) from None
        return settings._with_secrets(raw)

    @property
    def token(self) -> str:
        """The bot's token. Never log it."""
        return self._secrets.token

    @property
    def master_key(self) -> bytes | None:
        """32 bytes; None only in a rehearsal without a key file."""
        return self._secrets.master_key

    @property
    def webhook_secret(self) -> str:
        """What Telegram proves with that it is Telegram; empty when the bot polls."""
        return self._secrets.webhook

    @property
    def is_rehearsal(self) -> bool:
        """Telegram is imitated on this machine: no real person can be reached, and the clock may be moved."""
        return is_loopback(self.telegram.api_url)

    @property
    def keeping(self) -> Keeping:
        """How long texts and names are kept, unless a partnership chose otherwise."""
        return Keeping(self.retention.months, self.retention.legal_duty)

    @property
    def secrets(self) -> tuple[str, ...]:
        """Every secret as it could turn up in a log."""
        password = urlsplit(self.database.url.get_secret_value()).password
        key = base64.b64encode(self.master_key).decode() if self.master_key else None
        return tuple(secret for secret in (self.token, self.webhook_secret, password, key) if secret)

    def _with_secrets(self, raw: Raw) -> Settings:
        wrong: list[Misfit] = []
        self._secrets = _Secrets(
            self._read_token(wrong), self._read_master_key(wrong), self._read_webhook_secret(wrong)
        )
        if self.who_is_responsible is None and not self.is_rehearsal:
            wrong.append(Misfit(("who_is_responsible",), "responsible"))
        if not self.retention.legal_duty and self.retention.months not in TERMS:
            wrong.append(Misfit(("retention", "months"), "term"))
        if wrong:
            raise SettingsError(wrong, raw)
        return self

    def _read_token(self, wrong: list[Misfit]) -> str:
        where = ("telegram", "token_file")
        if self.telegram.token:
            return self.telegram.token.get_secret_value()
        if self.telegram.token_file is None:
            wrong.append(Misfit(("telegram", "token"), "no_token"))
            return ""
        return _read_secret(where, self.telegram.token_file, _check_token, "token", wrong)

    def _read_webhook_secret(self, wrong: list[Misfit]) -> str:
        where = ("telegram", "webhook", "secret_file")
        if self.telegram.webhook.url is None:
            return ""
        if self.telegram.webhook.secret:
            return self.telegram.webhook.secret.get_secret_value()
        if self.telegram.webhook.secret_file is None:
            wrong.append(Misfit(where, "no_secret"))
            return ""
        return _read_secret(where, self.telegram.webhook.secret_file, _check_secret, "secret", wrong)

    def _read_master_key(self, wrong: list[Misfit]) -> bytes | None:
        where, file = ("keys", "master_file"), self.keys.master_file
        if self.is_rehearsal and not file.exists():
            return None
        try:
            key = base64.b64decode(file.read_text("ascii").strip(), validate=True)
        except (OSError, ValueError, binascii.Error) as error:
            wrong.append(_unreadable(where, file, error, "key"))
            return None
        if len(key) != MASTER_KEY_BYTES:
            wrong.append(Misfit(where, "key", {"file": str(file)}))
        return key


def _read_secret(
    where: tuple[str, ...],
    file: Path,
    check: Callable[[SecretStr], SecretStr],
    otherwise: str,
    wrong: list[Misfit],
) -> str:
    """The secret that a file holds; what is wrong with it is added to `wrong`."""
    try:
        return check(SecretStr(file.read_text("utf-8").strip())).get_secret_value()
    except (OSError, ValueError) as error:
        wrong.append(_unreadable(where, file, error, otherwise))
        return ""


def _unreadable(where: tuple[str, ...], file: Path, error: Exception, otherwise: str) -> Misfit:
    if isinstance(error, FileNotFoundError):
        return Misfit(where, "no_key_file" if otherwise == "key" else "no_file", {"file": str(file)})
    if isinstance(error, OSError):
        return Misfit(where, "unreadable", {"file": str(file), "reason": error.strerror or "?"})
    return Misfit(where, otherwise, {"file": str(file)})
