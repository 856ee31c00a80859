"""The files for more than one bot agree with each other and with the settings."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
SCALE = yaml.safe_load((ROOT / "compose.scale.yaml").read_text("utf-8"))
CADDY = (ROOT / "deploy" / "Caddyfile").read_text("utf-8")
BOT: dict[str, Any] = SCALE["services"]["vinkje"]


def test_there_are_two_bots_that_wait_for_the_database() -> None:
    assert BOT["deploy"]["replicas"] == 2
    assert BOT["depends_on"] == {"database": {"condition": "service_healthy"}}


def test_every_secret_is_a_file_and_used_and_stands_nowhere_in_words() -> None:
    used = {name for service in SCALE["services"].values() for name in service.get("secrets", [])}
    assert set(SCALE["secrets"]) == used
    assert all(secret == {"file": f"./secrets/{name}"} for name, secret in SCALE["secrets"].items())
    named = {
        value.removeprefix("/run/secrets/")
        for service in SCALE["services"].values()
        for value in service.get("environment", {}).values()
        if str(value).startswith("/run/secrets/")
    }
    assert named == used
    assert not re.search(r"://\w+:\w+@", (ROOT / "compose.scale.yaml").read_text("utf-8"))


def test_every_volume_and_network_is_declared() -> None:
    for service in SCALE["services"].values():
        assert set(service["networks"]) <= set(SCALE["networks"])
        volumes = [volume.split(":")[0] for volume in service.get("volumes", [])]
        assert {name for name in volumes if "/" not in name} <= set(SCALE["volumes"])
        for path in volumes:
            assert "/" not in path or path == "./config.yaml" or (ROOT / path).exists()


def test_the_database_cannot_be_reached_from_outside() -> None:
    assert SCALE["services"]["database"]["networks"] == ["inside"]
    assert SCALE["networks"]["inside"] == {"internal": True}
    assert [name for name, service in SCALE["services"].items() if "ports" in service] == ["balancer"]


def test_the_balancer_finds_the_bots_and_is_told_its_name() -> None:
    found = dict(re.findall(r"^\s+(name|port) (\S+)$", CADDY, re.MULTILINE))
    assert found["name"] in SCALE["services"]
    assert int(found["port"]) == BOT["environment"]["VINKJE_TELEGRAM__WEBHOOK__PORT"]
    assert set(re.findall(r"\{\$(\w+)\}", CADDY)) == set(SCALE["services"]["balancer"]["environment"])
    assert CADDY.count("{") == CADDY.count("}")


def test_the_port_that_is_asked_for_health_is_the_one_that_answers() -> None:
    port = BOT["environment"]["VINKJE_HEALTH__LISTEN"].rpartition(":")[2]
    assert f"http://127.0.0.1:{port}/health" in BOT["healthcheck"]["test"][-1]


def test_the_bots_start_with_these_settings(tmp_path: Path) -> None:
    files = {"telegram-token": "1:abc", "webhook-secret": "s" * 64, "master.key": ""}
    files["master.key"] = base64.b64encode(bytes(32)).decode()
    for name, content in files.items():
        (tmp_path / name).write_text(content)
    environ = {
        name: str(value).replace("/run/secrets", str(tmp_path))
        for name, value in BOT["environment"].items()
        if name != "VINKJE_CONFIG"
    }
    environ["VINKJE_TELEGRAM__WEBHOOK__URL"] = "https://vinkje.example.org/telegram/1"
    environ["VINKJE_WHO_IS_RESPONSIBLE__NAME"] = environ["VINKJE_WHO_IS_RESPONSIBLE__CONTACT"] = "Oost"
    settings = Settings.read(None, environ)
    assert settings.webhook_secret == "s" * 64
    assert (settings.telegram.webhook.listen, settings.health.listen) == ("0.0.0.0", "0.0.0.0:9090")  # noqa: S104


@pytest.mark.parametrize("name", sorted(SCALE["services"]))
def test_every_container_has_no_more_than_it_needs(name: str) -> None:
    service = SCALE["services"][name]
    assert not service.get("privileged")
    if name != "database":  # its image changes users at the start
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
