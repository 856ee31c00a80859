from __future__ import annotations

import asyncio
import base64
import json
import os
import re
import stat
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from process.moment import Clock
from process.states import Role
from simulator import Simulator
from storage.queries import invites
from storage.store import Store

NOW = datetime(2027, 3, 16, 9, 0, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Said:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


Vinkje = Callable[..., Awaitable[Said]]


@pytest.fixture
def vinkje(tmp_path: Path) -> Vinkje:
    """Runs `vinkje …` as an operator does: a process of its own, in an empty folder."""

    async def run(*words: str, **environ: str) -> Said:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            "from bot.cli import main; main()",
            *words,
            cwd=tmp_path,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "LANG": "en_GB.UTF-8", **environ},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        out, err = await process.communicate()
        assert b"Traceback" not in out + err or "--debug" in words
        return Said(process.returncode or 0, out.decode(), err.decode())

    return run


@pytest.fixture
def rehearsal(tmp_path: Path) -> dict[str, str]:
    """The environment of a bot that can reach nobody."""
    (tmp_path / "clock").write_text(NOW.isoformat())
    return {
        "VINKJE_TELEGRAM__TOKEN": "1:abc",
        "VINKJE_TELEGRAM__API_URL": "http://127.0.0.1:9",
        "VINKJE_DATABASE__URL": f"sqlite:///{tmp_path}/vinkje.db",
    }


async def test_the_help_names_every_command(vinkje: Vinkje) -> None:
    said = await vinkje("--help")
    assert said.code == 0
    for command in ("run", "demo", "check-config", "backup", "keys", "db", "invite", "flows"):
        assert re.search(rf"^  {command} ", said.out, re.MULTILINE), command


async def test_the_help_needs_nothing_heavy(vinkje: Vinkje) -> None:
    """The help stays quick because a command imports what it needs when it runs."""
    said = await vinkje("--help", PYTHONPROFILEIMPORTTIME="1")
    for heavy in ("sqlalchemy", "telegram", "pydantic", "yaml", "holidays", "httpx", "asyncio"):
        assert not re.search(rf"\| +{heavy}$", said.err, re.MULTILINE), heavy


@pytest.mark.parametrize("words", [(), ("nope",), ("run", "--nope"), ("backup",), ("keys",)])
async def test_a_wrong_call_ends_with_2(vinkje: Vinkje, words: tuple[str, ...]) -> None:
    assert (await vinkje(*words)).code == 2


async def test_settings_that_are_wrong_end_with_2_and_every_complaint(vinkje: Vinkje) -> None:
    said = await vinkje("check-config", LANG="nl_NL.UTF-8")
    assert said.code == 2
    assert len(said.err.splitlines()) == 3
    assert "oplossing: maak er een met: vinkje keys new secrets/master.key" in said.err


async def test_a_config_in_this_folder_is_found_and_another_can_be_named(
    vinkje: Vinkje, rehearsal: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "config.yaml").write_text("langage: nl\n")
    (tmp_path / "other.yaml").write_text("language: nl\n")
    assert "config.yaml:1:1: langage" in (await vinkje("check-config", **rehearsal)).err
    said = await vinkje("check-config", "--config", "other.yaml", **rehearsal)
    assert (said.code, said.out[:28]) == (0, "De instellingen kloppen. Let")
    said = await vinkje("check-config", VINKJE_CONFIG="other.yaml", **rehearsal)
    assert said.code == 0


async def test_a_new_key_is_for_the_owner_alone_and_never_written_over(
    vinkje: Vinkje, tmp_path: Path
) -> None:
    said = await vinkje("keys", "new")
    key = tmp_path / "secrets" / "master.key"
    assert said.code == 0
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert len(base64.b64decode(key.read_bytes())) == 32
    before = key.read_bytes()
    assert before.decode().strip() not in said.out
    again = await vinkje("keys", "new", "secrets/master.key")
    assert (again.code, key.read_bytes()) == (2, before)
    assert "secrets/master.key already" in again.err


async def test_the_new_key_opens_a_new_database(
    vinkje: Vinkje, rehearsal: dict[str, str], tmp_path: Path
) -> None:
    await vinkje("keys", "new")
    assert (await vinkje("db", "upgrade", **rehearsal)).out == "The database is ready for this version.\n"
    assert not (tmp_path / "vinkje.db").read_bytes().startswith(b"SQLite format")
    (tmp_path / "secrets" / "master.key").unlink()
    await vinkje("keys", "new")
    said = await vinkje("db", "upgrade", **rehearsal)
    assert said.code == 1
    assert "cannot be read with this key" in said.err


