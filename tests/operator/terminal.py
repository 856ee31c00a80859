"""Commands as an operator types them, run in this process on the test's own database."""

from __future__ import annotations

import asyncio
import base64
from dataclasses import dataclass
from pathlib import Path

from typer.testing import CliRunner

from bot.cli.application import app
from bot.cli.failing import Flags, exit_code
from tests.conftest import Database


@dataclass(frozen=True)
class Said:
    """How a command ended and what it said."""

    code: int
    text: str


class Terminal:
    """`types` runs one command beside whatever else uses the database."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.key = folder / "secrets" / "master.key"
        self.key.parent.mkdir(mode=0o700)
        self.key.touch(0o600)
        self.key.write_bytes(base64.b64encode(database.key))
        self.environ = {
            "VINKJE_TELEGRAM__TOKEN": "1:abc",
            "VINKJE_TELEGRAM__API_URL": "http://127.0.0.1:9",
            "VINKJE_DATABASE__URL": database.url,
            "VINKJE_KEYS__MASTER_FILE": str(self.key),
            "VINKJE_LANGUAGE": "en",
            "LANG": "en_GB.UTF-8",
        }

    async def types(self, *words: str, **environ: str) -> Said:
        """`vinkje …words`."""
        return await asyncio.to_thread(self._run, words, self.environ | environ)

    def _run(self, words: tuple[str, ...], environ: dict[str, str]) -> Said:
        runner, flags = CliRunner(), Flags()
        ended = runner.invoke(app, words, obj=flags, env=environ)
        said, code = ended.output, ended.exit_code
        if isinstance(ended.exception, Exception):
            with runner.isolation(env=environ) as (out, err, _):
                code = exit_code(ended.exception, flags)
                said += (out.getvalue() + err.getvalue()).decode()
        assert "Traceback" not in said
        return Said(code, said)
