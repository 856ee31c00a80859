from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import logs

TOKEN = "7123456789:AAcanary-canary_canary-canary_canar"
PASSWORD = 'wacht"wóórd\\'


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """Everything that is logged; the logging of the test run is put back afterwards."""
    root = logging.getLogger()
    names = (*logs.OURS, "httpx", "httpcore")
    before = root.handlers[:], root.level, logging.raiseExceptions
    levels = {name: logging.getLogger(name).level for name in names}
    written = io.StringIO()
    logs.start("debug", [TOKEN, PASSWORD], written)
    yield written
    root.handlers[:], root.level, logging.raiseExceptions = before
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_an_event_is_one_line_with_its_ids(stream: io.StringIO) -> None:
    logging.getLogger("process.acts").info("round opened", extra={"round": 7, "flow": "balanscheck"})
    (line,) = lines(stream)
    assert str(line.pop("time")).endswith("Z")
    assert line == {
        "level": "info",
        "event": "round opened",
        "logger": "process.acts",
        "round": 7,
        "flow": "balanscheck",
    }


@pytest.mark.parametrize(
    "secret", [TOKEN, PASSWORD, "5550001:AAunknown-but-clearly-a-token-too", TOKEN.replace(":", "%3A")]
)
def test_a_secret_never_arrives_wherever_it_stands(stream: io.StringIO, secret: str) -> None:
    log = logging.getLogger("bot.telegram")
    log.warning(f"calling https://api.telegram.org/bot{secret}/getMe")  # noqa: G004
    log.warning("calling %s with %r", secret, {"url": secret})
    log.warning("calling", extra={"url": secret, secret: 1, "deep": {"er": [secret]}})
    try:
        try:
            raise OSError(f"no route to {secret}")
        except OSError as error:
            raise ConnectionError(secret) from error
    except ConnectionError:
        log.exception("not sent")
    told = stream.getvalue()
    assert len(told.splitlines()) == 4
    assert secret not in told
    assert json.dumps(secret)[1:-1] not in told
    assert all(secret not in str(line) for line in lines(stream))
    assert told.count(logs.HIDDEN) >= 7


def test_the_words_of_people_in_an_error_of_a_library_stay_out(stream: io.StringIO) -> None:
    try:
        {}["We bellen allebei dezelfde huurder"]
    except KeyError:
        logging.getLogger("bot.receive").exception("not handled")
    (line,) = lines(stream)
    assert "huurder" not in str(line)
    (error,) = line["errors"]  # type: ignore[misc]
    assert error["type"] == "builtins.KeyError"
    assert error["at"][0].startswith("tests/cli/test_logs.py:")


def test_an_error_of_the_system_keeps_its_words(stream: io.StringIO) -> None:
    try:
        raise FileNotFoundError(2, "No such file", "data/vinkje.db")
    except FileNotFoundError:
        logging.getLogger("storage").exception("not opened")
    assert "No such file" in str(lines(stream)[0]["errors"])


def test_libraries_log_warnings_only_so_no_address_is_told(stream: io.StringIO) -> None:
    for name in ("httpx", "httpcore.http11", "telegram.Bot", "apscheduler.executors", "sqlalchemy.engine"):
        logging.getLogger(name).info("POST https://api.telegram.org/bot/getUpdates")
        logging.getLogger(name).debug("Anna zegt hallo")
    answer = httpx.Client(transport=httpx.MockTransport(lambda request: httpx.Response(200)))
    answer.get("https://api.telegram.org/botX/getMe")
    assert stream.getvalue() == ""


def test_a_broken_call_is_one_line_and_prints_nothing_else(
    stream: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    logging.getLogger("bot").info("sent %d", "three")
    assert [line["event"] for line in lines(stream)] == ["sent %d"]
    assert capsys.readouterr() == ("", "")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text())
def test_whatever_is_logged_is_one_line_of_plain_ascii(stream: io.StringIO, text: str) -> None:
    stream.truncate(0)
    stream.seek(0)
    logging.getLogger("bot").info("%s", text + "\r\n\x1b[31m\x7f\u202e\u2028\x85", extra={"note": text})
    told = stream.getvalue()
    assert told.isascii()
    assert len(told.splitlines()) == 1
    assert not any(ord(sign) < 32 or ord(sign) == 127 for sign in told.rstrip("\n"))
    json.loads(told)