async def test_an_invitation_works_once_for_a_week_and_only_its_hash_is_kept(
    vinkje: Vinkje, rehearsal: dict[str, str], tmp_path: Path
) -> None:
    await vinkje("keys", "new")
    async with Simulator(lambda: NOW) as telegram:
        environ = {
            **rehearsal,
            "VINKJE_TELEGRAM__API_URL": telegram.url,
            "VINKJE_TELEGRAM__TOKEN": telegram.token,
        }
        said = await vinkje("invite", "coordinator", "--language", "nl", "--clock", "clock", **environ)
    link, _, words = said.out.strip().split("\n")
    assert words == "Stuur deze link naar de coördinator. Hij werkt één keer, tot di 23 maart om 10:00."
    token = link.removeprefix("https://t.me/vinkje_bot?start=")
    assert re.fullmatch(r"[A-Za-z0-9_-]{22}", token)

    key = base64.b64decode((tmp_path / "secrets" / "master.key").read_bytes())
    store = Store.open(rehearsal["VINKJE_DATABASE__URL"], key, clock=Clock())
    try:
        kept = await store.read(
            lambda unit: (
                (invite := invites.by_token(unit, token))
                and (invite.role, invite.uses_left, invite.expires_at)
            ),
            name="look",
        )
    finally:
        store.close()
    assert kept == (Role.COORDINATOR, 1, NOW + timedelta(days=7))


async def test_a_backup_that_is_put_back_elsewhere_opens_with_the_key(
    vinkje: Vinkje, rehearsal: dict[str, str], tmp_path: Path
) -> None:
    await vinkje("keys", "new")
    await vinkje("db", "upgrade", **rehearsal)
    said = await vinkje("backup", "copies", **rehearsal)
    assert said.code == 0
    (copy,) = (tmp_path / "copies").glob("vinkje-*.db")
    assert f"copies/{copy.name} and copies/keys.db" in said.out
    copy.rename(copy.with_name("restored.db"))
    elsewhere = {**rehearsal, "VINKJE_DATABASE__URL": f"sqlite:///{tmp_path}/copies/restored.db"}
    assert (await vinkje("db", "upgrade", **elsewhere)).code == 0


async def test_a_backup_of_nothing_is_told(vinkje: Vinkje, rehearsal: dict[str, str]) -> None:
    await vinkje("keys", "new")
    said = await vinkje("backup", "copies", **rehearsal)
    assert said.code == 1
    assert "there is no database at" in said.err


async def test_a_token_that_telegram_refuses_ends_with_3_and_leaves_no_invitation(
    vinkje: Vinkje, rehearsal: dict[str, str], tmp_path: Path
) -> None:
    async with Simulator(lambda: NOW) as telegram:
        said = await vinkje(
            "invite", "coordinator", **{**rehearsal, "VINKJE_TELEGRAM__API_URL": telegram.url}
        )
    assert said.code == 3
    assert "1:abc" not in said.err + said.out
    assert not (tmp_path / "vinkje.db").exists()


@pytest.mark.parametrize("command", [("run",), ("invite", "coordinator")])
async def test_the_clock_is_moved_in_a_rehearsal_only(
    vinkje: Vinkje, rehearsal: dict[str, str], command: tuple[str, ...]
) -> None:
    await vinkje("keys", "new")
    environ = {
        **rehearsal,
        "VINKJE_TELEGRAM__API_URL": "https://api.telegram.org",
        "VINKJE_WHO_IS_RESPONSIBLE__NAME": "Oost",
        "VINKJE_WHO_IS_RESPONSIBLE__CONTACT": "oost.example",
    }
    said = await vinkje(*command, "--clock", "clock", **environ)
    assert said.code == 2
    assert "only possible when telegram.api_url points at this machine" in said.err


@pytest.mark.parametrize("content", ["", "morgen", "2027-03-16T09:00:00", "é"])
async def test_a_clock_file_without_an_instant_is_refused(
    vinkje: Vinkje, rehearsal: dict[str, str], tmp_path: Path, content: str
) -> None:
    (tmp_path / "clock").write_text(content, "utf-8")
    said = await vinkje("run", "--clock", "clock", **rehearsal)
    assert (said.code, said.err[:30]) == (2, "There is no instant in clock. ")


async def test_debug_shows_where_an_error_came_from(vinkje: Vinkje) -> None:
    said = await vinkje("--debug", "check-config")
    assert said.code == 2
    assert "Traceback" in said.err
    assert "telegram.token" in said.err


async def test_the_bot_runs_meets_the_coordinator_and_stops_when_told(
    rehearsal: dict[str, str], vinkje: Vinkje, tmp_path: Path
) -> None:
    await vinkje("keys", "new")
    async with Simulator(lambda: NOW) as telegram:
        environ = {
            **rehearsal,
            "VINKJE_TELEGRAM__API_URL": telegram.url,
            "VINKJE_TELEGRAM__TOKEN": telegram.token,
        }
        invited = await vinkje("invite", "coordinator", "--clock", "clock", **environ)
        bot = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            "from bot.cli import main; main()",
            "run",
            "--clock",
            "clock",
            cwd=tmp_path,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environ},
            stderr=asyncio.subprocess.PIPE,
        )
        carla = telegram.person("Carla Smit", language="nl")
        await carla.opens(invited.out.split()[0])
        await carla.waits_for("Hoi", within=60.0)
        bot.terminate()
        _, log = await bot.communicate()
    assert bot.returncode == 0
    assert log
    assert telegram.token.encode() not in log
    assert b"Carla" not in log
    assert all(json.loads(line)["level"] in ("info", "warning") for line in log.splitlines())
